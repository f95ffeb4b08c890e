/// The attributes with which a code block of a course claims something that the simulator can prove.
pub const CLAIM_ATTRIBUTES: &[&str] = &[
    "proved", "fresh", "secret", "silent", "after", "command", "fails", "warns", "layers",
    "history", "leaves",
];
