//! `--docker-version`: what another Docker makes of the same Dockerfile.

use anyhow::{Result, bail};
use dockerfile::{Feature, Version};
use drybuild::base_image::Images;
use drybuild::build;
use drybuild::frontend::convert;
use drybuild::legacy::{self, Engine, LegacyBuild};
use drybuild::options::BuildOptions;
use drybuild::release::{Evidence, Release};
use serde_json::json;

use super::{Answer, history, pretty};
use crate::cli::{Command, Common, FailOn, Format};
use crate::mask::Mask;

/// A Docker, and which of its two builders is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Docker {
    release: Release,
    has_buildkit: bool,
}

impl Docker {
    /// The one that the command line names; `DOCKER_BUILDKIT` chooses its builder, as it does for `docker build`.
    pub(super) fn of(common: &Common) -> Option<Self> {
        let release = common.docker_version?;
        let chosen = std::env::var("DOCKER_BUILDKIT").ok();
        let has_buildkit = match chosen.as_deref() {
            Some("0" | "false") => false,
            Some("1" | "true") => true,
            _ => release.takes_buildkit(),
        };
        Some(Self {
            release,
            has_buildkit,
        })
    }

    pub(super) fn is_classic(self) -> bool {
        !self.has_buildkit
    }

    /// The frontend that reads a file: the one inside, unless a `# syntax` line fetches another.
    pub(super) fn frontend(self, dockerfile: &str) -> Version {
        let has_syntax = dockerfile::parse(dockerfile).syntax.is_some();
        if self.has_buildkit && has_syntax {
            Version::CURRENT
        } else {
            self.release.frontend()
        }
    }

    /// Whether `docker build --check` is there.
    pub(super) fn has_checks(self) -> bool {
        self.has_buildkit && self.release.frontend().knows(Feature::Check)
    }

    /// Who answers, and where that is known from.
    pub(super) fn introduction(self, dockerfile: &str) -> String {
        let evidence = match self.release.evidence() {
            Evidence::Measured => "measured",
            Evidence::ReleaseNotes => "from release notes",
        };
        let has_syntax = dockerfile::parse(dockerfile).syntax.is_some();
        let builder = match (self.has_buildkit, has_syntax) {
            (false, _) => {
                "the classic builder, for which a `# syntax` line is a comment; DOCKER_BUILDKIT=1 asks BuildKit"
                    .to_owned()
            }
            (true, true) => format!(
                "BuildKit with the Dockerfile frontend of the `# syntax` line, taken for {}",
                Version::CURRENT
            ),
            (true, false) => format!(
                "BuildKit, which reads a file without a `# syntax` line with its own Dockerfile frontend, {}",
                self.release.frontend()
            ),
        };
        format!("Docker {} ({evidence}): {builder}\n\n", self.release.name())
    }

    /// What would help a Dockerfile that this Docker refuses and the current frontend takes.
    pub(super) fn advice(self, dockerfile: &str, options: &BuildOptions) -> String {
        let takes = |version: Version| {
            let tree = dockerfile::parse_as(version, dockerfile);
            convert(&tree, options, &Images::default()).error.is_none()
        };
        if takes(self.frontend(dockerfile)) && self.has_buildkit || !takes(Version::CURRENT) {
            return String::new();
        }
        let line = "the first line `# syntax=docker/dockerfile:1`";
        if self.has_buildkit {
            format!("\n{line} fetches a frontend that knows this\n")
        } else {
            format!(
                "\nBuildKit takes it: DOCKER_BUILDKIT=1, and {line} where its own frontend is too old\n"
            )
        }
    }

    /// What the classic builder answers.
    pub(super) fn classic(self, command: &Command, common: &Common) -> Result<Answer> {
        let input = super::reach::input(&common.context, &common.build)?;
        let mask = Mask::new(input.secrets.iter().map(Vec::as_slice));
        let mut engine = Engine::default();
        let built = legacy::build(&classic_input(&input), &mut engine);
        let failed = built.image.is_none();
        let text = match command {
            Command::Build(_) => format!("{}{}", built.stdout, built.stderr),
            Command::Check(_) => format!("{}{}", self.no_checks(), refusal(&built)),
            Command::History(_) => match built.image.as_deref().and_then(|id| engine.image(id)) {
                Some(image) => history::text(&image.config),
                None => refusal(&built),
            },
            _ => bail!(
                "the classic builder of Docker {} has no graph, outline or targets; DOCKER_BUILDKIT=1 asks BuildKit",
                self.release.name()
            ),
        };
        let text = if common.format == Format::Json {
            let steps: Vec<&str> = built.steps.iter().map(|step| step.text.as_str()).collect();
            pretty(&mask.json(json!({
                "exit": built.exit,
                "error": built.error,
                "steps": steps,
                "stdout": built.stdout,
                "stderr": built.stderr,
            })))
        } else {
            let advice = if failed {
                self.advice(&input.dockerfile, &input.options)
            } else {
                String::new()
            };
            mask.text(&format!(
                "{}{text}{advice}",
                self.introduction(&input.dockerfile)
            ))
        };
        Ok(Answer {
            text,
            has_findings: failed && common.fail_on != FailOn::Never,
        })
    }

    pub(super) fn no_checks(self) -> String {
        format!(
            "Docker {} has no build checks: `docker build --check` came with Docker 27\n",
            self.release.name()
        )
    }
}

fn classic_input(input: &build::Input) -> legacy::Input {
    let mut classic = legacy::Input::new(&input.dockerfile);
    classic.options = input.options.clone();
    classic.context = input.context.clone();
    classic.secrets.clone_from(&input.secrets);
    classic.images = input.images.clone();
    classic
}

fn refusal(built: &LegacyBuild) -> String {
    built
        .error
        .as_ref()
        .map_or_else(String::new, |message| format!("{message}\n"))
}
