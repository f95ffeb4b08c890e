use std::ops::Range;

use std::collections::BTreeMap;

use course::{Diagnostic, LabBlock, LabJudge, Severity, Source, Verdict};
use drybuild::frontend::{self, AnyImage};
use lab_protocol::{ContextFile, Scenario, Secret};
use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

/// The rule that all problems of labs are found by.
const RULE: &str = "lab";

/// Reads a lab's block as a scenario for drybuild.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DryBuildJudge;

/// A lab's block.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    /// Folder with the Dockerfile and all else that the build sees.
    context: Spanned<String>,
    /// The build as typed in a terminal.
    command: Spanned<String>,
    /// Values to follow.
    #[serde(default)]
    secrets: Vec<SecretEntry>,
    // Read by the course's compiler.
    #[serde(rename = "id")]
    _id: IgnoredAny,
    #[serde(rename = "title")]
    _title: IgnoredAny,
    #[serde(rename = "task", default)]
    _task: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SecretEntry {
    name: String,
    value: String,
    file: Option<String>,
    env: Option<String>,
}

impl LabJudge for DryBuildJudge {
    fn judge(&self, block: &LabBlock<'_>, source: &dyn Source) -> Verdict {
        match scenario(block, source) {
            Ok((entry, scenario)) => Verdict {
                // Structs with text keys: serialisation has nothing that could fail.
                data: serde_json::to_string(&scenario).unwrap_or_default(),
                diagnostics: problems_of_start(block, &entry, &scenario),
            },
            Err(diagnostic) => Verdict {
                data: String::new(),
                diagnostics: vec![*diagnostic],
            },
        }
    }
}

/// A learner must not meet a start that does not build: what the command line or the Dockerfile
/// is refused for.
fn problems_of_start(block: &LabBlock<'_>, entry: &Block, scenario: &Scenario) -> Vec<Diagnostic> {
    let environment: BTreeMap<String, String> = scenario
        .secrets
        .iter()
        .filter_map(|secret| Some((secret.env.clone()?, secret.value.clone())))
        .collect();
    let command = drybuild::command::parse(&scenario.command, &environment);
    let mut found: Vec<Diagnostic> = command
        .problems
        .into_iter()
        .filter(|problem| problem.is_error)
        .map(|problem| {
            let span = entry.command.span();
            let diagnostic = block.problem(Severity::Error, RULE, span, problem.message);
            match problem.hint.as_str() {
                "" => diagnostic,
                hint => diagnostic.hint(hint),
            }
        })
        .collect();
    let tree = dockerfile::parse(&scenario.dockerfile);
    if let Some(error) = frontend::convert(&tree, &command.options, &AnyImage).error {
        let span = error.locations.first().and_then(|place| place.span);
        found.push(Diagnostic::new(
            Severity::Error,
            RULE,
            &format!("{}/Dockerfile", folder(entry)),
            &scenario.dockerfile,
            span.map_or(0..0, |span| span.range()),
            error.message,
        ));
    }
    found
}

fn folder(entry: &Block) -> &str {
    entry.context.get_ref().trim_end_matches('/')
}

