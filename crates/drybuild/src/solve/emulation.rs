//! Programs of a platform that the builder cannot run.

use super::{Client, Failed, exec};
use crate::graph::{ExecOp, Vertex};
use crate::machine::Execution;
use crate::shell::{Exit, Outcome, Stream, Written};

/// What the kernel says when no processor and no emulator fits; status and text as measured with runc 1.1.5 under
/// BuildKit 73ed6825 (later versions of runc exit with 255).
const STATUS: u8 = 1;

/// Fails where no node runs the vertex's platform: the image's own programs are of that platform.
pub(super) fn check(op: &ExecOp, vertex: &Vertex, client: &Client<'_>) -> Result<(), Box<Failed>> {
    let Some(platform) = &vertex.platform else {
        return Ok(());
    };
    let own = &client.options.build_platform;
    let (_, execution) = client.machine.node_for(platform, own);
    if execution != Execution::Impossible {
        return Ok(());
    }
    let program = op.args.first().map(String::as_str).unwrap_or_default();
    let text = format!("exec {program}: exec format error\n");
    let written = Written {
        stream: Stream::Stderr,
        range: 0..text.len(),
        span: 0..0,
    };
    Err(Box::new(Failed {
        message: exec::failure(op, &format!("exit code: {STATUS}")),
        run: Some(Outcome {
            exit: Exit::Known(STATUS),
            stderr: text.as_str().into(),
            written: vec![written],
            ..Outcome::default()
        }),
    }))
}
