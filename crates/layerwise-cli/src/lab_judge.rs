//! Labs of a course, read as scenarios for drybuild and proved with it: the start builds and fails the goal, the solution
//! meets it.

mod block;
mod folder;
mod forecast;
mod goal_block;

use std::collections::BTreeMap;
use std::ops::Range;

use course::{
    Diagnostic, Forecast, LabBlock, LabJudge, Outcome, Severity, Source, Unforeseen, Verdict,
};
use drybuild::frontend::{self, AnyImage};
use lab_protocol::{Condition, Exercise, Goal, Scenario, Secret, Solution};
use lab_worker::goal;

use block::Block;
use goal_block::Written;

/// The rule that all problems of labs are found by.
const RULE: &str = "lab";

/// Reads a lab's block as a scenario for drybuild.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DryBuildJudge;

impl LabJudge for DryBuildJudge {
    fn judge(&self, block: &LabBlock<'_>, source: &dyn Source) -> Verdict {
        match exercise(block, source) {
            Ok(read) => Verdict {
                // Structs with text keys: serialisation has nothing that could fail.
                data: serde_json::to_string(&read.exercise).unwrap_or_default(),
                diagnostics: problems(block, &read),
            },
            Err(diagnostics) => Verdict {
                data: String::new(),
                diagnostics,
            },
        }
    }

    fn foresee(
        &self,
        block: &LabBlock<'_>,
        asked: &Forecast,
        source: &dyn Source,
    ) -> Result<Vec<Outcome>, Unforeseen> {
        match exercise(block, source) {
            Ok(read) => forecast::foresee(&read.exercise.start, asked),
            // The block's own problems are said at its place.
            Err(_) => Ok(Vec::new()),
        }
    }
}

/// A block that could be read.
struct Read {
    entry: Block,
    exercise: Exercise,
    /// Where each condition of the goal is written.
    conditions: Vec<Written>,
}

fn exercise(block: &LabBlock<'_>, source: &dyn Source) -> Result<Read, Vec<Diagnostic>> {
    let problem =
        |span: Range<usize>, message: String| block.problem(Severity::Error, RULE, span, message);
    let entry: Block = toml::from_str(block.toml()).map_err(|error| {
        let span = error.span().unwrap_or(0..1);
        vec![problem(span, error.message().to_owned())]
    })?;
    let start =
        start(&entry, source).map_err(|message| vec![problem(entry.context.span(), message)])?;
    let solution =
        solution(&entry, source).map_err(|(span, message)| vec![problem(span, message)])?;
    let mut exercise = Exercise {
        start,
        goal: None,
        solution,
    };
    let mut conditions = Vec::new();
    if let Some(written) = &entry.goal {
        let (found, faults) = goal_block::conditions(written.get_ref(), &exercise.start);
        if !faults.is_empty() {
            let faults = faults.into_iter();
            return Err(faults
                .map(|(span, message)| problem(span, message))
                .collect());
        }
        if found.is_empty() {
            let message = "a goal has at least one condition".to_owned();
            return Err(vec![problem(goal_place(block, &entry), message)]);
        }
        exercise.goal = Some(Goal {
            text: written.get_ref().text.clone().unwrap_or_default(),
            conditions: found
                .iter()
                .map(|(_, condition)| condition.clone())
                .collect(),
        });
        conditions = found;
    }
    Ok(Read {
        entry,
        exercise,
        conditions,
    })
}

fn start(entry: &Block, source: &dyn Source) -> Result<Scenario, String> {
    let folder = folder_of(entry.context.get_ref());
    let solution = entry.solution.as_ref();
    let except = solution.map(|solution| folder_of(solution.get_ref()));
    let files = folder::read(source, folder, except)?;
    if !files.iter().any(|file| file.path == "Dockerfile") {
        return Err(format!("the folder {folder} has no Dockerfile"));
    }
    let mut scenario = Scenario {
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
        ..Scenario::default()
    };
    for file in files {
        scenario.put(&file.path, file.text);
    }
    Ok(scenario)
}

fn solution(
    entry: &Block,
    source: &dyn Source,
) -> Result<Option<Solution>, (Range<usize>, String)> {
    let files = match &entry.solution {
        None => Vec::new(),
        Some(written) => {
            let folder = folder_of(written.get_ref());
            if folder == folder_of(entry.context.get_ref()) {
                let message =
                    "the solution has a folder of its own, which may lie inside of the context";
                return Err((written.span(), message.to_owned()));
            }
            let files =
                folder::read(source, folder, None).map_err(|message| (written.span(), message))?;
            if files.is_empty() {
                return Err((written.span(), format!("the folder {folder} has no files")));
            }
            files
        }
    };
    let command = entry.solution_command.as_ref();
    let command = command.map(|command| command.get_ref().clone());
    let is_given = !files.is_empty() || command.is_some();
    Ok(is_given.then_some(Solution { files, command }))
}

