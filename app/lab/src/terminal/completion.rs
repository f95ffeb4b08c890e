//! What can stand next on a line, as the clients' own completion offers it.

/// Words that can follow some words.
struct After {
    words: &'static [&'static str],
    next: &'static [&'static str],
}

const BUILD_FLAGS: &[&str] = &[
    "--annotation",
    "--attest",
    "--build-arg",
    "--build-context",
    "--builder",
    "--cache-from",
    "--cache-to",
    "--call",
    "--check",
    "--file",
    "--label",
    "--load",
    "--no-cache",
    "--no-cache-filter",
    "--output",
    "--platform",
    "--progress",
    "--provenance",
    "--push",
    "--quiet",
    "--sbom",
    "--secret",
    "--ssh",
    "--tag",
    "--target",
];

/// Longer ones first: the first that fits counts.
const COMMANDS: &[After] = &[
    After {
        words: &["docker", "buildx", "imagetools"],
        next: &["inspect"],
    },
    After {
        words: &["docker", "buildx", "create"],
        next: &[
            "--bootstrap",
            "--driver",
            "--driver-opt",
            "--name",
            "--platform",
            "--use",
        ],
    },
    After {
        words: &["docker", "buildx", "prune"],
        next: &["--all", "--filter", "--force", "--verbose"],
    },
    After {
        words: &["docker", "buildx", "du"],
        next: &["--filter", "--verbose"],
    },
    After {
        words: &["docker", "buildx", "inspect"],
        next: &["--bootstrap"],
    },
    After {
        words: &["docker", "buildx", "build"],
        next: BUILD_FLAGS,
    },
    After {
        words: &["docker", "buildx"],
        next: &[
            "build",
            "create",
            "du",
            "history",
            "imagetools",
            "inspect",
            "ls",
            "prune",
            "rm",
            "use",
            "version",
        ],
    },
    After {
        words: &["docker", "image"],
        next: &["inspect", "ls", "rm", "tag"],
    },
    After {
        words: &["docker", "build"],
        next: BUILD_FLAGS,
    },
    After {
        words: &["docker", "run"],
        next: &["--entrypoint", "--env", "--privileged", "--rm"],
    },
    After {
        words: &["docker", "history"],
        next: &["--format", "--human", "--no-trunc", "--quiet"],
    },
    After {
        words: &["docker"],
        next: &[
            "build", "buildx", "history", "image", "images", "inspect", "pull", "push", "rmi",
            "run", "tag", "version",
        ],
    },
    After {
        words: &[],
        next: &[
            "cat", "clear", "docker", "echo", "export", "grep", "head", "ls", "printenv",
        ],
    },
];

/// The ways to go on with the last word of a line. Names of files come from `paths`.
pub(crate) fn candidates(line: &str, paths: &[String]) -> Vec<String> {
    let (before, last) = split(line);
    let words: Vec<&str> = before.split_whitespace().collect();
    let after = COMMANDS.iter().find(|after| words.starts_with(after.words));
    let known = after.map_or(&[][..], |after| after.next).iter();
    // A subcommand stands right behind its command, a flag anywhere.
    let is_next = after.is_some_and(|after| words.len() == after.words.len());
    let words = known
        .filter(|word| is_next || word.starts_with('-'))
        .map(|word| (*word).to_owned());
    let is_file_wanted = !is_next && !last.starts_with('-');
    let paths = paths.iter().filter(|_| is_file_wanted).cloned();
    let mut found: Vec<String> = words
        .chain(paths)
        .filter(|word| word.starts_with(last) && word != last)
        .collect();
    found.dedup();
    found
}

/// The line with its last word completed as far as all candidates agree; `None` where that adds nothing.
pub(crate) fn completed(line: &str, paths: &[String]) -> Option<String> {
    let found = candidates(line, paths);
    let (before, last) = split(line);
    let first = found.first()?;
    let shared = found.iter().fold(first.as_str(), |shared, word| {
        let same = shared
            .char_indices()
            .zip(word.chars())
            .take_while(|((_, a), b)| a == b)
            .map(|((at, c), _)| at + c.len_utf8())
            .last()
            .unwrap_or(0);
        shared.get(..same).unwrap_or_default()
    });
    let end = if found.len() == 1 { " " } else { "" };
    (shared.len() > last.len() || found.len() == 1).then(|| format!("{before}{shared}{end}"))
}

fn split(line: &str) -> (&str, &str) {
    let at = line.rfind(char::is_whitespace).map_or(0, |at| {
        at + line
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8)
    });
    line.split_at_checked(at).unwrap_or((line, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_completed_as_far_as_it_is_clear() {
        let paths = ["Dockerfile".to_owned(), "app.py".to_owned()];
        for (line, expected) in [
            ("doc", Some("docker ")),
            ("docker bui", Some("docker build")),
            ("docker buildx im", Some("docker buildx imagetools ")),
            ("docker build --sec", Some("docker build --secret ")),
            ("docker build -t x --cache-", None),
            ("docker build -f Do", Some("docker build -f Dockerfile ")),
            ("cat ap", Some("cat app.py ")),
            ("docker build --secret", None),
            ("nothing fits", None),
        ] {
            assert_eq!(completed(line, &paths).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn subcommands_are_offered_in_their_place_alone() {
        let offered = candidates("docker ", &[]);
        assert!(offered.contains(&"history".to_owned()));
        assert!(!candidates("docker history alpine ", &[]).contains(&"images".to_owned()));
        assert!(candidates("docker buildx du --v", &[]).contains(&"--verbose".to_owned()));
    }
}
