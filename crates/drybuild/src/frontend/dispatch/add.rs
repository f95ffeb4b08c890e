//! `ADD`.

use dockerfile::instructions::Add;

use super::super::stage::Stage;
use super::super::{BuildError, Converter};
use super::Scope;
use super::files::{Files, Transfer, word};
use crate::path::join;

impl<'a> Converter<'a> {
    pub(super) fn add(
        &mut self,
        stage: &mut Stage<'a>,
        scope: &Scope<'a, '_>,
        add: &Add,
    ) -> Result<(), BuildError> {
        let chown = scope.expand(stage, word(&add.chown))?;
        let chmod = scope.expand(stage, word(&add.chmod))?;
        let checksum = scope.expand(stage, word(&add.checksum))?;
        let files = Files::expand(stage, scope, &add.sources, &add.contents, &add.dest)?;
        let exclude: Vec<String> = add.exclude.iter().map(|w| w.to_string()).collect();
        let transfer = Transfer {
            keyword: "ADD",
            files: &files,
            from: Some(self.context),
            from_context: true,
            chown: &chown,
            chmod: &chmod,
            exclude: &exclude,
            link: add.link,
            checksum: &checksum,
            keep_git_dir: add.keep_git_dir,
            unpack: add.unpack,
            parents: false,
        };
        self.transfer(stage, scope, &transfer)?;
        let local = files
            .paths
            .iter()
            .filter(|p| !p.starts_with("http://") && !p.starts_with("https://"));
        stage
            .context_paths
            .extend(local.map(|path| join("/", path)));
        Ok(())
    }
}
