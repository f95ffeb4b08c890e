//! What BuildKit writes down, used or not: build arguments, the Dockerfile's text, the flags of the command.

use super::super::candidate::{Candidate, Case};
use super::{argument, flag, text};

/// One candidate: a value that any of these texts still holds is still written down.
pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let mut candidate = Candidate::default();
    let mut done = Vec::new();
    done.extend(argument::edit(case, &mut candidate));
    done.extend(text::edit(case, &mut candidate));
    done.extend(flag::edit(case, &mut candidate));
    candidate.what = done.join("; ");
    vec![candidate]
}
