use course::Answer;
use learning::option_order;

use super::judgement_model::{Judgement, Remark};
use super::stem;

/// The order in which the items are shown first: what was begun, else shuffled, and never right by
/// chance.
pub(crate) fn first_order(
    question: &str,
    attempt: u32,
    items: &[Answer],
    begun: &[String],
) -> Vec<String> {
    let right: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
    if begun.len() == right.len() && right.iter().all(|id| begun.contains(id)) {
        return begun.to_vec();
    }
    let free = vec![false; items.len()];
    let mut order: Vec<String> = option_order(question, attempt, &free)
        .into_iter()
        .filter_map(|index| right.get(index).cloned())
        .collect();
    if order == right {
        order.rotate_left(1.min(items.len()));
    }
    order
}

/// The order after the item has gone one place up or down; the same where there is no place.
pub(crate) fn moved(order: &[String], id: &str, down: bool) -> Vec<String> {
    let mut moved = order.to_vec();
    if let Some(at) = order.iter().position(|other| other == id) {
        let other = if down { at + 1 } else { at.wrapping_sub(1) };
        if other < moved.len() {
            moved.swap(at, other);
        }
    }
    moved
}

/// `Moved to place 2 of 4.`
pub(crate) fn place(order: &[String], id: &str) -> String {
    let at = order.iter().position(|other| other == id).unwrap_or(0);
    format!("Moved to place {} of {}.", at + 1, order.len())
}

/// Each item at its place counts.
pub(crate) fn judge(items: &[Answer], given: &[String]) -> Judgement {
    let right = items
        .iter()
        .zip(given)
        .filter(|(item, id)| item.id == **id)
        .count();
    let all = right == items.len();
    let remarks = items.iter().zip(1..).map(|(item, place)| Remark {
        about_html: format!("{place}. {}", stem::split(&item.html).0),
        html: item.feedback_html.clone(),
        right: true,
        reveals: !all,
    });
    Judgement {
        right,
        parts: items.len(),
        remarks: remarks.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(ids: &[&str]) -> Vec<Answer> {
        let item = |id: &&str| Answer {
            id: (*id).to_owned(),
            html: (*id).to_owned(),
            text: String::new(),
            correct: false,
            feedback_html: String::new(),
            pinned: false,
        };
        ids.iter().map(item).collect()
    }

    fn order(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn items_are_shuffled_and_never_stand_right_from_the_start() {
        let items = items(&["a", "b", "c"]);
        for attempt in 1..60 {
            let first = first_order("q", attempt, &items, &[]);
            assert_ne!(first, ["a", "b", "c"]);
            assert_eq!(first, first_order("q", attempt, &items, &[]));
            let mut sorted = first.clone();
            sorted.sort();
            assert_eq!(sorted, ["a", "b", "c"]);
        }
    }

    #[test]
    fn what_was_begun_goes_on_if_it_is_an_order_of_these_items() {
        let items = items(&["a", "b", "c"]);
        let begun = order(&["c", "a", "b"]);
        assert_eq!(first_order("q", 1, &items, &begun), begun);
        for other in [&["c", "a"][..], &["c", "a", "x"], &["a", "a", "b"]] {
            let first = first_order("q", 1, &items, &order(other));
            assert_eq!(first, first_order("q", 1, &items, &[]), "{other:?}");
        }
    }

    #[test]
    fn an_item_moves_by_one_and_not_over_the_edge() {
        let start = order(&["a", "b", "c"]);
        for (id, down, expected) in [
            ("a", true, ["b", "a", "c"]),
            ("c", false, ["a", "c", "b"]),
            ("a", false, ["a", "b", "c"]),
            ("c", true, ["a", "b", "c"]),
            ("x", true, ["a", "b", "c"]),
        ] {
            assert_eq!(moved(&start, id, down), expected, "{id} {down}");
        }
        assert_eq!(place(&start, "b"), "Moved to place 2 of 3.");
    }

    #[test]
    fn each_item_at_its_place_counts() {
        let items = items(&["a", "b", "c"]);
        let credit = |ids: &[&str]| judge(&items, &order(ids)).credit();
        assert_eq!(
            [
                credit(&["a", "b", "c"]),
                credit(&["a", "c", "b"]),
                credit(&["b", "c", "a"]),
                credit(&[])
            ],
            [100, 33, 0, 0]
        );
    }
}
