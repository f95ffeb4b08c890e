//! What `COPY` and `ADD` share: a file vertex with one action for each source.
//!
//! Follows `dispatchCopy` of `dockerfile2llb/convert_copy.go`.

mod remote;

use dockerfile::Word;
use dockerfile::instructions::InlineFile;

use super::super::names::uppercase_keyword;
use super::super::parse;
use super::super::stage::Stage;
use super::super::{BuildError, Converter};
use super::Scope;
use super::history::{self, Layer};
use super::mode::{self, Mode};
use crate::git_url::{GitRef, GitRefError};
use crate::graph::{
    ActionInput, ActionKind, CopyAction, Edge, FileAction, FileOp, MkfileAction, Op, Owner,
    ProgressGroup, User, Vertex,
};
use crate::lint::copy_ignored_file;
use crate::path::{KeepSlash, clean, is_absolute, join, normalize, remove_drive_letter, to_slash};

/// Sources and destination, expanded.
pub(super) struct Files {
    pub(super) paths: Vec<String>,
    /// Name and text of each here-document.
    contents: Vec<(String, String)>,
    dest: String,
}

impl Files {
    pub(super) fn expand(
        stage: &Stage<'_>,
        scope: &Scope<'_, '_>,
        sources: &[Word],
        inline: &[InlineFile],
        dest: &Word,
    ) -> Result<Self, BuildError> {
        let mut paths = Vec::new();
        for path in sources {
            paths.push(scope.expand(stage, &path.text)?);
        }
        let dest = scope.expand(stage, &dest.text)?;
        let mut contents = Vec::new();
        for content in inline {
            let data = if content.expand {
                scope.expand_text(stage, &content.data)?
            } else {
                content.data.clone()
            };
            contents.push((content.name.clone(), data));
        }
        Ok(Self {
            paths,
            contents,
            dest,
        })
    }
}

/// Text of a flag's value, empty without the flag.
pub(in super::super) fn word(value: &Option<Word>) -> &str {
    value.as_ref().map_or("", |word| word.text.as_str())
}

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

/// Actions of one vertex and the inputs that they name.
struct Actions {
    inputs: Vec<Edge>,
    actions: Vec<FileAction>,
    base: ActionInput,
}

impl Actions {
    fn on(base: Option<Edge>) -> Self {
        let input = if base.is_some() {
            ActionInput::Input(0)
        } else {
            ActionInput::Empty
        };
        Self {
            inputs: base.into_iter().collect(),
            actions: Vec::new(),
            base: input,
        }
    }

    /// Adds a copy, on the result of the one before.
    fn push(&mut self, from: Option<Edge>, copy: CopyAction) {
        let secondary_input = match from {
            None => ActionInput::Empty,
            Some(edge) => {
                ActionInput::Input(self.inputs.iter().position(|&i| i == edge).unwrap_or_else(
                    || {
                        self.inputs.push(edge);
                        self.inputs.len() - 1
                    },
                ))
            }
        };
        let input = self
            .actions
            .len()
            .checked_sub(1)
            .map_or(self.base, ActionInput::Action);
        let kind = ActionKind::Copy(Box::new(copy));
        self.actions.push(FileAction {
            input,
            secondary_input,
            output: None,
            kind,
        });
    }

    fn finish(mut self) -> (Vec<Edge>, Op) {
        if let Some(last) = self.actions.last_mut() {
            last.output = Some(0);
        }
        (
            self.inputs,
            Op::File(FileOp {
                actions: self.actions,
            }),
        )
    }
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
            chmod => Some(mode::parse(chmod)?),
        };
        check_checksum(transfer)?;

        let environment = stage.state.environment.clone();
        let code = parse::expand_name(scope.escape, scope.code(), &environment);
        let command = uppercase_keyword(&code);
        let platform = stage.platform.clone().filter(|_| self.is_multi_platform);
        let name = stage.next_name(platform.as_ref(), &environment, &command);

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
        let mut line = history_prefix(transfer);
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
                    actions.push(transfer.from, local(stage, transfer, source, &base)?);
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
            let link_name =
                stage.current_name(platform.as_ref(), &environment, &format!("LINK {command}"));
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

    /// A here-document as a file of its own.
    pub(super) fn inline_file(
        &mut self,
        stage: &Stage<'_>,
        path: &str,
        data: &str,
        mode: u32,
    ) -> Result<Edge, BuildError> {
        let path = remove_drive_letter(path, stage.os(), KeepSlash::No)
            .map_err(|e| BuildError::new(format!("removing drive letter: {e}")))?;
        let mkfile = MkfileAction {
            path: normalize_in_vertex("/", &path),
            mode,
            data: data.as_bytes().to_vec(),
        };
        let action = FileAction {
            input: ActionInput::Empty,
            secondary_input: ActionInput::Empty,
            output: Some(0),
            kind: ActionKind::Mkfile(mkfile),
        };
        let op = Op::File(FileOp {
            actions: vec![action],
        });
        Ok(self.builder.add(Vertex {
            name: "[internal] preparing inline document".to_owned(),
            ..Vertex::new(op)
        }))
    }
}

