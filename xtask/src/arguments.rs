//! What was asked on the command line.

use std::path::PathBuf;

use anyhow::{Result, bail};

/// A command with its options.
pub(crate) enum Arguments {
    Help,
    Serve(ServeOptions),
    Test(TestOptions),
    Size(SizeOptions),
    Conformance {
        /// Folder with the measured truth.
        truth: Option<PathBuf>,
    },
    DockerConformance,
    Fuzz(FuzzOptions),
    Bench(BenchOptions),
    BenchSite,
    BenchLab,
    BenchBuild,
    Dist,
    Tools,
}

pub(crate) struct ServeOptions {
    pub(crate) port: Option<u16>,
    /// URL path to serve below, such as `/some/repo/`.
    pub(crate) base: Option<String>,
    /// Folder of the course.
    pub(crate) content: String,
}

pub(crate) struct TestOptions {
    /// Names of the steps to run; empty means all.
    pub(crate) steps: Vec<String>,
    pub(crate) list: bool,
    pub(crate) keep_going: bool,
}

pub(crate) struct SizeOptions {
    /// Put the table into README.md.
    pub(crate) write: bool,
}

pub(crate) struct BenchOptions {
    /// Only the ratios to the goals.
    pub(crate) goals: bool,
}

#[derive(Default)]
pub(crate) struct FuzzOptions {
    /// Names of the targets; empty means all.
    pub(crate) targets: Vec<String>,
    /// For each target.
    pub(crate) seconds: Option<u32>,
}

impl Arguments {
    /// Reads the process's own arguments.
    pub(crate) fn read() -> Result<Self> {
        Self::parse(pico_args::Arguments::from_env())
    }

    fn parse(mut given: pico_args::Arguments) -> Result<Self> {
        if given.contains(["-h", "--help"]) {
            return Ok(Self::Help);
        }
        let command = given.subcommand()?;
        let arguments = match command.as_deref() {
            None | Some("help") => Self::Help,
            Some("serve") => Self::Serve(ServeOptions {
                port: given.opt_value_from_str("--port")?,
                base: given.opt_value_from_str("--base")?,
                content: given
                    .opt_value_from_str("--content")?
                    .unwrap_or_else(|| "content".to_owned()),
            }),
            Some("test") => Self::Test(TestOptions {
                list: given.contains("--list"),
                keep_going: given.contains("--keep-going"),
                steps: names(&mut given)?,
            }),
            Some("size") => Self::Size(SizeOptions {
                write: given.contains("--write"),
            }),
            Some("conformance") => Self::Conformance {
                truth: named_folder(&mut given)?,
            },
            Some("docker-conformance") => Self::DockerConformance,
            Some("fuzz") => Self::Fuzz(FuzzOptions {
                seconds: given.opt_value_from_str("--seconds")?,
                targets: names(&mut given)?,
            }),
            Some("bench") => Self::Bench(BenchOptions {
                goals: given.contains("--goals"),
            }),
            Some("bench-site") => Self::BenchSite,
            Some("bench-lab") => Self::BenchLab,
            Some("bench-build") => Self::BenchBuild,
            Some("dist") => Self::Dist,
            Some("tools") => Self::Tools,
            Some(other) => bail!("there is no command `{other}`; `cargo xtask help` lists them"),
        };
        match given.finish().first() {
            None => Ok(arguments),
            Some(extra) => bail!(
                "`{}` is not understood here; `cargo xtask help` lists the options",
                extra.to_string_lossy()
            ),
        }
    }
}

fn named_folder(given: &mut pico_args::Arguments) -> Result<Option<PathBuf>> {
    let folder = given.opt_free_from_str::<String>()?;
    match folder {
        Some(word) if word.starts_with('-') => {
            bail!("`{word}` is not understood here; `cargo xtask help` lists the options")
        }
        folder => Ok(folder.map(PathBuf::from)),
    }
}

fn names(given: &mut pico_args::Arguments) -> Result<Vec<String>> {
    let mut names = Vec::new();
    while let Some(name) = given.opt_free_from_str::<String>()? {
        if name.starts_with('-') {
            bail!("`{name}` is not understood here; `cargo xtask help` lists the options");
        }
        names.push(name);
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Arguments> {
        let words = words.iter().map(Into::into).collect();
        Arguments::parse(pico_args::Arguments::from_vec(words))
    }

    #[test]
    fn nothing_asked_is_help() {
        assert!(matches!(parse(&[]), Ok(Arguments::Help)));
    }

    #[test]
    fn test_takes_steps_and_options_in_any_order() {
        let Ok(Arguments::Test(options)) = parse(&["test", "fmt", "--keep-going", "e2e"]) else {
            panic!("not read as test");
        };
        assert_eq!(options.steps, ["fmt", "e2e"]);
        assert!(options.keep_going);
        assert!(!options.list);
    }

    #[test]
    fn what_is_not_known_is_named() {
        for words in [
            &["sevre"][..],
            &["serve", "--prot", "1"],
            &["test", "--fast"],
            &["conformance", "--folder"],
            &["fuzz", "--minutes"],
        ] {
            let message = parse(words).err().map(|error| error.to_string());
            assert!(
                message.is_some_and(|message| message.contains('`')),
                "{words:?}"
            );
        }
    }
}
