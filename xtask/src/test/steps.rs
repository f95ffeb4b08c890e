//! The steps of the test command, as data.

use anyhow::Result;

use super::e2e;
use crate::arrows;
use crate::fuzz;
use crate::project::Project;
use crate::site;
use crate::size;
use crate::tools::Tool;

/// One step of `cargo xtask test`.
pub(super) struct Step {
    /// How it is called on the command line.
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) needs: &'static [Tool],
    pub(super) work: Work,
    /// What to do if it fails.
    pub(super) hint: &'static str,
}

pub(super) enum Work {
    /// Cargo with these arguments and environment.
    Cargo(
        &'static [&'static str],
        &'static [(&'static str, &'static str)],
    ),
    Function(fn(&Project) -> Result<()>),
}

/// Quick steps first, and after them in an order that compiles each thing once: the checks share
/// their metadata, and the tests, the doc tests and `layerwise` share their object code.
pub(super) const STEPS: &[Step] = &[
    Step {
        name: "format",
        what: "every Rust file is formatted",
        needs: &[Tool::Components],
        work: Work::Cargo(&["fmt", "--all", "--check"], &[]),
        hint: "`cargo fmt --all` puts it right",
    },
    Step {
        name: "arrows",
        what: "no crate reaches what it must not know",
        needs: &[],
        work: Work::Function(arrows::check),
        hint: "ARCHITECTURE.md says why each arrow points one way; move the code, not the rule",
    },
    Step {
        name: "clippy",
        what: "no lint on this machine's target",
        needs: &[Tool::Components],
        work: Work::Cargo(
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "--deny",
                "warnings",
            ],
            &[],
        ),
        hint: "put the code right, or `#[expect(lint, reason = \"…\")]` where the lint is wrong",
    },
    Step {
        name: "clippy-wasm",
        what: "no lint in what runs in the browser",
        needs: &[Tool::Components, Tool::WasmTarget],
        work: Work::Cargo(
            &[
                "clippy",
                "--target=wasm32-unknown-unknown",
                "--package=app",
                "--features=app/hydrate",
                "--package=author",
                "--features=author/browser",
                "--package=preview",
                "--package=desk",
                "--features=desk/browser",
                "--package=lab",
                "--features=lab/csr",
                "--package=lab-worker",
                "--package=drybuild",
                "--package=course",
                "--package=learning",
                "--",
                "--deny",
                "warnings",
            ],
            &[],
        ),
        hint: "what only the server needs belongs behind the feature `ssr`",
    },
    Step {
        name: "doc",
        what: "the documentation has no broken link",
        needs: &[],
        work: Work::Cargo(
            &["doc", "--workspace", "--lib", "--no-deps"],
            &[("RUSTDOCFLAGS", "--deny warnings")],
        ),
        hint: "`cargo doc --no-deps --package <name> --open` shows the page",
    },
    Step {
        name: "test",
        what: "unit and integration tests",
        needs: &[Tool::Nextest],
        work: Work::Cargo(&["nextest", "run", "--workspace"], &[]),
        hint: "`cargo nextest run --package <name> <test>` runs one; UPDATE_EXPECT=1 rewrites \
               expected output, and the diff is to be read",
    },
    Step {
        name: "doctest",
        what: "the examples in the documentation",
        needs: &[],
        work: Work::Cargo(&["test", "--workspace", "--doc"], &[]),
        hint: "`cargo test --doc --package <name>` runs those of one crate",
    },
    Step {
        name: "fuzz",
        what: "a minute of inputs that nobody thought of",
        needs: fuzz::TOOLS,
        work: Work::Function(fuzz::short_round),
        hint: "the input is in target/fuzz/artifacts; tests/fuzz/README.md says how to make it small",
    },
    Step {
        name: "content",
        what: "the course has no fault",
        needs: &[],
        work: Work::Function(site::check),
        hint: "each fault is named with its file and line",
    },
    Step {
        name: "site",
        what: "the app and the course build as they are released",
        needs: crate::bundle::TOOLS,
        work: Work::Function(site::build),
        hint: "`cargo xtask serve` shows the same faults while you work",
    },
    Step {
        name: "size",
        what: "no page is heavier than its budget",
        needs: &[],
        work: Work::Function(size::check),
        hint: "`cargo xtask size` prints what weighs what",
    },
    Step {
        name: "e2e",
        what: "the built site in a real Chromium, below a sub-path",
        needs: &[Tool::E2ePackages, Tool::Chromium],
        work: Work::Function(e2e::run),
        hint: "tests/e2e/README.md says how to run one test and watch it",
    },
];