impl<'a> Converter<'a> {
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

/// Absolute path of a destination; a slash or dot at its end stays (`pathRelativeToWorkingDir`).
fn destination(stage: &Stage<'_>, dest: &str) -> Result<String, BuildError> {
    let os = stage.os();
    let context = |e: String| BuildError::new(format!("removing drive letter: {e}"));
    let dest = remove_drive_letter(dest, os, KeepSlash::Yes).map_err(context)?;
    if is_absolute(&dest, os) {
        return Ok(normalize("/", &dest, os, KeepSlash::Yes)?);
    }
    let dest = if dest.is_empty() || dest == "." {
        "./"
    } else {
        &dest
    };
    Ok(normalize(&stage.state.dir, dest, os, KeepSlash::Yes)?)
}

/// A path as the vertex holds it: clean, but for what its end says (`normalizePath` of `llb/fileop.go`).
fn normalize_in_vertex(parent: &str, path: &str) -> String {
    let mut cleaned = clean(path);
    if !cleaned.starts_with('/') {
        cleaned = join(&join("/", parent), &cleaned);
    }
    if path.ends_with('/') && !cleaned.ends_with('/') {
        cleaned.push('/');
    } else if path.ends_with("/.") {
        if cleaned != "/" {
            cleaned.push('/');
        }
        cleaned.push('.');
    }
    cleaned
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

/// Copy of a path of the context or of a stage.
fn local(
    stage: &Stage<'_>,
    transfer: &Transfer<'_>,
    source: &str,
    base: &CopyAction,
) -> Result<CopyAction, BuildError> {
    let os = stage.os();
    let absolute = |path: &str| {
        normalize("/", path, os, KeepSlash::No)
            .map_err(|e| BuildError::new(format!("removing drive letter: {e}")))
    };
    let (mut src, mut include, mut required_paths) = (source.to_owned(), Vec::new(), Vec::new());
    if transfer.parents {
        // `/./` parts what is left out of the destination from what is kept.
        let (root, pattern) = source.split_once("/./").unwrap_or(("/", source));
        let pattern = absolute(pattern)?;
        if !has_wildcards(root) && !has_wildcards(&pattern) {
            required_paths.push(absolute(&join(root, &pattern))?);
        }
        include.push(pattern.strip_prefix('/').unwrap_or(&pattern).to_owned());
        root.clone_into(&mut src);
    }
    Ok(CopyAction {
        src: clean(&absolute(&src)?),
        include,
        required_paths,
        follow_symlink: true,
        dir_copy_contents: true,
        attempt_unpack: transfer.unpack.unwrap_or(transfer.keyword == "ADD"),
        allow_wildcard: true,
        allow_empty_wildcard: true,
        ..base.clone()
    })
}

fn has_wildcards(path: &str) -> bool {
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        match c {
            '*' | '?' | '[' => return true,
            '\\' => _ = chars.next(),
            _ => {}
        }
    }
    false
}

/// `user[:group]`; names are looked up in `input` (`llb.WithUser`).
pub(super) fn owner(text: &str, input: ActionInput) -> Owner {
    let (user, group) = text
        .split_once(':')
        .map_or((text, None), |(user, group)| (user, Some(group)));
    let lookup = |name: &str| match name.parse::<i32>() {
        _ if name == "root" || name.is_empty() => User::Id(0),
        Ok(id) => User::Id(u32::from_ne_bytes(id.to_ne_bytes())),
        Err(_) => User::Name {
            name: name.to_owned(),
            input,
        },
    };
    Owner {
        user: Some(lookup(user)),
        group: group.map(lookup),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners() {
        let input = ActionInput::Input(0);
        let name = |name: &str| {
            Some(User::Name {
                name: name.to_owned(),
                input,
            })
        };
        assert_eq!(
            owner("app", input),
            Owner {
                user: name("app"),
                group: None
            }
        );
        assert_eq!(
            owner("root:web", input),
            Owner {
                user: Some(User::Id(0)),
                group: name("web")
            }
        );
        assert_eq!(
            owner("1000:0", input),
            Owner {
                user: Some(User::Id(1000)),
                group: Some(User::Id(0))
            }
        );
    }

    #[test]
    fn ends_of_destinations_stay() {
        assert_eq!(normalize_in_vertex("/", "/srv/data//z"), "/srv/data/z");
        assert_eq!(normalize_in_vertex("/", "/opt/./."), "/opt/.");
        assert_eq!(normalize_in_vertex("/", "//y/"), "/y/");
    }
}
