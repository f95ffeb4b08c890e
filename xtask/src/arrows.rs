//! The arrows between crates: what a package must never reach, however indirectly.
//!
//! A rule that could not fail would prove nothing, so each forbidden package is also looked for
//! where it is known to be.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;

/// `package` must not reach any of `never`.
struct Arrow {
    package: &'static str,
    never: &'static [&'static str],
}

/// `package` does reach `target`: looking for it there shows that the search can find it.
struct Witness {
    package: &'static str,
    target: &'static str,
}

const BROWSER: &[&str] = &["web-sys", "js-sys", "wasm-bindgen", "leptos", "app"];
const SIMULATOR: &[&str] = &["drybuild", "dockerfile"];

const ARROWS: &[Arrow] = &[
    Arrow {
        package: "dockerfile",
        never: BROWSER,
    },
    Arrow {
        package: "dockerfile",
        never: &["drybuild", "course", "learning"],
    },
    Arrow {
        package: "drybuild",
        never: BROWSER,
    },
    Arrow {
        package: "drybuild",
        never: &["course", "learning"],
    },
    Arrow {
        package: "drybuild-cli",
        never: BROWSER,
    },
    Arrow {
        package: "drybuild-cli",
        never: &["course", "learning"],
    },
    Arrow {
        package: "course",
        never: BROWSER,
    },
    Arrow {
        package: "course",
        never: SIMULATOR,
    },
    Arrow {
        package: "learning",
        never: BROWSER,
    },
    Arrow {
        package: "learning",
        never: SIMULATOR,
    },
    Arrow {
        package: "search",
        never: BROWSER,
    },
    Arrow {
        package: "search",
        never: SIMULATOR,
    },
    Arrow {
        package: "app",
        never: SIMULATOR,
    },
    Arrow {
        package: "app",
        never: &["lab"],
    },
    Arrow {
        package: "app",
        never: &["rs-fsrs"],
    },
    Arrow {
        package: "desk",
        never: SIMULATOR,
    },
    Arrow {
        package: "desk",
        never: &["lab"],
    },
    Arrow {
        package: "author",
        never: SIMULATOR,
    },
    Arrow {
        package: "author",
        never: &["lab", "rs-fsrs"],
    },
    Arrow {
        package: "preview",
        never: SIMULATOR,
    },
    Arrow {
        package: "preview",
        never: &["leptos", "app"],
    },
    Arrow {
        package: "lab",
        never: SIMULATOR,
    },
    Arrow {
        package: "lab",
        never: &["app", "course", "learning"],
    },
];

const WITNESSES: &[Witness] = &[
    Witness {
        package: "app",
        target: "web-sys",
    },
    Witness {
        package: "app",
        target: "js-sys",
    },
    Witness {
        package: "app",
        target: "wasm-bindgen",
    },
    Witness {
        package: "app",
        target: "leptos",
    },
    Witness {
        package: "app",
        target: "course",
    },
    Witness {
        package: "app",
        target: "learning",
    },
    Witness {
        package: "desk",
        target: "rs-fsrs",
    },
    Witness {
        package: "layerwise-cli",
        target: "app",
    },
    Witness {
        package: "layerwise-cli",
        target: "lab",
    },
    Witness {
        package: "lab-worker",
        target: "drybuild",
    },
    Witness {
        package: "lab-worker",
        target: "dockerfile",
    },
];

/// Both kinds of machine that a package is compiled for.
const TARGETS: [&[&str]; 2] = [&[], &["--target", "wasm32-unknown-unknown"]];

/// Fails, naming every arrow that points the wrong way.
pub(crate) fn check(project: &Project) -> Result<()> {
    let mut faults = Vec::new();
    for witness in WITNESSES {
        if !reached(project, witness.package)?.contains(witness.target) {
            let Witness { package, target } = witness;
            faults.push(format!(
                "{package} no longer reaches {target}: the check looks in vain"
            ));
        }
    }
    for arrow in ARROWS {
        for target in wrong(&reached(project, arrow.package)?, arrow) {
            let package = arrow.package;
            faults.push(format!(
                "{package} reaches {target}; see `cargo tree -p {package} --all-features -i {target}`"
            ));
        }
    }
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    eprintln!("xtask: {} arrows point one way", ARROWS.len());
    Ok(())
}

fn wrong<'a>(reached: &BTreeSet<String>, arrow: &'a Arrow) -> Vec<&'a str> {
    let is_reached = |target: &&&str| reached.contains(**target);
    arrow.never.iter().filter(is_reached).copied().collect()
}

/// Every package that `package` reaches with all its features, itself excluded.
fn reached(project: &Project, package: &str) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for target in TARGETS {
        let mut tree = project.cargo(["tree", "--package", package, "--all-features"]);
        tree.args([
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ]);
        tree.args(target);
        names.extend(package_names(&process::output(&mut tree)?));
    }
    names.remove(package);
    Ok(names)
}

/// The names in what `cargo tree --prefix none --format {p}` prints: `name v1.2.3 (…) (*)`.
fn package_names(tree: &str) -> impl Iterator<Item = String> + '_ {
    tree.lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(_, rest)| rest.starts_with('v'))
        .map(|(name, _)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "\
app v0.1.0 (/work/layerwise/app)
leptos v0.8.23
any_spawner v0.3.0
thiserror-impl v2.0.17 (proc-macro)
web-sys v0.3.85
leptos v0.8.23 (*)
[build-dependencies]
";

    #[test]
    fn names_are_read_from_a_tree() {
        let names: BTreeSet<_> = package_names(TREE).collect();
        let expected = ["any_spawner", "app", "leptos", "thiserror-impl", "web-sys"];
        assert!(names.iter().eq(expected.iter()), "{names:?}");
    }

    #[test]
    fn an_arrow_that_points_the_wrong_way_is_found() {
        let reached = package_names(TREE).collect();
        let arrow = |never| Arrow {
            package: "course",
            never,
        };
        assert_eq!(
            wrong(&reached, &arrow(BROWSER)),
            ["web-sys", "leptos", "app"]
        );
        assert!(wrong(&reached, &arrow(SIMULATOR)).is_empty());
    }

    /// Each forbidden package has a place where the search is shown to find it.
    #[test]
    fn every_rule_can_fail() {
        for target in ARROWS.iter().flat_map(|arrow| arrow.never) {
            let has_witness = WITNESSES.iter().any(|witness| witness.target == *target);
            assert!(has_witness, "{target} has no witness");
        }
    }
}
