//! From the `FROM` lines to stages (`buildDispatchStates`).

use std::collections::BTreeSet;

use dockerfile::{Dockerfile, ExpandError, Expansion};

use super::stage::{Stage, StageId, Step};
use super::{BuildError, Converter, parse};
use crate::lint::{
    Linter, Location, from_platform_flag_const_disallowed, redundant_target_platform,
    undefined_arg_in_from,
};
use crate::options::NoCache;
use crate::platform::Platform;
use crate::suggest;

impl<'a> Converter<'a> {
    /// Adds every stage of the file.
    pub(super) fn add_stages(&mut self, dockerfile: &'a Dockerfile) -> Result<(), BuildError> {
        for (index, parsed) in dockerfile.stages.iter().enumerate() {
            let location = parse::location(&parsed.origin);
            let linter = self.linter.with_comments(&parsed.origin.comments);
            let expanded = self
                .expand_in_from(&parsed.from.base.text, &location, &linter)
                .map_err(|e| BuildError::new(e.message).at(&location))?;
            let mut used = expanded.matched;
            if expanded.text.is_empty() {
                let message = format!("base name ({}) should not be blank", parsed.from.base.text);
                return Err(BuildError::new(message).at(&location));
            }
            let mut stage = Stage {
                name: parsed.from.name.clone(),
                log_name: parsed.from.name.clone(),
                base_name: expanded.text,
                description: parsed.from.doc.clone(),
                code: parsed.origin.code().to_owned(),
                location: location.clone(),
                outline: self.global_outline.clone(),
                ..Stage::default()
            };
            stage.steps = parsed.commands.iter().map(Step::new).collect();
            let platform = super::dispatch::word(&parsed.from.platform);
            if !platform.is_empty() {
                let (platform, names) =
                    self.stage_platform(platform, &parsed.from.name, &location, &linter)?;
                stage.platform = Some(platform);
                used.extend(names);
            }
            if !parsed.from.name.is_empty()
                && let Some(context) =
                    self.named_context(&parsed.from.name, stage.platform.as_ref())?
            {
                stage.context = Some(context);
                let id = self.add_stage(stage);
                if let Some(stage) = self.stages.get_mut(id) {
                    stage.base = None;
                }
                continue;
            }
            if parsed.from.name.is_empty() {
                stage.log_name = format!("stage-{index}");
            }
            stage.ignore_cache = match &self.options.no_cache {
                NoCache::Off => false,
                NoCache::All => true,
                NoCache::Stages(names) => names
                    .iter()
                    .any(|n| n.to_lowercase() == parsed.from.name.to_lowercase()),
            };
            let id = self.add_stage(stage);
            if let Some(stage) = self.stages.get_mut(id) {
                stage.outline.used.extend(used);
                let from_image = stage.base_name != "scratch" && stage.base.is_none();
                let counted = stage
                    .steps
                    .iter()
                    .filter(|s| parse::is_counted(&s.command.instruction))
                    .count();
                stage.command_total = usize::from(from_image) + counted;
            }
        }
        Ok(())
    }

    /// Expands a word of `FROM`, naming variables that nothing declares.
    fn expand_in_from(
        &self,
        word: &str,
        location: &Location,
        linter: &Linter<'_>,
    ) -> Result<Expansion, ExpandError> {
        let (expansion, missing) = parse::expand_noting_missing(self.lex, word, &self.global_args);
        let mut known: BTreeSet<&str> = self
            .global_outline
            .args
            .keys()
            .map(String::as_str)
            .collect();
        known.extend(self.global_args.keys());
        for name in missing.iter().filter(|n| !known.contains(n.as_str())) {
            let suggestion = suggest::search(name, known.iter().copied()).unwrap_or_default();
            linter.report(
                &undefined_arg_in_from::RULE,
                location,
                undefined_arg_in_from::detail(name, suggestion),
            );
        }
        expansion
    }

    /// Value of `FROM --platform`, and the arguments that it names.
    fn stage_platform(
        &self,
        expression: &str,
        stage: &str,
        location: &Location,
        linter: &Linter<'_>,
    ) -> Result<(Platform, BTreeSet<String>), BuildError> {
        let expanded = self
            .expand_in_from(expression, location, linter)
            .map_err(|e| {
                BuildError::new(format!(
                    "failed to process arguments for platform : {}",
                    e.message
                ))
                .at(location)
            })?;
        let Expansion {
            text: result,
            matched,
            unmatched,
            ..
        } = expanded;
        let only_target =
            matched.len() == 1 && unmatched.is_empty() && matched.contains("TARGETPLATFORM");
        if only_target && self.global_args.get("TARGETPLATFORM") == Some(&result) {
            linter.report(
                &redundant_target_platform::RULE,
                location,
                redundant_target_platform::detail(expression),
            );
        }
        let parsed = Platform::parse(&result);
        if matched.is_empty()
            && unmatched.is_empty()
            && let Ok(platform) = &parsed
            && !stage.contains(&platform.os)
            && !stage.contains(&platform.architecture)
        {
            let detail = from_platform_flag_const_disallowed::detail(&result);
            linter.report(&from_platform_flag_const_disallowed::RULE, location, detail);
        }
        let suggest = |message: String| {
            let found = unmatched
                .iter()
                .find_map(|name| suggest::search(name, self.global_args.keys()));
            found.map_or(message.clone(), |found| {
                format!("{message} (did you mean {found}?)")
            })
        };
        if result.is_empty() {
            let message = suggest(format!("empty platform value from expression {expression}"));
            return Err(BuildError::new(message).at(location));
        }
        let platform = parsed.map_err(|e| {
            BuildError::new(suggest(e))
                .at(location)
                .context(&format!("failed to parse platform {expression}"))
                .at(location)
        })?;
        Ok((platform, matched))
    }

    /// Adds a stage, finding the one that it builds on (`addState`).
    pub(super) fn add_stage(&mut self, mut stage: Stage<'a>) -> StageId {
        let id = self.stages.len();
        stage.paths_of = id;
        if let Some(&base) = self.by_name.get(&stage.base_name) {
            stage.base = Some(base);
            if let Some(base) = self.stages.get(base) {
                stage.outline = base.outline.clone();
            }
        }
        if !stage.name.is_empty() {
            self.by_name.insert(stage.name.to_lowercase(), id);
        }
        self.stages.push(stage);
        id
    }

    /// The last stage of that name, whatever its case.
    pub(super) fn find_stage(&self, name: &str) -> Option<StageId> {
        self.by_name.get(&name.to_lowercase()).copied()
    }

    /// Names that an error may suggest.
    pub(super) fn stage_names(&self) -> impl Iterator<Item = &str> {
        self.stages
            .iter()
            .map(|s| s.log_name.as_str())
            .filter(|name| !name.is_empty())
    }

    /// Notes that a path of a stage's files is used.
    pub(super) fn mark_path(&mut self, id: StageId, path: &str) {
        let owner = self.stages.get(id).map_or(id, |s| s.paths_of);
        if let Some(stage) = self.stages.get_mut(owner) {
            stage.paths.insert(crate::path::join("/", path));
        }
    }
}
