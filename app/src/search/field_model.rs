/// What a key does in the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Another hit is chosen, or none.
    Choose(Option<usize>),
    /// The chosen hit is gone to.
    Go(usize),
    /// The list is closed.
    Close,
    /// What is written is kept, and the browser does the rest.
    Leave,
}

/// Reads a key by the combobox pattern: the arrows go round through the hits and over the text
/// itself, Enter takes the chosen hit, Escape closes the list.
pub(super) fn act(key: &str, chosen: Option<usize>, hits: usize) -> Act {
    let last = hits.checked_sub(1);
    match (key, chosen) {
        ("ArrowDown", None) => Act::Choose(last.map(|_| 0)),
        ("ArrowDown", Some(at)) => Act::Choose(Some(at + 1).filter(|at| *at < hits)),
        ("ArrowUp", None) => Act::Choose(last),
        ("ArrowUp", Some(at)) => Act::Choose(at.checked_sub(1)),
        ("Enter", Some(at)) if at < hits => Act::Go(at),
        ("Escape", _) if hits > 0 => Act::Close,
        _ => Act::Leave,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_go_round_through_the_hits_and_the_text() {
        let mut chosen = None;
        let mut press = |key| {
            if let Act::Choose(now) = act(key, chosen, 2) {
                chosen = now;
            }
            chosen
        };
        let down: Vec<_> = (0..4).map(|_| press("ArrowDown")).collect();
        assert_eq!(down, [Some(0), Some(1), None, Some(0)]);
        let up: Vec<_> = (0..3).map(|_| press("ArrowUp")).collect();
        assert_eq!(up, [None, Some(1), Some(0)]);
    }

    #[test]
    fn without_hits_the_keys_are_the_browsers() {
        assert_eq!(act("ArrowDown", None, 0), Act::Choose(None));
        for key in ["Enter", "Escape", "a", "Home"] {
            assert_eq!(act(key, None, 0), Act::Leave, "{key}");
        }
        assert_eq!(act("Enter", None, 3), Act::Leave);
        assert_eq!(act("Enter", Some(1), 3), Act::Go(1));
        assert_eq!(act("Escape", None, 3), Act::Close);
    }
}
