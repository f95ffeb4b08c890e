//! What is compared, as data.

/// One part of what the simulator answers.
pub(super) struct Surface {
    /// How the table calls it.
    pub(super) name: &'static str,
    /// Command of the conformance binary.
    pub(super) command: &'static str,
    /// File of the cases in the folder with the measured truth.
    pub(super) cases: &'static str,
    /// File of the measured answers.
    pub(super) expected: &'static str,
    /// The folder's script that compares.
    pub(super) script: &'static str,
    /// What the script is told first.
    pub(super) mode: &'static [&'static str],
}

pub(super) const SURFACES: &[Surface] = &[
    Surface {
        name: "frontend",
        command: "frontend",
        cases: "frontend/cases.jsonl",
        expected: "frontend/expected.jsonl",
        script: "compare.py",
        mode: &[],
    },
    Surface {
        name: "word expansion",
        command: "shell",
        cases: "shell/vectors.jsonl",
        expected: "shell/vectors.jsonl",
        script: "compare.py",
        mode: &[],
    },
    Surface {
        name: ".dockerignore",
        command: "dockerignore",
        cases: "dockerignore/vectors.jsonl",
        expected: "dockerignore/vectors.jsonl",
        script: "compare.py",
        mode: &[],
    },
    Surface {
        name: "executed builds",
        command: "real",
        cases: "real/real.jsonl",
        expected: "real/real.jsonl",
        script: "compare_real.py",
        mode: &["real"],
    },
    Surface {
        name: "what RUN does",
        command: "run-effects",
        cases: "run-effects/run-effects.jsonl",
        expected: "run-effects/run-effects.jsonl",
        script: "compare_real.py",
        mode: &["run-effects"],
    },
    Surface {
        name: "builds in a row",
        command: "cache-sequences",
        cases: "cache-sequences/cache-sequences.jsonl",
        expected: "cache-sequences/cache-sequences.jsonl",
        script: "compare_real.py",
        mode: &["cache-sequences"],
    },
    Surface {
        name: "where secrets go",
        command: "flows",
        cases: "secret-flows.jsonl",
        expected: "secret-flows.jsonl",
        script: "compare_reach.py",
        mode: &[],
    },
    Surface {
        name: "Docker 20.10",
        command: "legacy",
        cases: "legacy/legacy.jsonl",
        expected: "legacy/legacy.jsonl",
        script: "compare_legacy.py",
        mode: &[],
    },
];
