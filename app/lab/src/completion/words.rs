//! The words, by where the caret stands.

const INSTRUCTIONS: &[&str] = &[
    "ADD ",
    "ARG ",
    "CMD ",
    "COPY ",
    "ENTRYPOINT ",
    "ENV ",
    "EXPOSE ",
    "FROM ",
    "HEALTHCHECK ",
    "LABEL ",
    "ONBUILD ",
    "RUN ",
    "SHELL ",
    "STOPSIGNAL ",
    "USER ",
    "VOLUME ",
    "WORKDIR ",
];

const MOUNT_TYPES: &[&str] = &["bind", "cache", "secret", "ssh", "tmpfs"];

/// A word that is completed: the range of the text that it takes the place of, in characters, and the ways to go on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Completion {
    /// How many characters before the caret are replaced.
    pub(crate) typed: usize,
    /// What can stand there, whole.
    pub(crate) words: Vec<String>,
}

/// Flags of an instruction.
fn flags(instruction: &str) -> &'static [&'static str] {
    match instruction {
        "FROM" => &["--platform="],
        "RUN" => &["--mount=type=", "--network=", "--security="],
        "COPY" => &[
            "--chmod=",
            "--chown=",
            "--exclude=",
            "--from=",
            "--link",
            "--parents",
        ],
        "ADD" => &[
            "--checksum=",
            "--chmod=",
            "--chown=",
            "--exclude=",
            "--keep-git-dir=",
            "--link",
            "--unpack=",
        ],
        "HEALTHCHECK" => &[
            "--interval=",
            "--retries=",
            "--start-interval=",
            "--start-period=",
            "--timeout=",
        ],
        _ => &[],
    }
}

/// Options of a mount of a type.
fn mount_options(kind: &str) -> &'static [&'static str] {
    match kind {
        "cache" => &[
            "from=", "gid=", "id=", "mode=", "readonly", "sharing=", "source=", "target=", "uid=",
        ],
        "secret" => &[
            "env=", "gid=", "id=", "mode=", "required", "target=", "uid=",
        ],
        "ssh" => &["gid=", "id=", "mode=", "required", "target=", "uid="],
        "tmpfs" => &["size=", "target="],
        _ => &["from=", "readwrite", "source=", "target="],
    }
}

fn values(flag: &str) -> &'static [&'static str] {
    match flag {
        "--network" => &["default", "host", "none"],
        "--security" => &["insecure", "sandbox"],
        "--platform" => &[
            "$BUILDPLATFORM",
            "$TARGETPLATFORM",
            "linux/amd64",
            "linux/arm64",
        ],
        _ => &[],
    }
}

/// What can go on behind the text before the caret. `stages` are the names behind `AS`.
pub(crate) fn complete(before: &str, stages: &[String]) -> Completion {
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.get(start..).unwrap_or_default();
    let is_continued = before
        .get(..start)
        .is_some_and(|above| above.trim_end().ends_with('\\'));
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_first = line.trim_start() == word;
    if is_first && !is_continued {
        return offered(word, INSTRUCTIONS.iter().copied(), true);
    }
    let Some(instruction) = instruction(before) else {
        return Completion::default();
    };
    if let Some(options) = word.strip_prefix("--mount=") {
        return mount(options);
    }
    if let Some(from) = word.strip_prefix("--from=") {
        return offered(from, stages.iter().map(String::as_str), false);
    }
    if let Some((flag, value)) = word.split_once('=') {
        return offered(value, values(flag).iter().copied(), false);
    }
    if word.starts_with('-') {
        return offered(word, flags(&instruction).iter().copied(), false);
    }
    Completion::default()
}

fn mount(options: &str) -> Completion {
    let kind = options
        .split(',')
        .find_map(|option| option.strip_prefix("type="))
        .unwrap_or("bind");
    let last = options.rsplit(',').next().unwrap_or_default();
    if let Some(typed) = last.strip_prefix("type=") {
        return offered(typed, MOUNT_TYPES.iter().copied(), false);
    }
    match last.split_once('=') {
        Some(("sharing", value)) => {
            offered(value, ["locked", "private", "shared"].into_iter(), false)
        }
        Some(_) => Completion::default(),
        None => offered(last, mount_options(kind).iter().copied(), false),
    }
}

/// The instruction that the caret stands in: the first word of its first line.
fn instruction(before: &str) -> Option<String> {
    let mut first = None;
    let mut goes_on = false;
    for line in before.lines() {
        if !goes_on {
            first = line.split_whitespace().next();
        }
        goes_on = line.trim_end().ends_with('\\');
    }
    first.map(str::to_ascii_uppercase)
}

/// The words that begin like what is typed, but for those that are typed already.
fn offered<'a>(
    typed: &str,
    words: impl Iterator<Item = &'a str>,
    ignores_case: bool,
) -> Completion {
    let fits = |word: &str| {
        let begins = match word.get(..typed.len()) {
            Some(start) if ignores_case => start.eq_ignore_ascii_case(typed),
            start => start == Some(typed),
        };
        begins && word.trim_end() != typed
    };
    // An empty line offers nothing: there is too much.
    if typed.is_empty() && ignores_case {
        return Completion::default();
    }
    Completion {
        typed: typed.chars().count(),
        words: words.filter(|word| fits(word)).map(str::to_owned).collect(),
    }
}

/// The names of the stages of a Dockerfile, as they are written.
pub(crate) fn stages(dockerfile: &str) -> Vec<String> {
    let name = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [from, .., word, name]
                if from.eq_ignore_ascii_case("from") && word.eq_ignore_ascii_case("as") =>
            {
                Some((*name).to_owned())
            }
            _ => None,
        }
    };
    dockerfile.lines().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(before: &str) -> Vec<String> {
        complete(before, &stages("FROM a AS build\nfrom b as Test\nFROM c\n")).words
    }

    #[test]
    fn what_is_offered_hangs_on_where_the_caret_stands() {
        for (before, expected) in [
            ("FR", vec!["FROM "]),
            ("e", vec!["ENTRYPOINT ", "ENV ", "EXPOSE "]),
            ("FROM a\nRUN --m", vec!["--mount=type="]),
            ("RUN --mount=type=s", vec!["secret", "ssh"]),
            ("RUN --mount=type=cache,sh", vec!["sharing="]),
            (
                "RUN --mount=type=cache,sharing=",
                vec!["locked", "private", "shared"],
            ),
            ("RUN --mount=type=secret,e", vec!["env="]),
            ("COPY --from=", vec!["build", "Test"]),
            ("COPY --fr", vec!["--from="]),
            ("RUN --network=n", vec!["none"]),
            ("RUN \\\n  --s", vec!["--security="]),
            ("RUN \\\nFR", vec![]),
            ("RUN make FR", vec![]),
            ("FROM", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(words(before), expected, "{before:?}");
        }
        assert_eq!(complete("RUN --mount=type=se", &[]).typed, 2);
    }
}
