use course::{Question, QuestionKind};

use super::{
    choice_model, fill_in_model, matching_model, number_model, ordering_model, text_model,
};

/// What an answer is worth, and what is said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Judgement {
    /// How many parts are right.
    pub(crate) right: usize,
    /// Of how many.
    pub(crate) parts: usize,
    /// In the order of the question.
    pub(crate) remarks: Vec<Remark>,
}

/// Something that is said about an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Remark {
    /// What it is about, HTML that may stand in a line; empty if that is plain.
    pub(crate) about_html: String,
    /// Feedback, HTML.
    pub(crate) html: String,
    /// Whether what it is about is right.
    pub(crate) right: bool,
    /// Whether it tells the right answer, which the learner did not give.
    pub(crate) reveals: bool,
}

/// Judges what was given: ids of options, typed texts or an order, as the type has it.
pub(crate) fn judge(question: &Question, given: &[String]) -> Judgement {
    match &question.kind {
        QuestionKind::SingleChoice(answers) => choice_model::judge_one(answers, given),
        QuestionKind::MultipleChoice(answers) => choice_model::judge_each(answers, given),
        QuestionKind::Predict(predict) => choice_model::judge_prediction(&predict.answers, given),
        QuestionKind::ShortAnswer(typed) => text_model::judge(typed, given),
        QuestionKind::Number(typed) => number_model::judge(typed, given),
        QuestionKind::Ordering(items) => ordering_model::judge(items, given),
        QuestionKind::Matching(matching) => matching_model::judge(matching, given),
        QuestionKind::FillIn(fill_in) => fill_in_model::judge(fill_in, given),
        QuestionKind::FixIt(_) => Judgement {
            right: given.len().min(1),
            parts: 1,
            remarks: Vec::new(),
        },
    }
}

/// What of an answer the next attempt begins with: where each part has a field of its own, the
/// right ones stay, so that only the wrong ones are tried again.
pub(crate) fn kept(question: &Question, given: &[String]) -> Vec<String> {
    match &question.kind {
        QuestionKind::Matching(matching) => matching_model::kept(matching, given),
        QuestionKind::FillIn(fill_in) => fill_in_model::kept(fill_in, given),
        _ => Vec::new(),
    }
}

impl Judgement {
    /// How much is right, in per cent: 100 only if everything is, 0 only if nothing is.
    pub(crate) fn credit(&self) -> u8 {
        let parts = self.parts.max(1);
        let rounded = (self.right * 100 + parts / 2) / parts;
        let bounded = match self.right {
            0 => 0,
            right if right >= parts => 100,
            _ => rounded.clamp(1, 99),
        };
        u8::try_from(bounded).unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credit_is_full_only_for_all_and_nothing_only_for_none() {
        let credit = |right, parts| {
            Judgement {
                right,
                parts,
                remarks: Vec::new(),
            }
            .credit()
        };
        assert_eq!(
            [credit(0, 3), credit(1, 3), credit(2, 3), credit(3, 3)],
            [0, 33, 67, 100]
        );
        assert_eq!([credit(999, 1000), credit(1, 1000)], [99, 1]);
        assert_eq!(credit(0, 0), 0);
    }
}
