//! What must hold for any input, as functions from bytes that panic where it does not.
//!
//! In: bytes, read as text whatever they are. Out: nothing, or a panic that says what is wrong. The package in
//! `libfuzzer/` hands each function to a fuzzer; `cargo nextest run -p fuzz-targets` runs each on its [`seeds`].

#![expect(
    clippy::expect_used,
    reason = "to panic is how a target says what it found"
)]

pub mod seeds;

mod builds;
mod expansion;
mod frontend;
mod ignore;
mod page;
mod scenario;
mod shell;
mod syntax;

pub use builds::builds;
pub use expansion::expansion;
pub use frontend::frontend;
pub use ignore::ignore;
pub use shell::shell;
pub use syntax::syntax;

/// A target: bytes in, a panic out where something does not hold.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const TARGETS: [(&str, Target); 6] = [
    ("syntax", syntax),
    ("expansion", expansion),
    ("ignore", ignore),
    ("frontend", frontend),
    ("shell", shell),
    ("builds", builds),
];

/// Whether `data` holds `value`, byte for byte.
fn holds(data: &[u8], value: &[u8]) -> bool {
    data.windows(value.len()).any(|window| window == value)
}