fn folder_of(path: &str) -> &str {
    path.trim_end_matches('/')
}

/// Where a problem of the whole goal is shown.
fn goal_place(block: &LabBlock<'_>, entry: &Block) -> Range<usize> {
    let header = block
        .toml()
        .find("[goal]")
        .map(|at| at..at + "[goal]".len());
    let table = entry.goal.as_ref().map(toml::Spanned::span);
    header.or(table).unwrap_or(0..1)
}

/// What a dry build finds: a start that a learner could do nothing with, a goal that is met or cannot be.
fn problems(block: &LabBlock<'_>, read: &Read) -> Vec<Diagnostic> {
    let start = &read.exercise.start;
    let goal = read.exercise.goal.as_ref();
    let asks_to_repair = goal.is_some_and(|goal| goal.conditions.contains(&Condition::Builds));
    let mut found = Vec::new();
    if !asks_to_repair {
        found = problems_of_start(block, &read.entry, start);
    }
    let Some(goal) = goal.filter(|_| found.is_empty()) else {
        return found;
    };
    let place = goal_place(block, &read.entry);
    if goal::judge(start, goal).is_met() {
        let message = "the start meets the goal already";
        found.push(
            block
                .problem(Severity::Error, RULE, place.clone(), message)
                .hint("there is nothing left to do: change the start, or ask for more"),
        );
    }
    let Some(solution) = &read.exercise.solution else {
        let message = "a goal needs a solution, so that it is known that it can be met";
        found.push(block.problem(Severity::Error, RULE, place, message).hint(
            "`solution` names a folder with the files that change, `solution-command` the command",
        ));
        return found;
    };
    let report = goal::judge(&solution.applied_to(start), goal);
    for (found_out, (span, condition)) in report.conditions.into_iter().zip(&read.conditions) {
        if found_out.is_met {
            continue;
        }
        let message = format!("the solution does not meet this: {}", condition.text());
        let diagnostic = block.problem(Severity::Error, RULE, span.clone(), message);
        found.push(diagnostic.hint(found_out.why));
    }
    found
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
            &format!("{}/Dockerfile", folder_of(entry.context.get_ref())),
            &scenario.dockerfile,
            span.map_or(0..0, |span| span.range()),
            error.message,
        ));
    }
    found
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
        let exercise: Exercise = serde_json::from_str(&verdict.data).expect("an exercise");
        let scenario = exercise.start;
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

    const GOAL: &str = "\
solution = \"labs/one/solution\"
solution-command = \"docker build --secret id=t,src=token.txt .\"

[[secrets]]
name = \"TOKEN\"
value = \"demo-4711\"
file = \"token.txt\"