fn scenario(
    block: &LabBlock<'_>,
    source: &dyn Source,
) -> Result<(Block, Scenario), Box<Diagnostic>> {
    let problem = |span: Range<usize>, message: String| {
        Box::new(block.problem(Severity::Error, RULE, span, message))
    };
    let entry: Block = toml::from_str(block.toml()).map_err(|error| {
        let span = error.span().unwrap_or(0..1);
        problem(span, error.message().to_owned())
    })?;
    let folder = folder(&entry);
    let at_context = |message: String| problem(entry.context.span(), message);
    let mut paths = source
        .list(folder)
        .map_err(|error| at_context(format!("{folder}: {error}")))?;
    paths.sort();

    let mut dockerfile = None;
    let mut dockerignore = None;
    let mut files = Vec::new();
    for full in paths {
        let text = source
            .read(&full)
            .map_err(|error| at_context(format!("{full}: {error}")))?;
        let path = full
            .strip_prefix(folder)
            .unwrap_or(&full)
            .trim_start_matches('/')
            .to_owned();
        match path.as_str() {
            "Dockerfile" => dockerfile = Some(text),
            ".dockerignore" => dockerignore = Some(text),
            _ => files.push(ContextFile { path, text }),
        }
    }
    let dockerfile =
        dockerfile.ok_or_else(|| at_context(format!("the folder {folder} has no Dockerfile")))?;
    let scenario = Scenario {
        dockerfile,
        dockerignore,
        files,
        command: entry.command.get_ref().clone(),
        secrets: entry
            .secrets
            .iter()
            .map(|secret| Secret {
                name: secret.name.clone(),
                value: secret.value.clone(),
                file: secret.file.clone(),
                env: secret.env.clone(),
            })
            .collect(),
    };
    Ok((entry, scenario))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const BLOCK: &str = "\
id = \"one\"
title = \"One\"
context = \"labs/one\"
command = \"docker build .\"

[[secrets]]
name = \"TOKEN\"
value = \"demo\"
file = \"token.txt\"
";

    fn judge(toml: &str, files: &[(&str, &str)]) -> Verdict {
        let source: BTreeMap<String, Vec<u8>> = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect();
        let text = format!("# Topic\n\n```lab\n{toml}```\n");
        let start = text.find(toml).expect("it was put there");
        let block = LabBlock {
            id: "one".to_owned(),
            title: "One".to_owned(),
            file: "topics/a.md",
            text: &text,
            span: start..start + toml.len(),
        };
        DryBuildJudge.judge(&block, &source)
    }

    #[test]
    fn a_folder_and_a_block_make_a_scenario() {
        let verdict = judge(
            BLOCK,
            &[
                ("labs/one/Dockerfile", "FROM scratch\n"),
                ("labs/one/.dockerignore", "*.txt\n"),
                ("labs/one/src/main.py", "print()\n"),
                ("labs/other/Dockerfile", "FROM other\n"),
            ],
        );
        assert_eq!(verdict.diagnostics, []);
        let scenario: Scenario = serde_json::from_str(&verdict.data).expect("a scenario");
        assert_eq!(scenario.dockerfile, "FROM scratch\n");
        assert_eq!(scenario.dockerignore.as_deref(), Some("*.txt\n"));
        assert_eq!(scenario.files.len(), 1);
        assert_eq!(scenario.files[0].path, "src/main.py");
        assert_eq!(scenario.secrets[0].file.as_deref(), Some("token.txt"));
    }

    #[test]
    fn a_start_that_does_not_build_is_found_where_it_is_wrong() {
        let files = [("labs/one/Dockerfile", "FROM scratch\nCOPPY a b\n")];
        let verdict = judge(BLOCK, &files);
        let [diagnostic] = verdict.diagnostics.as_slice() else {
            panic!("{:?}", verdict.diagnostics);
        };
        assert_eq!(diagnostic.file, "labs/one/Dockerfile");
        assert_eq!(diagnostic.line, 2);
        assert!(diagnostic.message.contains("COPPY"), "{diagnostic:?}");

        let command = BLOCK.replace("build .", "build --no-such-flag .");
        let verdict = judge(&command, &[("labs/one/Dockerfile", "FROM scratch\n")]);
        let [diagnostic] = verdict.diagnostics.as_slice() else {
            panic!("{:?}", verdict.diagnostics);
        };
        assert_eq!(
            (diagnostic.file.as_str(), diagnostic.line),
            ("topics/a.md", 7)
        );
    }

    #[test]
    fn mistakes_are_found_at_their_place() {
        let unknown = BLOCK.replace("command", "comand");
        for (toml, line, message) in [
            (BLOCK, 6, "the folder labs/one has no Dockerfile"),
            (unknown.as_str(), 7, "unknown field `comand`"),
        ] {
            let verdict = judge(toml, &[]);
            let [diagnostic] = verdict.diagnostics.as_slice() else {
                panic!("{:?}", verdict.diagnostics);
            };
            assert_eq!(diagnostic.line, line, "{diagnostic:?}");
            assert!(diagnostic.message.starts_with(message), "{diagnostic:?}");
        }
    }
}
