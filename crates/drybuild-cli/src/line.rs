//! The build command that the arguments stand for, as it is typed in a terminal.

use crate::cli::BuildFlags;

/// `docker buildx build …` in words.
pub(crate) fn words(flags: &BuildFlags, context: &str) -> Vec<String> {
    let mut words: Vec<String> = ["docker", "buildx", "build"].map(str::to_owned).into();
    let mut flag = |name: &str, value: &str| words.extend([format!("--{name}"), value.to_owned()]);
    let list = |values: &[String]| values.to_vec();
    for (name, values) in [
        ("file", flags.file.iter().cloned().collect()),
        ("tag", list(&flags.tag)),
        (
            "target",
            Some(flags.target.clone())
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect(),
        ),
        ("platform", list(&flags.platform)),
        ("build-arg", list(&flags.build_arg)),
        ("build-context", list(&flags.build_context)),
        ("secret", list(&flags.secret)),
        ("ssh", list(&flags.ssh)),
        ("label", list(&flags.label)),
        ("annotation", list(&flags.annotation)),
        ("network", flags.network.iter().cloned().collect()),
        ("no-cache-filter", list(&flags.no_cache_filter)),
        ("cache-from", list(&flags.cache_from)),
        ("cache-to", list(&flags.cache_to)),
        ("provenance", flags.provenance.iter().cloned().collect()),
        ("sbom", flags.sbom.iter().cloned().collect()),
        ("attest", list(&flags.attest)),
        ("output", list(&flags.output)),
    ] {
        let values: Vec<String> = values;
        for value in &values {
            flag(name, value);
        }
    }
    for (name, is_on) in [
        ("no-cache", flags.no_cache),
        ("load", flags.load),
        ("push", flags.push),
    ] {
        if is_on {
            words.push(format!("--{name}"));
        }
    }
    words.push(context.to_owned());
    words
}

/// Words as one line that a POSIX shell splits into the same words.
pub(crate) fn quoted(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
    words.join(" ")
}

fn quote(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=.,:/@%+*".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_the_same_words() {
        let words = ["a", "b c", "it's", "$X", ""].map(str::to_owned);
        assert_eq!(quoted(&words), r"a 'b c' 'it'\''s' '$X' ''");
    }
}
