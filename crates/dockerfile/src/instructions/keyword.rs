use crate::letter_case::lower;

/// The name of an instruction, written in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keyword {
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    Onbuild,
    Run,
    Shell,
    StopSignal,
    User,
    Volume,
    Workdir,
}

impl Keyword {
    /// Every name in lower case, in the order in which a suggestion is looked for.
    pub(super) const NAMES: [&str; 18] = [
        "add",
        "arg",
        "cmd",
        "copy",
        "entrypoint",
        "env",
        "expose",
        "from",
        "healthcheck",
        "label",
        "maintainer",
        "onbuild",
        "run",
        "shell",
        "stopsignal",
        "user",
        "volume",
        "workdir",
    ];

    /// The instruction that a word names; `None` for any other word.
    pub(crate) fn of(word: &str) -> Option<Self> {
        // Nearly all of them are written so.
        Self::of_upper(word).or_else(|| Self::of_upper(&lower(word).to_ascii_uppercase()))
    }

    fn of_upper(name: &str) -> Option<Self> {
        Some(match name {
            "ADD" => Self::Add,
            "ARG" => Self::Arg,
            "CMD" => Self::Cmd,
            "COPY" => Self::Copy,
            "ENTRYPOINT" => Self::Entrypoint,
            "ENV" => Self::Env,
            "EXPOSE" => Self::Expose,
            "FROM" => Self::From,
            "HEALTHCHECK" => Self::Healthcheck,
            "LABEL" => Self::Label,
            "MAINTAINER" => Self::Maintainer,
            "ONBUILD" => Self::Onbuild,
            "RUN" => Self::Run,
            "SHELL" => Self::Shell,
            "STOPSIGNAL" => Self::StopSignal,
            "USER" => Self::User,
            "VOLUME" => Self::Volume,
            "WORKDIR" => Self::Workdir,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_known_in_any_case() {
        for name in Keyword::NAMES {
            assert!(Keyword::of(name).is_some(), "{name}");
            assert_eq!(Keyword::of(name), Keyword::of(&name.to_uppercase()));
            assert_eq!(Keyword::of(&format!("{name}s")), None);
        }
        // The Kelvin sign is a `k` to Go's mapping.
        assert_eq!(Keyword::of("WOR\u{212a}DIR"), Some(Keyword::Workdir));
        assert_eq!((Keyword::of(""), Keyword::of("é")), (None, None));
    }
}
