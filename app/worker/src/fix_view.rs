//! What would keep each secret out, in the scenario's order.

use drybuild::Span;
use drybuild::fix::{Answer, ClientSource, Draft, EditedFile, Need};
use drybuild::report;
use lab_protocol::{Fix, FixAnswer, FixEdit, Scenario, SecretFix};

use crate::position::Text;
use crate::scenario;

pub(crate) fn view(scenario: &Scenario) -> Vec<SecretFix> {
    let draft = Draft {
        input: scenario::read(scenario).input,
        command: scenario.command.clone(),
    };
    let names: Vec<String> = scenario
        .secrets
        .iter()
        .map(|secret| secret.name.clone())
        .collect();
    let answers = report::fixes(std::slice::from_ref(&draft), &names);
    let one = |(answer, secret): (Answer, String)| SecretFix {
        secret,
        answer: match answer {
            Answer::Clean => FixAnswer::Clean,
            Answer::Without(why) => FixAnswer::Without(why),
            Answer::Fixed(fix) => FixAnswer::Fixed(shown(&draft, fix)),
        },
    };
    answers.into_iter().zip(names).map(one).collect()
}

fn shown(draft: &Draft, fix: drybuild::fix::Fix) -> Fix {
    let after = draft.edited(&fix.edits, &fix.needs);
    let text = Text::new(&draft.input.dockerfile);
    let edits = fix
        .edits
        .iter()
        .filter(|edit| edit.file == EditedFile::Dockerfile);
    let edits = edits.map(|edit| {
        let (start, end) = text.utf16(Span::new(edit.span.start, edit.span.end));
        FixEdit {
            start,
            end,
            text: edit.text.clone(),
        }
    });
    let need = |need: &Need| match &need.from {
        ClientSource::Variable(name) => format!("the variable {name}"),
        ClientSource::File(path) => format!("the file {path}"),
    };
    Fix {
        edits: edits.collect(),
        needs: fix.needs.iter().map(need).collect(),
        steps: fix.steps,
        notes: fix.notes,
        dockerfile: after.text(EditedFile::Dockerfile).to_owned(),
        dockerignore: after.text(EditedFile::Dockerignore).to_owned(),
        command: after.text(EditedFile::Command).to_owned(),
    }
}
