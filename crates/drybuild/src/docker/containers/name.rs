//! Names for containers that were given none.

const LEFT: [&str; 16] = [
    "brave", "busy", "calm", "clever", "eager", "gentle", "happy", "jolly", "keen", "lucid",
    "nice", "quiet", "quirky", "serene", "sharp", "vibrant",
];
const RIGHT: [&str; 16] = [
    "babbage", "curie", "darwin", "dijkstra", "euler", "franklin", "gauss", "hopper", "kepler",
    "lovelace", "meitner", "noether", "pascal", "ride", "turing", "wright",
];

/// An adjective and a scientist, as the engine puts them together; an engine would throw dice.
pub(super) fn made_of(id: &str) -> String {
    let digit = |at: usize| {
        let digit = id.get(at..at + 1);
        digit
            .and_then(|digit| usize::from_str_radix(digit, 16).ok())
            .unwrap_or_default()
    };
    let word =
        |list: &[&str], at: usize| list.get(digit(at)).copied().unwrap_or_default().to_owned();
    format!("{}_{}", word(&LEFT, 0), word(&RIGHT, 1))
}
