//! What the compiler makes of files: each construct, and each problem with a catch and a not-catch.

// Said once more, so that clippy knows the functions beside the tests for what they are.
#![cfg(test)]

mod alone;
mod constructs;
mod course_problems;
mod hostile;
mod lab_problems;
mod prose;
mod prose_problems;
mod question_problems;
mod question_types;
mod small_course;
mod whole;
