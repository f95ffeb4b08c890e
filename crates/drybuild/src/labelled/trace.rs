use std::{ops::Range, rc::Rc};

/// Steps beyond this many replace the newest one: a chain that long is read by nobody.
const LONGEST: usize = 24;

/// One thing that happened to a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The script (or instruction) that the span points into, numbered by the caller.
    pub script: u32,
    /// Byte offsets into that script.
    pub span: Range<usize>,
    /// What happened, in words: "`cat` reads /run/secrets/token".
    pub text: Rc<str>,
}

/// The steps from where a secret entered to where it is now; shared between all values that have them in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace(Option<Rc<Link>>);

#[derive(Debug, PartialEq)]
struct Link {
    step: Step,
    before: Trace,
    length: usize,
}

impl Trace {
    /// The trace of a secret that has just entered.
    #[must_use]
    pub fn origin(step: Step) -> Self {
        Self::default().then(step)
    }

    /// This trace with one more step. A step equal to the newest one is not repeated.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let (before, length) = match &self.0 {
            Some(newest) if newest.step == step => return self.clone(),
            Some(newest) if newest.length >= LONGEST => (newest.before.clone(), newest.length),
            Some(newest) => (self.clone(), newest.length + 1),
            None => (Self::default(), 1),
        };
        Self(Some(Rc::new(Link {
            step,
            before,
            length,
        })))
    }

    /// The steps, oldest first.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = &self.0;
        while let Some(link) = at {
            steps.push(link.step.clone());
            at = &link.before.0;
        }
        steps.reverse();
        steps
    }
}
