//! `COPY`.

use dockerfile::instructions::Copy;

use super::super::stage::Stage;
use super::super::{BuildError, Converter};
use super::Scope;
use super::files::{Files, Transfer, word};
use crate::path::join;

impl<'a> Converter<'a> {
    pub(super) fn copy(
        &mut self,
        stage: &mut Stage<'a>,
        scope: &Scope<'a, '_>,
        copy: &Copy,
    ) -> Result<(), BuildError> {
        let chown = scope.expand(stage, word(&copy.chown))?;
        let chmod = scope.expand(stage, word(&copy.chmod))?;
        let files = Files::expand(stage, scope, &copy.sources, &copy.contents, &copy.dest)?;
        let source = scope.step.sources.first().copied();
        let from = match source.map(|id| (id, self.stages.get(id))) {
            None => Some(self.context),
            Some((_, Some(source))) if source.is_dispatched => source.state.output,
            // Older versions did not look: nothing is in a stage that did not begin.
            Some(_) if !scope.lex.version.suggests() => None,
            Some(_) => {
                return Err(BuildError::new(format!(
                    "cannot copy from stage {}, it needs to be defined before current stage {}",
                    crate::quote::quote(word(&copy.from)),
                    crate::quote::quote(&stage.log_name)
                )));
            }
        };
        let exclude: Vec<String> = copy.exclude.iter().map(|w| w.to_string()).collect();
        let transfer = Transfer {
            keyword: "COPY",
            files: &files,
            from,
            from_context: source.is_none(),
            chown: &chown,
            chmod: &chmod,
            exclude: &exclude,
            link: copy.link,
            parents: copy.parents,
            checksum: "",
            keep_git_dir: None,
            unpack: None,
        };
        self.transfer(stage, scope, &transfer)?;
        for path in &files.paths {
            match source {
                Some(id) => self.mark_path(id, path),
                None => _ = stage.context_paths.insert(join("/", path)),
            }
        }
        Ok(())
    }
}
