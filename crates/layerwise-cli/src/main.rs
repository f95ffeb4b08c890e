//! The command layerwise: check, serve and build a course.

fn main() {}
