//! Here-documents as files.

use super::super::super::stage::Stage;
use super::super::super::{BuildError, Converter};
use super::local::normalize_in_vertex;
use crate::graph::{ActionInput, ActionKind, Edge, FileAction, FileOp, MkfileAction, Op, Vertex};
use crate::path::{KeepSlash, remove_drive_letter};

impl Converter<'_> {
    /// A here-document as a file of its own.
    pub(in super::super) fn inline_file(
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
