//! What `COPY` and `ADD` share: a file vertex with one action for each source.
//!
//! Follows `dispatchCopy` of `dockerfile2llb/convert_copy.go`.

mod actions;
mod inline;
mod local;
mod owner;
mod remote;
mod sources;

pub(super) use owner::owner;
pub(super) use sources::Files;
pub(in super::super) use sources::word;

use super::super::names::uppercase_keyword;
use super::super::parse;
use super::super::stage::Stage;
use super::super::{BuildError, Converter};
use super::Scope;
use super::history::{self, Layer};
use super::mode::{self, Mode};
use crate::git_url::{GitRef, GitRefError};
use crate::graph::{CopyAction, Edge, Op, ProgressGroup, Vertex};
use dockerfile::Feature;

use crate::lint::copy_ignored_file;
use crate::path::{clean, join, to_slash};
use actions::Actions;
use local::{destination, normalize_in_vertex};

/// One `COPY` or `ADD`, expanded (`copyConfig`).
pub(super) struct Transfer<'a> {
    pub(super) keyword: &'static str,
    pub(super) files: &'a Files,
    pub(super) from: Option<Edge>,
    pub(super) from_context: bool,
    pub(super) chown: &'a str,
    pub(super) chmod: &'a str,
    pub(super) exclude: &'a [String],
    pub(super) link: bool,
    pub(super) parents: bool,
    pub(super) checksum: &'a str,
    pub(super) keep_git_dir: Option<bool>,
    pub(super) unpack: Option<bool>,
}

impl<'a> Converter<'a> {
    /// Adds the vertices and the history of a `COPY` or `ADD`.
    pub(super) fn transfer(
        &mut self,
        stage: &mut Stage<'a>,
        scope: &Scope<'a, '_>,
        transfer: &Transfer<'_>,
    ) -> Result<(), BuildError> {
        let dest = destination(stage, &transfer.files.dest)?;
        let mode = match transfer.chmod {
            "" => None,
            // Letters came later, and were left out of account.
            chmod if !scope.lex.version.knows(Feature::SymbolicChmod) => mode::number(chmod),
            chmod => Some(mode::parse(chmod)?),
        };
        check_checksum(transfer)?;

        let code = parse::expand_name(scope.lex, scope.code(), &stage.state.environment);
        let command = uppercase_keyword(&code);
        let platform = stage.platform.clone().filter(|_| self.is_multi_platform);
        stage.count_step();
        let name = stage.step_name(platform.as_ref(), &command);

        let is_linked = transfer.link && transfer.chmod.is_empty();
        let mut actions = Actions::on(stage.state.output.filter(|_| !is_linked));
        let base = CopyAction {
            dest: normalize_in_vertex(if is_linked { "/" } else { &stage.state.dir }, &dest),
            owner: (!transfer.chown.is_empty()).then(|| owner(transfer.chown, actions.base)),
            mode: match &mode {
                Some(Mode::Number(number)) => Some(*number),
                _ => None,
            },
            mode_str: match mode {
                Some(Mode::Letters(letters)) => letters,
                _ => String::new(),
            },
            exclude: transfer.exclude.to_vec(),
            create_dest_path: true,
            ..CopyAction::default()
        };
        let mut line = if scope.lex.version.suggests() {
            history_prefix(transfer)
        } else {
            transfer.keyword.to_owned()
        };
        let mut checksum = transfer.checksum.to_owned();
        let mut keep_git_dir = transfer.keep_git_dir;
        for source in &transfer.files.paths {
            line += &format!(" {source}");
            match GitRef::parse(source) {
                Err(GitRefError::Invalid(message)) => return Err(BuildError::new(message)),
                Ok(git) => {
                    let vertex =
                        remote::repository(transfer, git, &mut checksum, &mut keep_git_dir)?;
                    let from = self.builder.add(Vertex {
                        name: name.clone(),
                        ..vertex
                    });
                    actions.push(
                        Some(from),
                        CopyAction {
                            src: "/".to_owned(),
                            ..base.clone()
                        },
                    );
                }
                Err(GitRefError::NotGit) if remote::is_http(source) => {
                    let (vertex, file) = remote::download(transfer, source, &checksum)?;
                    let from = self.builder.add(Vertex {
                        name: name.clone(),
                        ..vertex
                    });
                    let attempt_unpack = transfer.unpack.unwrap_or(false);
                    actions.push(
                        Some(from),
                        CopyAction {
                            src: join("/", &file),
                            attempt_unpack,
                            ..base.clone()
                        },
                    );
                }
                Err(GitRefError::NotGit) => {
                    self.check_ignored(scope, transfer, source);
                    actions.push(transfer.from, local::copy(stage, transfer, source, &base)?);
                }
            }
        }
        for (path, data) in &transfer.files.contents {
            line += &format!(" <<{path}");
            let from = self.inline_file(stage, path, data, 0o644)?;
            let src = join("/", &to_slash(path, stage.os()));
            actions.push(
                Some(from),
                CopyAction {
                    src,
                    ..base.clone()
                },
            );
        }
        line += &format!(" {} # buildkit", transfer.files.dest);

        let (inputs, op) = actions.finish();
        let vertex = Vertex {
            inputs,
            name,
            ignore_cache: stage.ignore_cache,
            ..stage.vertex_at(op, scope.location())
        };
        let output = if is_linked {
            let link_name = stage.step_name(platform.as_ref(), &format!("LINK {command}"));
            self.link_copy(stage.state.output, vertex, link_name)
        } else {
            self.builder.add(vertex)
        };
        stage.state.output = Some(output);
        history::commit(
            stage,
            scope.location(),
            line,
            Layer::Of(Some(output.vertex)),
        );
        Ok(())
    }

