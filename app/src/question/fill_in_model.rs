use course::FillIn;

use super::judgement_model::{Judgement, Remark};
use super::text_model;

/// Each blank counts.
pub(crate) fn judge(fill_in: &FillIn, given: &[String]) -> Judgement {
    let mut judgement = Judgement {
        parts: fill_in.blanks.len(),
        ..Judgement::default()
    };
    for (index, blank) in fill_in.blanks.iter().enumerate() {
        let text = given.get(index).map_or("", String::as_str);
        let judged = text_model::judged(text_model::find(blank, text), blank);
        judgement.right += judged.right;
        let number = index + 1;
        let named = |remark: Remark| {
            let about = match remark.reveals {
                true => remark.about_html.clone(),
                false => format!("<code>{}</code>", crate::escape(text)),
            };
            Remark {
                about_html: format!("Blank {number}: {about}"),
                ..remark
            }
        };
        if judged.remarks.iter().all(|remark| remark.reveals) {
            judgement.remarks.push(named(Remark::default()));
        }
        judgement
            .remarks
            .extend(judged.remarks.into_iter().map(named));
    }
    judgement
}

/// The right texts alone.
pub(crate) fn kept(fill_in: &FillIn, given: &[String]) -> Vec<String> {
    fill_in
        .blanks
        .iter()
        .zip(given)
        .map(|(blank, text)| {
            let right = text_model::find(blank, text).is_some_and(|answer| answer.correct);
            if right { text.clone() } else { String::new() }
        })
        .collect()
}

/// How wide the blanks are, in characters: all alike, so that none betrays its word.
pub(crate) fn width(fill_in: &FillIn) -> usize {
    let texts = fill_in.blanks.iter().flat_map(|blank| &blank.answers);
    let longest = texts.map(|answer| answer.text.chars().count()).max();
    longest.unwrap_or(0).clamp(8, 40)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::text_model::tests::typed;

    #[test]
    fn blanks_count_one_by_one_and_right_ones_stay() {
        let fill_in = FillIn {
            code: vec![String::new(); 3],
            blanks: vec![
                typed(&["+secret", "-bind"]),
                typed(&["+/run/secrets/index"]),
            ],
        };
        let given = ["secret", "<b>"].map(str::to_owned);
        let judged = judge(&fill_in, &given);
        assert_eq!(judged.credit(), 50);
        let own: Vec<_> = judged
            .remarks
            .iter()
            .filter(|remark| !remark.reveals)
            .collect();
        assert_eq!(own.len(), 2);
        assert_eq!(own[1].about_html, "Blank 2: <code>&lt;b&gt;</code>");
        assert!(!own[1].right);
        let revealed = judged.remarks.iter().find(|remark| remark.reveals).unwrap();
        assert_eq!(revealed.about_html, "Blank 2: /run/secrets/index");
        assert_eq!(kept(&fill_in, &given), ["secret", ""]);
        assert_eq!(width(&fill_in), 18);
    }
}
