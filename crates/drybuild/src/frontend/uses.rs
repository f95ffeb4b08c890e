//! Which stages an instruction reads, and whether they go in circles (`buildStageDependencyGraph`).

use std::collections::HashSet;

use dockerfile::instructions::Instruction;

use super::dispatch::word;
use super::stage::{Stage, StageId, Step};
use super::{BuildError, Converter, parse};
use crate::environment::Environment;
use crate::lint::Location;

impl<'a> Converter<'a> {
    /// Finds the stages behind every `--from` and mount.
    pub(super) fn link_stages(&mut self) -> Result<(), BuildError> {
        for id in 0..self.stages.len() {
            let mut steps = self
                .stages
                .get_mut(id)
                .map(|s| std::mem::take(&mut s.steps))
                .unwrap_or_default();
            for step in &mut steps {
                self.link(id, step)?;
            }
            if let Some(stage) = self.stages.get_mut(id) {
                stage.steps = steps;
            }
        }
        self.check_circles()?;
        if self.lex.version.suggests() {
            if let [only] = self.stages.as_mut_slice() {
                only.log_name.clear();
            }
        } else if self.is_one_stage()
            && let Some(only) = self.stages.first_mut()
        {
            only.log_name.clear();
        }
        Ok(())
    }

    /// To older versions only cache mounts, and those that name something, were stages of their own.
    fn is_one_stage(&self) -> bool {
        let mut own = self.stages.iter().filter(|stage| !stage.is_hidden);
        let (Some(only), None) = (own.next(), own.next()) else {
            return false;
        };
        let is_named = |hidden: &Stage<'_>| hidden.is_hidden && hidden.base_name != "scratch";
        let is_cache = |step: &Step<'_>| match &step.command.instruction {
            Instruction::Run(run) => run
                .mounts
                .iter()
                .any(|mount| mount.text.contains("type=cache")),
            _ => false,
        };
        !self.stages.iter().any(is_named) && !only.steps.iter().any(is_cache)
    }

    /// Finds the stages that one instruction of stage `id` reads (`toCommand`).
    pub(super) fn link(&mut self, id: StageId, step: &mut Step<'a>) -> Result<(), BuildError> {
        match &step.command.instruction {
            Instruction::Copy(copy) if !word(&copy.from).is_empty() => {
                let from = word(&copy.from).to_owned();
                step.sources = vec![self.copy_source(&from, &step.location)?];
            }
            Instruction::Run(run) => {
                let names: Vec<String> = parse::mount_sources(run);
                step.sources = names.iter().map(|name| self.mount_source(name)).collect();
            }
            _ => {}
        }
        let Some(stage) = self.stages.get_mut(id) else {
            return Ok(());
        };
        for &source in &step.sources {
            match stage.uses.iter_mut().find(|(used, _)| *used == source) {
                Some((_, location)) => location.clone_from(&step.location),
                None => stage.uses.push((source, step.location.clone())),
            }
        }
        Ok(())
    }

    fn copy_source(&mut self, from: &str, location: &Location) -> Result<StageId, BuildError> {
        let expanded = parse::expand(self.lex, from, &Environment::default())
            .map_err(|e| BuildError::new(e.message))?;
        if expanded.text != from && self.lex.version.suggests() {
            return Err(BuildError::new(
                "variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround",
            ));
        }
        let Ok(index) = from.parse::<i64>() else {
            let found = self.find_stage(from);
            return Ok(found.unwrap_or_else(|| self.add_hidden(from, location.clone())));
        };
        let id = usize::try_from(index)
            .ok()
            .filter(|id| *id < self.stages.len());
        id.ok_or_else(|| BuildError::new(format!("invalid stage index {index}")))
    }

    fn mount_source(&mut self, from: &str) -> StageId {
        let name = if from.is_empty() { "scratch" } else { from };
        self.find_stage(name)
            .unwrap_or_else(|| self.add_hidden(name, Location::default()))
    }

    /// A stage that stands for an image.
    fn add_hidden(&mut self, image: &str, location: Location) -> StageId {
        self.add_stage(Stage {
            base_name: image.to_owned(),
            location,
            is_hidden: true,
            ..Stage::default()
        })
    }

    /// Refuses stages that read each other (`validateCircularDependency`).
    fn check_circles(&self) -> Result<(), BuildError> {
        let mut visited = HashSet::new();
        for start in 0..self.stages.len() {
            if let Some(places) = self.find_circle(start, &mut visited) {
                let name = self
                    .stages
                    .get(start)
                    .map(|s| s.log_name.as_str())
                    .unwrap_or_default();
                let error =
                    BuildError::new(format!("circular dependency detected on stage: {name}"));
                return Err(places.iter().fold(error, BuildError::at));
            }
        }
        Ok(())
    }

    /// Instructions that lead from `start` round a circle; depth first without recursion.
    fn find_circle(&self, start: StageId, visited: &mut HashSet<StageId>) -> Option<Vec<Location>> {
        if !visited.insert(start) {
            return None;
        }
        let mut path = vec![(start, 0, Location::default())];
        while let Some((id, next, _)) = path.last_mut() {
            let step = self.stages.get(*id).and_then(|s| s.uses.get(*next));
            *next += 1;
            let Some((used, location)) = step else {
                path.pop();
                continue;
            };
            if path.iter().any(|(open, ..)| open == used) {
                let mut places: Vec<Location> =
                    path.into_iter().skip(1).map(|(.., place)| place).collect();
                places.push(location.clone());
                return Some(places);
            }
            if visited.insert(*used) {
                path.push((*used, 0, location.clone()));
            }
        }
        None
    }
}