    /// `--link`: the copy stands alone and is merged onto what was there.
    fn link_copy(&mut self, below: Option<Edge>, copy: Vertex, name: String) -> Edge {
        let id = self.builder.len();
        let group = |weak| {
            Some(ProgressGroup {
                id,
                name: copy.name.clone(),
                weak,
            })
        };
        let merge = Vertex {
            name,
            progress_group: group(false),
            op: Op::Merge(vec![0, 1]),
            inputs: Vec::new(),
            ..copy.clone()
        };
        let copy = self.builder.add(Vertex {
            progress_group: group(true),
            ..copy
        });
        match below {
            Some(below) => self.builder.add(Vertex {
                inputs: vec![below, copy],
                ..merge
            }),
            None => copy,
        }
    }

    /// Reports a source that the ignore file keeps out.
    fn check_ignored(&self, scope: &Scope<'a, '_>, transfer: &Transfer<'_>, source: &str) {
        let source = clean(source);
        if transfer.from_context
            && self
                .ignore
                .as_ref()
                .is_some_and(|file| file.excludes(&source))
        {
            let command = if transfer.keyword == "ADD" {
                "Add"
            } else {
                "Copy"
            };
            let detail = copy_ignored_file::detail(command, &source);
            scope
                .linter
                .report(&copy_ignored_file::RULE, scope.location(), detail);
        }
    }
}

fn check_checksum(transfer: &Transfer<'_>) -> Result<(), BuildError> {
    if transfer.checksum.is_empty() {
        return Ok(());
    }
    match transfer.files.paths.as_slice() {
        [source] if remote::is_http(source) || GitRef::parse(source).is_ok() => Ok(()),
        [_] => Err(BuildError::new("checksum requires HTTP(S) or Git sources")),
        _ => Err(BuildError::new(
            "checksum can't be specified for multiple sources",
        )),
    }
}

/// What history shows before the sources: the keyword and three of the flags.
fn history_prefix(transfer: &Transfer<'_>) -> String {
    let mut line = transfer.keyword.to_owned();
    if transfer.parents {
        line += " --parents";
    }
    if !transfer.chown.is_empty() {
        line += &format!(" --chown={}", transfer.chown);
    }
    if !transfer.chmod.is_empty() {
        line += &format!(" --chmod={}", transfer.chmod);
    }
    line
}