[goal]
mounts = [\"secret:t\"]

[[goal.unreached]]
places = [\"image\"]
certainty = \"possible\"
outputs = \"this-build\"
";

    const LEAK: &str = "FROM alpine\nARG T\nRUN test -n $T\n";
    const LENT: &str = "FROM alpine\nRUN --mount=type=secret,id=t,env=T test -n $T\n";

    /// A lab with a goal: its start is `docker build --build-arg T=demo-4711 .`
    fn with_goal(goal: &str, start: &str, solution: &str) -> Verdict {
        let (names, _) = BLOCK.split_once("\n\n").expect("two parts");
        let names = names.replace("build .", "build --build-arg T=demo-4711 .");
        judge(
            &format!("{names}\n{goal}"),
            &[
                ("labs/one/Dockerfile", start),
                ("labs/one/solution/Dockerfile", solution),
            ],
        )
    }

    fn messages(verdict: &Verdict) -> Vec<(u32, String)> {
        let one = |diagnostic: &Diagnostic| (diagnostic.line, diagnostic.message.clone());
        verdict.diagnostics.iter().map(one).collect()
    }

    #[test]
    fn a_goal_that_the_start_fails_and_the_solution_meets_is_good() {
        let verdict = with_goal(GOAL, LEAK, LENT);
        assert_eq!(messages(&verdict), []);
        let exercise: Exercise = serde_json::from_str(&verdict.data).expect("an exercise");
        assert_eq!(exercise.goal.expect("a goal").conditions.len(), 2);
        assert!(
            exercise.start.files.is_empty(),
            "the solution is no part of the context"
        );
        let solved = exercise.solution.expect("one").applied_to(&exercise.start);
        assert_eq!(solved.dockerfile, LENT);
        assert_eq!(solved.command, "docker build --secret id=t,src=token.txt .");
    }

    #[test]
    fn a_start_that_meets_the_goal_is_found() {
        let verdict = with_goal(
            &GOAL
                .replace("secret:t", "cache")
                .replace("[\"image\"]", "[\"cache\"]"),
            LEAK,
            LENT,
        );
        assert_eq!(
            messages(&verdict),
            [(
                17,
                "the solution does not meet this: A step has a cache mount.".to_owned()
            )]
        );
        let nothing = GOAL
            .replace("mounts = [\"secret:t\"]\n", "")
            .replace("[\"image\"]", "[\"cache\"]");
        let verdict = with_goal(&nothing, LEAK, LENT);
        assert_eq!(
            messages(&verdict),
            [(16, "the start meets the goal already".to_owned())]
        );
    }

    #[test]
    fn a_solution_that_misses_the_goal_is_found_at_the_condition() {
        let verdict = with_goal(GOAL, LEAK, LEAK);
        let expected = "the solution does not meet this: A step has a secret mount `t`.";
        assert_eq!(messages(&verdict), [(17, expected.to_owned())]);
        assert_eq!(verdict.diagnostics[0].hints, ["no step has one"]);
        let broken = with_goal(GOAL, LEAK, "FROM alpine\nRUNN true\n");
        assert_eq!(broken.diagnostics.len(), 2);
        assert!(broken.diagnostics[0].hints[0].contains("unknown instruction: RUNN"));
    }

    #[test]
    fn a_goal_needs_a_solution() {
        let without = GOAL
            .replace("solution = \"labs/one/solution\"\n", "")
            .replace(
                "solution-command = \"docker build --secret id=t,src=token.txt .\"\n",
                "",
            );
        let verdict = with_goal(&without, LEAK, LENT);
        let message = "a goal needs a solution, so that it is known that it can be met";
        assert_eq!(messages(&verdict), [(14, message.to_owned())]);
    }

    #[test]
    fn a_broken_start_is_a_goal_to_repair_it() {
        let goal = "solution = \"labs/one/solution\"\n\n[goal]\nbuilds = true\n";
        assert_eq!(
            messages(&with_goal(
                goal,
                "FROM alpine\nRUNN true\n",
                LENT.replace("env=T ", "env=T,required=false ").as_str()
            )),
            []
        );
    }

    #[test]
    fn mistakes_in_a_goal_are_found_at_their_place() {
        for (from, to, message) in [
            (
                "[\"image\"]",
                "[\"imgae\"]",
                "there is no place `imgae`: all, or some of image, cache",
            ),
            (
                "\"possible\"",
                "\"maybe\"",
                "unknown variant `maybe`, expected `certain` or `possible`",
            ),
            (
                "mounts = [\"secret:t\"]",
                "mounts = [\"sceret\"]",
                "a mount is one of bind, cache",
            ),
            (
                "mounts = [\"secret:t\"]",
                "mount = [\"secret\"]",
                "unknown field `mount`, expected one of",
            ),
            (
                "mounts = [\"secret:t\"]",
                "builds = false",
                "`builds` is true or left out",
            ),
            (
                "mounts = [\"secret:t\"]",
                "has = [\"a\"]",
                "a path in the image begins with `/`",
            ),
            (
                "mounts = [\"secret:t\"]",
                "max-size = \"many\"",
                "a size is written as",
            ),
            (
                "mounts = [\"secret:t\"]",
                "platforms = [\"a/b/c/d\"]",
                "this is no platform",
            ),
            (
                "mounts = [\"secret:t\"]",
                "provenance = \"most\"",
                "one of min, max, none is meant",
            ),
            (
                "outputs = \"this-build\"",
                "outputs = \"this-build\"\nsecrets = [\"T\"]",
                "the lab has no secret `T`",
            ),
        ] {
            let verdict = with_goal(&GOAL.replace(from, to), LEAK, LENT);
            let [diagnostic] = verdict.diagnostics.as_slice() else {
                panic!("{to}: {:?}", verdict.diagnostics);
            };
            assert!(
                diagnostic.message.starts_with(message),
                "{to}: {diagnostic:?}"
            );
            assert_eq!(diagnostic.file, "topics/a.md");
        }
        for (again, message) in [
            (
                "edit = [\"gone\"]\nno-download = true",
                "the context has no file `gone`",
            ),
            ("fresh = true", "say what that build must show"),
        ] {
            let goal = format!("{GOAL}\n[[goal.again]]\n{again}\n");
            let verdict = with_goal(&goal, LEAK, LENT);
            assert!(messages(&verdict)[0].1.starts_with(message), "{verdict:?}");
        }
    }
}
