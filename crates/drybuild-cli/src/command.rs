//! The commands: one answer a file.

mod build;
mod check;
mod docker_version;
mod graph;
mod history;
mod outline;
mod reach;
mod targets;

use anyhow::{Result, bail};
use drybuild::base_image::Images;
use drybuild::frontend::{BuildError, Frontend, convert, further_errors};
use serde_json::{Value, json};

use self::docker_version::Docker;
use crate::cli::{Cli, Command, Common, FailOn, Format};
use crate::input::{self, Input};

/// What is printed, and whether it holds something that should fail a script.
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) has_findings: bool,
}

/// Runs the command that the command line names.
pub(crate) fn run(cli: &Cli) -> Result<Answer> {
    if let Some(common) = cli.command.common()
        && let Some(docker) = Docker::of(common).filter(|docker| docker.is_classic())
    {
        return docker.classic(&cli.command, common);
    }
    let common = match &cli.command {
        Command::Reach(arguments) => return reach::answer(arguments),
        Command::Build(arguments) if arguments.common.format != Format::Sarif => {
            return build::answer(arguments);
        }
        Command::Build(arguments) => &arguments.common,
        Command::Check(common)
        | Command::History(common)
        | Command::Graph(common)
        | Command::Outline(common)
        | Command::Targets(common) => common,
    };
    if common.format == Format::Sarif && !matches!(cli.command, Command::Check(_)) {
        bail!("--format sarif is for `drybuild check` and `drybuild reach` only");
    }
    let docker = Docker::of(common);
    let input = input::read(common)?;
    let version = docker.map(|docker| docker.frontend(&input.dockerfile));
    let dockerfile = dockerfile::parse_as(version.unwrap_or_default(), &input.dockerfile);
    let images = Images::default();
    let built = || convert(&dockerfile, &input.options, &images);
    let mut answer = match &cli.command {
        Command::Check(_) if docker.is_some_and(|docker| !docker.has_checks()) => {
            let frontend = built();
            match &frontend.error {
                Some(error) => failed(common, &input, error),
                None => Answer {
                    text: docker.map_or_else(String::new, Docker::no_checks),
                    has_findings: false,
                },
            }
        }
        Command::Check(_) => {
            let check = drybuild::frontend::check(&dockerfile, &input.options, &images);
            check::answer(common, &input, &check, &further_errors(&dockerfile))
        }
        Command::History(_) => of_build(common, &input, &built(), |build| {
            history::text(&build.image)
        }),
        Command::Graph(_) => of_build(common, &input, &built(), |build| {
            graph::text(&build.definition)
        }),
        Command::Outline(_) => {
            let outline = drybuild::frontend::outline(&dockerfile, &input.options, &images);
            of_result(common, &input, outline, outline::text, outline::json)
        }
        Command::Targets(_) => of_result(
            common,
            &input,
            drybuild::frontend::targets(&dockerfile, &input.options),
            |t| targets::text(t),
            |t| targets::json(t),
        ),
        Command::Build(arguments) => return build::answer(arguments),
        Command::Reach(arguments) => return reach::answer(arguments),
    };
    if let Some(docker) = docker.filter(|_| common.format == Format::Text) {
        let advice = docker.advice(&input.dockerfile, &input.options);
        answer.text = docker.introduction(&input.dockerfile) + &answer.text + &advice;
    }
    Ok(answer)
}

/// The answer for each platform of a build.
fn of_build(
    common: &Common,
    input: &Input,
    frontend: &Frontend,
    text: impl Fn(&drybuild::frontend::PlatformBuild) -> String,
) -> Answer {
    if let Some(error) = &frontend.error {
        return failed(common, input, error);
    }
    let text = match common.format {
        Format::Json => {
            let platforms: Vec<Value> = frontend
                .platforms
                .iter()
                .map(|p| {
                    json!({
                        "platform": p.platform.to_string(),
                        "graph": graph::json(&p.definition),
                        "history": history::json(&p.image),
                    })
                })
                .collect();
            pretty(&json!({ "platforms": platforms }))
        }
        _ => {
            let many = frontend.platforms.len() > 1;
            let titled = frontend.platforms.iter().map(|p| {
                let title = if many {
                    format!("{}\n", p.platform)
                } else {
                    String::new()
                };
                title + &text(p)
            });
            titled.collect::<Vec<_>>().join("\n")
        }
    };
    Answer {
        text,
        has_findings: false,
    }
}

fn of_result<T>(
    common: &Common,
    input: &Input,
    result: Result<T, BuildError>,
    text: impl Fn(&T) -> String,
    json: impl Fn(&T) -> Value,
) -> Answer {
    match result {
        Err(error) => failed(common, input, &error),
        Ok(value) if common.format == Format::Json => Answer {
            text: pretty(&json(&value)),
            has_findings: false,
        },
        Ok(value) => Answer {
            text: text(&value),
            has_findings: false,
        },
    }
}

fn failed(common: &Common, input: &Input, error: &BuildError) -> Answer {
    let text = if common.format == Format::Json {
        pretty(&json!({ "errors": [error_json(error)] }))
    } else {
        error_text(input, error)
    };
    Answer {
        text,
        has_findings: common.fail_on != FailOn::Never,
    }
}

/// An error with an excerpt of the Dockerfile, as buildx prints it.
fn error_text(input: &Input, error: &BuildError) -> String {
    let excerpts = error
        .locations
        .iter()
        .map(|l| drybuild::lint::excerpt(&input.dockerfile, &input.file_name, &l.lines));
    format!(
        "{}ERROR: failed to solve: {}\n",
        excerpts.collect::<String>(),
        error.message
    )
}

fn error_json(error: &BuildError) -> Value {
    let lines: Vec<&Vec<usize>> = error.locations.iter().map(|l| &l.lines).collect();
    json!({ "message": error.message, "lines": lines })
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
