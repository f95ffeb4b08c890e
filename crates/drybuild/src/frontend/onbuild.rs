//! `ONBUILD` triggers of a base, run first in the stages built on it (`initOnBuildTriggers`).

use std::borrow::Cow;

use dockerfile::instructions::Instruction;

use super::stage::{StageId, Step};
use super::{BuildError, Converter, parse};
use crate::lint::Location;

impl<'a> Converter<'a> {
    /// Puts the triggers of a stage's base before its own instructions; true if they read other stages.
    pub(super) fn add_triggers(&mut self, id: StageId) -> Result<bool, BuildError> {
        let Some(stage) = self.stages.get_mut(id) else {
            return Ok(false);
        };
        let mut triggers = std::mem::take(&mut stage.image.config.on_build);
        let location = stage.location.clone();
        let base = stage
            .base
            .filter(|_| !std::mem::replace(&mut stage.has_triggers, true));
        if let Some(base) = base.and_then(|base| self.stages.get(base)) {
            triggers.extend(
                base.steps
                    .iter()
                    .filter_map(|step| match &step.command.instruction {
                        Instruction::Onbuild(onbuild) => Some(onbuild.expression.clone()),
                        _ => None,
                    }),
            );
        }
        let mut reads_others = false;
        let mut steps = Vec::new();
        for trigger in &triggers {
            let step = self
                .trigger(id, trigger, &location)
                .map_err(|e| e.only_at(&location))?;
            reads_others |= !step.sources.is_empty();
            steps.push(step);
        }
        if let Some(stage) = self.stages.get_mut(id) {
            // Older versions counted without them, and did not mark them.
            if self.lex.version.suggests() {
                stage.command_total += steps.len();
            }
            steps.append(&mut stage.steps);
            stage.steps = steps;
        }
        Ok(reads_others)
    }

    fn trigger(
        &mut self,
        id: StageId,
        text: &str,
        location: &Location,
    ) -> Result<Step<'a>, BuildError> {
        let command = parse::trigger(self.lex.version, text)?;
        let mut step = Step {
            command: Cow::Owned(command),
            location: location.clone(),
            sources: Vec::new(),
            is_trigger: self.lex.version.suggests(),
        };
        self.link(id, &mut step)?;
        Ok(step)
    }
}
