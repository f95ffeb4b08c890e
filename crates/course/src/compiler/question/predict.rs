use super::lab_use::{Forecast, LabUse};
use super::{Block, Made};
use crate::compiler::markdown::Page;
use crate::model::{LabRef, Predict, QuestionKind};

/// No answers are written: `lab` names a lab, `ask` says what of its build is to be marked, and the
/// lab's judge tells what happens. `secret`, `changed` and `command` are the judge's to understand.
pub(super) fn compile(block: &mut Block<'_, '_>, id: &str, page: &mut Page<'_, '_>) -> Made {
    let checked = &mut *page.checked;
    let lab = block.fields.text("lab", checked);
    let ask = block.fields.text("ask", checked);
    let secret = block.fields.optional_text("secret", checked);
    let changed = block.fields.texts("changed", checked);
    let command = block.fields.optional_text("command", checked);
    block.check_asked(block.nodes, page);
    let places = [
        Some(("ask", ask.span.clone())),
        secret.as_ref().map(|at| ("secret", at.span.clone())),
        changed.first().map(|at| ("changed", at.span.clone())),
        command.as_ref().map(|at| ("command", at.span.clone())),
    ];
    let predict = Predict {
        lab: LabRef {
            id: lab.value.clone(),
            topic: String::new(),
        },
        ask: ask.value.clone(),
        answers: Vec::new(),
    };
    page.lab_uses.push(LabUse {
        question: id.to_owned(),
        lab,
        forecast: Some(Forecast {
            ask: ask.value,
            secret: secret.map(|at| at.value),
            changed: changed.into_iter().map(|at| at.value).collect(),
            command: command.map(|at| at.value),
        }),
        places: places.into_iter().flatten().collect(),
    });
    Made {
        stem_html: page.fragment_nodes(block.nodes),
        // Known when the lab has been judged.
        key: String::new(),
        kind: QuestionKind::Predict(predict),
    }
}
