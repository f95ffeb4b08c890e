//! The actions of one file vertex.

use crate::graph::{ActionInput, ActionKind, CopyAction, Edge, FileAction, FileOp, Op};

/// Actions of one vertex and the inputs that they name.
pub(super) struct Actions {
    inputs: Vec<Edge>,
    actions: Vec<FileAction>,
    /// What the first action changes.
    pub(super) base: ActionInput,
}

impl Actions {
    pub(super) fn on(base: Option<Edge>) -> Self {
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
    pub(super) fn push(&mut self, from: Option<Edge>, copy: CopyAction) {
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

    pub(super) fn finish(mut self) -> (Vec<Edge>, Op) {
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
