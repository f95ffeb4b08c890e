//! `frontend`: everything that the Dockerfile frontend says about one Dockerfile.

mod build;
mod case;
mod instructions;
mod lint;
mod outline;
mod parse;
mod registry;
mod targets;

use drybuild::frontend;
use serde_json::{Value, json};

pub(crate) use case::Case;

/// One key a surface; a module each.
pub(crate) fn answer(case: &Case) -> Value {
    let file = dockerfile::parse(&case.dockerfile);
    let options = case.options();
    let mut experimental = options.clone();
    let key = "build-arg:BUILDKIT_DOCKERFILE_CHECK".to_owned();
    experimental.raw.insert(key, "experimental=all".to_owned());
    let text = Some(case.dockerfile.as_str());
    json!({
        "id": case.id,
        "parse": parse::answer(&file),
        "instructions": instructions::answer(&file),
        "build": build::answer(&frontend::convert(&file, &options, case)),
        "lint": lint::answer(&frontend::check(&file, &options, case), text),
        "lintExperimental": lint::answer(&frontend::check(&file, &experimental, case), None),
        "outline": outline::answer(&frontend::outline(&file, &options, case)),
        "targets": targets::answer(&frontend::targets(&file, &options)),
    })
}
