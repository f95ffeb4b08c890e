//! The command drybuild.

fn main() {}
