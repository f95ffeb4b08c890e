//! Prints the simulator's answers in the schema of the measured truth.

fn main() {}
