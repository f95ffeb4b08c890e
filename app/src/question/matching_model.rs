use course::{Answer, Matching, Prompt};
use learning::option_order;

use super::judgement_model::{Judgement, Remark};

/// The partners in the order of the menus.
pub(crate) fn partners<'m>(
    question: &str,
    attempt: u32,
    matching: &'m Matching,
) -> Vec<&'m Answer> {
    let pinned = vec![false; matching.answers.len()];
    option_order(question, attempt, &pinned)
        .into_iter()
        .filter_map(|index| matching.answers.get(index))
        .collect()
}

/// Each pair counts.
pub(crate) fn judge(matching: &Matching, given: &[String]) -> Judgement {
    let mut judgement = Judgement {
        parts: matching.prompts.len(),
        ..Judgement::default()
    };
    for (index, prompt) in matching.prompts.iter().enumerate() {
        let chosen = given.get(index).map_or("", String::as_str);
        let right = is_right(prompt, given, index);
        judgement.right += usize::from(right);
        judgement.remarks.push(Remark {
            about_html: pair(matching, prompt, chosen),
            html: if right {
                prompt.feedback_html.clone()
            } else {
                String::new()
            },
            right,
            reveals: false,
        });
        if !right {
            judgement.remarks.push(Remark {
                about_html: pair(matching, prompt, &prompt.partner),
                html: prompt.feedback_html.clone(),
                right: true,
                reveals: true,
            });
        }
    }
    judgement
}

/// The right partners alone.
pub(crate) fn kept(matching: &Matching, given: &[String]) -> Vec<String> {
    matching
        .prompts
        .iter()
        .enumerate()
        .map(|(index, prompt)| match is_right(prompt, given, index) {
            true => prompt.partner.clone(),
            false => String::new(),
        })
        .collect()
}

fn is_right(prompt: &Prompt, given: &[String], index: usize) -> bool {
    given.get(index) == Some(&prompt.partner)
}

fn pair(matching: &Matching, prompt: &Prompt, partner: &str) -> String {
    let partner = matching.answers.iter().find(|answer| answer.id == partner);
    let partner = partner.map_or("–", |answer| answer.html.as_str());
    format!("{} → {partner}", prompt.html)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matching() -> Matching {
        let answer = |id: &str| Answer {
            id: id.to_owned(),
            html: id.to_owned(),
            text: id.to_owned(),
            correct: false,
            feedback_html: String::new(),
            pinned: false,
        };
        let prompt = |html: &str, partner: &str| Prompt {
            html: html.to_owned(),
            partner: partner.to_owned(),
            feedback_html: format!("why {html}"),
        };
        Matching {
            prompts: vec![
                prompt("RUN", "layer"),
                prompt("COPY", "layer"),
                prompt("ENV", "config"),
            ],
            answers: vec![answer("layer"), answer("config"), answer("nothing")],
        }
    }

    #[test]
    fn pairs_count_one_by_one_and_right_ones_stay() {
        let given = ["layer", "nothing", "config"].map(str::to_owned);
        let judged = judge(&matching(), &given);
        assert_eq!(judged.credit(), 67);
        let own: Vec<_> = judged
            .remarks
            .iter()
            .filter(|remark| !remark.reveals)
            .collect();
        assert_eq!(own.len(), 3);
        assert_eq!(own[1].about_html, "COPY → nothing");
        assert_eq!(
            (own[1].html.as_str(), own[0].html.as_str()),
            ("", "why RUN")
        );
        assert_eq!(kept(&matching(), &given), ["layer", "", "config"]);
        assert_eq!(judge(&matching(), &[]).credit(), 0);
    }

    #[test]
    fn menus_are_shuffled_anew_in_each_attempt() {
        let ids = |attempt| -> Vec<String> {
            let matching = matching();
            let partners = partners("q", attempt, &matching);
            partners.iter().map(|answer| answer.id.clone()).collect()
        };
        assert_eq!(ids(1), ids(1));
        assert!((2..8).any(|attempt| ids(attempt) != ids(1)));
    }
}
