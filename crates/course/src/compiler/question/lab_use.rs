use std::ops::Range;

use crate::compiler::checked::Checked;
use crate::compiler::fields::At;
use crate::compiler::fingerprint::{answer_id, ordered_key};
use crate::compiler::lab::{LabBlock, LabJudge};
use crate::compiler::markdown::escaped;
use crate::compiler::source::Source;
use crate::model::{Answer, Predict, Question, QuestionKind, Segment, Topic};

/// What a question wants to know of a lab's build. All of it is the judge's to understand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// What is to be marked: `layers`.
    pub ask: String,
    /// The name of a secret.
    pub secret: Option<String>,
    /// Files that change before the build that is asked about.
    pub changed: Vec<String>,
    /// The command of the build that is asked about, where it is not the lab's own.
    pub command: Option<String>,
}

/// Something that may happen when a lab is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What, as plain text: the step as it is written.
    pub text: String,
    /// Whether it is code, and shown so.
    pub is_code: bool,
    /// Whether it happens.
    pub happens: bool,
    /// Why it does or does not, plain text, a sentence.
    pub reason: String,
}

/// Why a judge cannot tell what happens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unforeseen {
    /// The key of the block that is to blame: `ask`, `secret`, `changed`, `command`, or `lab`.
    pub key: &'static str,
    /// Lower case, no full stop.
    pub message: String,
    /// What to do about it; empty if nothing is known.
    pub hint: String,
}

/// A question about a lab, to be settled once all topics have been read.
pub(crate) struct LabUse {
    pub(crate) question: String,
    pub(crate) lab: At<String>,
    /// `None`: the lab's goal is to be met.
    pub(crate) forecast: Option<Forecast>,
    /// Where the keys of the forecast stand.
    pub(crate) places: Vec<(&'static str, Range<usize>)>,
}

/// Asks the judge about the labs that a topic's questions name.
pub(crate) fn settle(
    uses: &[LabUse],
    topic: &mut Topic,
    labs: &[(&str, LabBlock<'_>)],
    source: &dyn Source,
    judge: &dyn LabJudge,
    checked: &mut Checked<'_>,
) {
    for lab_use in uses {
        let found = labs.iter().find(|(_, block)| block.id == lab_use.lab.value);
        let Some((place, block)) = found else {
            checked
                .error(
                    "unknown-lab",
                    lab_use.lab.span.clone(),
                    format!("there is no lab `{}`", lab_use.lab.value),
                )
                .suggest(
                    &lab_use.lab.value,
                    labs.iter().map(|(_, block)| block.id.as_str()),
                )
                .hint("name the id of a lab of this course");
            continue;
        };
        let Some(question) = question(topic, &lab_use.question) else {
            continue;
        };
        if let QuestionKind::FixIt(lab) | QuestionKind::Predict(Predict { lab, .. }) =
            &mut question.kind
        {
            (*place).clone_into(&mut lab.topic);
        }
        let Some(forecast) = &lab_use.forecast else {
            continue;
        };
        match judge.foresee(block, forecast, source) {
            Ok(outcomes) => fill(question, &outcomes),
            Err(unforeseen) => {
                let place = lab_use
                    .places
                    .iter()
                    .find(|(key, _)| *key == unforeseen.key);
                let span = place.map_or(lab_use.lab.span.clone(), |(_, span)| span.clone());
                let hints = checked.error("question-lab", span, unforeseen.message);
                if !unforeseen.hint.is_empty() {
                    hints.hint(unforeseen.hint);
                }
            }
        }
    }
}

fn question<'t>(topic: &'t mut Topic, id: &str) -> Option<&'t mut Question> {
    topic.segments.iter_mut().find_map(|segment| match segment {
        Segment::Question(question) if question.id == id => Some(question),
        _ => None,
    })
}

/// Two steps may be written alike, so that an outcome is known by its place too.
fn fill(question: &mut Question, outcomes: &[Outcome]) {
    let QuestionKind::Predict(predict) = &mut question.kind else {
        return;
    };
    let lines = outcomes.iter().map(|outcome| {
        let sign = if outcome.happens { '+' } else { '-' };
        format!("{sign}{}", outcome.text)
    });
    let lines: Vec<_> = std::iter::once(predict.ask.clone()).chain(lines).collect();
    question.key = ordered_key("predict", &lines);
    predict.answers = outcomes
        .iter()
        .enumerate()
        .map(|(index, outcome)| Answer {
            id: answer_id(&format!("{index} {}", outcome.text)),
            html: if outcome.is_code {
                format!("<code>{}</code>", escaped(&outcome.text))
            } else {
                escaped(&outcome.text)
            },
            text: String::new(),
            correct: outcome.happens,
            feedback_html: escaped(&outcome.reason),
            pinned: true,
        })
        .collect();
}
