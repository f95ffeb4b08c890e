//! From candidates to a fix: each is built, and the best is built upon.

use super::candidate::Case;
use super::edit::{self, EditedFile};
use super::{Answer, Candidate, Draft, Fix, kept, rule, why_not};
use crate::build::Build;
use crate::labelled::{Certainty, SecretId};
use crate::reach::{self, Reach};
use crate::solve::Builder;

/// A fix of more steps is read by nobody.
const MOST_STEPS: usize = 8;

/// Looks for edits after which nothing certain is left of one secret of some builds in a row on one builder. `names`
/// are those of the secrets, in their order.
#[must_use]
pub fn fix(drafts: &[Draft], names: &[String], secret: SecretId) -> Answer {
    let mut search = Search::new(drafts, names);
    match search.run(secret) {
        Run::Clean => Answer::Clean,
        Run::Fixed => Answer::Fixed(search.finish(drafts)),
        Run::Stuck(why) => Answer::Without(why),
    }
}

/// The same for all secrets at once: one fix for those that have one, and the names of the others with the reason.
#[must_use]
pub fn fix_all(drafts: &[Draft], names: &[String]) -> (Option<Fix>, Vec<(SecretId, String)>) {
    let mut search = Search::new(drafts, names);
    let mut without = Vec::new();
    let mut is_fixed = false;
    let count = drafts.first().map_or(0, |draft| draft.input.secrets.len());
    for index in 0..u32::try_from(count).unwrap_or_default() {
        let secret = SecretId(index);
        let before = search.clone();
        match search.run(secret) {
            Run::Clean => {}
            Run::Fixed => is_fixed = true,
            Run::Stuck(why) => {
                without.push((secret, why));
                search = before;
            }
        }
    }
    (is_fixed.then(|| search.finish(drafts)), without)
}

enum Run {
    Clean,
    Fixed,
    Stuck(String),
}

#[derive(Clone)]
struct Search<'a> {
    names: &'a [String],
    drafts: Vec<Draft>,
    steps: Vec<Candidate>,
}

/// A candidate that was built.
struct Tried {
    candidate: Candidate,
    draft: Draft,
    left: usize,
}

impl<'a> Search<'a> {
    fn new(drafts: &[Draft], names: &'a [String]) -> Self {
        Self {
            names,
            drafts: drafts.to_vec(),
            steps: Vec::new(),
        }
    }

    /// Mends the builds in their order: what an earlier one leaves on the builder, no later one takes back.
    fn run(&mut self, secret: SecretId) -> Run {
        let mut is_changed = false;
        let before = self.drafts.clone();
        for last in 0..self.drafts.len() {
            let mut steps = 0;
            loop {
                let (builds, places) = self.places(&self.drafts, last, secret);
                let Some(build) = builds.last().filter(|_| !places.is_empty()) else {
                    break;
                };
                let tried = if steps == MOST_STEPS {
                    None
                } else {
                    self.best(build, last, secret, &places)
                };
                let Some(tried) = tried else {
                    return Run::Stuck(why_not::words(build, &places));
                };
                steps += 1;
                is_changed = true;
                self.adopt(tried, last);
            }
        }
        let is_built = |drafts: &[Draft]| {
            let mut builder = Builder::default();
            let builds = drafts
                .iter()
                .map(|draft| draft.build(&mut builder).is_built());
            builds.collect::<Vec<_>>()
        };
        if is_changed && before.len() > 1 && is_built(&before) != is_built(&self.drafts) {
            return Run::Stuck(why_not::NEEDED_LATER.to_owned());
        }
        if is_changed { Run::Fixed } else { Run::Clean }
    }

    /// The builds up to one, and what is certain of a secret after them.
    fn places(&self, drafts: &[Draft], last: usize, secret: SecretId) -> (Vec<Build>, Vec<Reach>) {
        let mut builder = Builder::default();
        let builds: Vec<Build> = drafts
            .iter()
            .take(last + 1)
            .map(|draft| draft.build(&mut builder))
            .collect();
        let reached = reach::reach(&builds, &builder);
        let mine = reached.into_iter().filter(|reach| reach.secret == secret);
        let certain = mine
            .flat_map(|reach| reach.reached)
            .filter(|place| place.certainty == Certainty::Certain);
        let places = certain.collect();
        (builds, places)
    }

