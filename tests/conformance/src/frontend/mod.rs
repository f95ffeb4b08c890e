//! `frontend`: everything that the Dockerfile frontend says about one Dockerfile.

mod case;
mod instructions;
mod parse;

use serde_json::{Value, json};

pub(crate) use case::Case;

/// One key a surface; a module each.
pub(crate) fn answer(case: &Case) -> Value {
    let file = dockerfile::parse(&case.dockerfile);
    json!({
        "id": case.id,
        "parse": parse::answer(&file),
        "instructions": instructions::answer(&file),
    })
}