    /// The candidate of the most preferred rule that leaves less; among those of one rule the one that leaves least,
    /// then the smallest.
    fn best(
        &self,
        build: &Build,
        last: usize,
        secret: SecretId,
        places: &[Reach],
    ) -> Option<Tried> {
        let draft = self.drafts.get(last)?;
        let name = self.names.get(secret.0 as usize).map_or("", String::as_str);
        let case = Case {
            draft,
            build,
            secret,
            variable: variable(name),
            places,
        };
        for rule in rule::RULES {
            let candidates = rule(&case)
                .into_iter()
                .filter(|candidate| !candidate.edits.is_empty());
            let tried =
                candidates.filter_map(|candidate| self.attempt(candidate, build, last, secret));
            let helping = tried.filter(|tried| tried.left < places.len());
            let best = helping.min_by_key(|tried| (tried.left, tried.candidate.size()));
            if best.is_some() {
                return best;
            }
        }
        None
    }

    /// Builds with a candidate; `None` where something is lost that is no secret.
    fn attempt(
        &self,
        candidate: Candidate,
        build: &Build,
        last: usize,
        secret: SecretId,
    ) -> Option<Tried> {
        let mut drafts = self.drafts.clone();
        let draft = self
            .drafts
            .get(last)?
            .edited(&candidate.edits, &candidate.needs);
        draft.clone_into(drafts.get_mut(last)?);
        let (builds, places) = self.places(&drafts, last, secret);
        let mut renamed = candidate.renamed.clone();
        for file in [EditedFile::Dockerfile, EditedFile::Dockerignore] {
            let before = self.drafts.get(last)?.text(file).to_owned();
            renamed.push((before, draft.text(file).to_owned()));
        }
        if !kept::is_kept(build, builds.last()?, secret, &renamed) {
            return None;
        }
        Some(Tried {
            candidate,
            draft,
            left: places.len(),
        })
    }

    /// Goes on with a candidate. Builds that are written the same are edited the same.
    fn adopt(&mut self, tried: Tried, last: usize) {
        let Some(before) = self.drafts.get(last).cloned() else {
            return;
        };
        let Candidate { edits, needs, .. } = &tried.candidate;
        for (index, draft) in self.drafts.iter_mut().enumerate() {
            if index == last {
                tried.draft.clone_into(draft);
            } else if index > last
                && draft.command == before.command
                && draft.input.dockerfile == before.input.dockerfile
                && draft.text(EditedFile::Dockerignore) == before.text(EditedFile::Dockerignore)
            {
                *draft = draft.edited(edits, needs);
            }
        }
        self.steps.push(tried.candidate);
    }

    fn finish(self, before: &[Draft]) -> Fix {
        let mut fix = Fix {
            steps: Vec::new(),
            notes: Vec::new(),
            needs: Vec::new(),
            edits: Vec::new(),
        };
        for step in self.steps {
            if !fix.steps.contains(&step.what) {
                fix.steps.push(step.what);
            }
            for note in step.notes {
                if !fix.notes.contains(&note) {
                    fix.notes.push(note);
                }
            }
            for need in step.needs {
                if !fix.needs.iter().any(|known| known.from == need.from) {
                    fix.needs.push(need);
                }
            }
        }
        for (index, (old, new)) in before.iter().zip(&self.drafts).enumerate() {
            for file in [
                EditedFile::Dockerfile,
                EditedFile::Dockerignore,
                EditedFile::Command,
            ] {
                fix.edits
                    .extend(edit::between(index, file, old.text(file), new.text(file)));
            }
        }
        fix
    }
}

/// A name that a shell takes for a variable, made of what a secret is called.
fn variable(name: &str) -> String {
    let last = name.rsplit([':', ' ', '/']).next().unwrap_or(name);
    let mut out: String = last
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        })
        .collect();
    out = out.trim_matches('_').to_owned();
    if out.is_empty() || out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert_str(0, "SECRET");
    }
    out
}
