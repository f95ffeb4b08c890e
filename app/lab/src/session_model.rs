use std::sync::Arc;

use lab_protocol::{
    Answer, Circumstances, Goal, GoalReport, Outcome, Report, Request, Scenario, SecretFix,
};

/// The conversation with the simulator: what was asked, what was answered, what is shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    phase: Phase,
    last_id: u32,
    /// The id of the request under way, and the Dockerfile that it is about.
    asked: Option<(u32, String)>,
    /// Something was edited while a request was under way.
    edited_since: bool,
    /// The newest report, and the Dockerfile that it is about.
    latest: Option<(Arc<Report>, String)>,
    /// The newest report of a build that ended with an image.
    built: Option<Arc<Report>>,
    /// How far the goal is met by what the newest report is about.
    goal: Option<GoalReport>,
    wants_fixes: bool,
    /// What would keep the secrets out of what the newest report is about.
    fixes: Option<Arc<Vec<SecretFix>>>,
}

/// How the simulator is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Not asked for yet.
    #[default]
    Asleep,
    /// On its way.
    Starting,
    /// Answering.
    Ready,
    /// Gone; why.
    Failed(String),
}

impl Session {
    /// How the simulator is.
    pub(crate) fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The simulator has been sent for.
    pub(crate) fn starting(&mut self) {
        self.phase = Phase::Starting;
        self.asked = None;
        self.edited_since = false;
    }

    /// The simulator listens.
    pub(crate) fn ready(&mut self) {
        self.phase = Phase::Ready;
    }

    /// The simulator is gone.
    pub(crate) fn failed(&mut self, why: String) {
        self.phase = Phase::Failed(why);
        self.asked = None;
    }

    /// Something was edited.
    pub(crate) fn edited(&mut self) {
        self.edited_since = true;
    }

    /// What to ask now: nothing while an answer is awaited, so that only the newest edit is asked
    /// for after it.
    pub(crate) fn ask(
        &mut self,
        scenario: &Scenario,
        circumstances: Circumstances,
        goal: Option<&Goal>,
    ) -> Option<Request> {
        if self.phase != Phase::Ready || self.asked.is_some() {
            return None;
        }
        self.edited_since = false;
        self.last_id = self.last_id.wrapping_add(1);
        self.asked = Some((self.last_id, scenario.dockerfile.clone()));
        Some(Request {
            id: self.last_id,
            scenario: scenario.clone(),
            circumstances,
            wants_fixes: self.wants_fixes,
            goal: goal.cloned(),
        })
    }

    /// Takes an answer in; whether there is something newer to ask.
    pub(crate) fn answered(&mut self, answer: Answer) -> bool {
        let asked = self.asked.take_if(|(id, _)| *id == answer.id);
        if let Some((_, dockerfile)) = asked {
            let report = Arc::new(answer.report);
            if report.outcome == Outcome::Built {
                self.built = Some(Arc::clone(&report));
            }
            self.latest = Some((report, dockerfile));
            self.goal = answer.goal;
            // Looking for them takes many builds: the next edit is not made to wait for them.
            self.wants_fixes &= answer.fixes.is_none();
            self.fixes = answer.fixes.map(Arc::new);
        }
        self.asked.is_none() && self.edited_since
    }

    /// The id of the request under way.
    pub(crate) fn awaited(&self) -> Option<u32> {
        self.asked.as_ref().map(|(id, _)| *id)
    }

    /// The newest report, and the Dockerfile that it is about.
    pub(crate) fn latest(&self) -> Option<&(Arc<Report>, String)> {
        self.latest.as_ref()
    }

    /// The report whose image is shown: the newest one that has an image, or else the newest one.
    pub(crate) fn shown(&self) -> Option<&Arc<Report>> {
        self.built
            .as_ref()
            .or_else(|| self.latest.as_ref().map(|(report, _)| report))
    }

    /// How far the goal is met; `None` before the first answer, and where there is no goal.
    pub(crate) fn goal(&self) -> Option<&GoalReport> {
        self.goal.as_ref()
    }

    /// Asks for fixes too, once.
    pub(crate) fn want_fixes(&mut self) {
        self.wants_fixes = true;
    }

    /// Whether fixes are looked for.
    pub(crate) fn is_looking_for_fixes(&self) -> bool {
        self.wants_fixes
    }

    /// What would keep the secrets out; `None` where that was not asked for.
    pub(crate) fn fixes(&self) -> Option<&Arc<Vec<SecretFix>>> {
        self.fixes.as_ref()
    }

    /// Whether what is shown belongs to an earlier state of the lab.
    pub(crate) fn is_stale(&self) -> bool {
        let failed = self
            .latest
            .as_ref()
            .is_some_and(|(latest, _)| latest.outcome != Outcome::Built && self.built.is_some());
        self.shown().is_some() && (failed || self.edited_since || self.asked.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(outcome: Outcome) -> Report {
        Report {
            outcome,
            ..Report::empty("")
        }
    }

    fn answer(id: u32, outcome: Outcome) -> Answer {
        Answer {
            id,
            report: report(outcome),
            fixes: None,
            goal: None,
        }
    }

    fn ask(session: &mut Session) -> Option<Request> {
        session.ask(&Scenario::default(), Circumstances::default(), None)
    }

    fn ready() -> Session {
        let mut session = Session::default();
        session.starting();
        assert_eq!(ask(&mut session), None);
        session.ready();
        session
    }

    #[test]
    fn edits_while_waiting_make_one_request_more_and_not_many() {
        let mut session = ready();
        let first = ask(&mut session).expect("a request");
        for _ in 0..3 {
            session.edited();
            assert_eq!(ask(&mut session), None);
        }
        assert!(session.answered(answer(first.id, Outcome::Built)));
        assert!(session.is_stale());
        let second = ask(&mut session).expect("a request");
        assert_ne!(first.id, second.id);
        assert!(!session.answered(answer(second.id, Outcome::Built)));
        assert!(!session.is_stale());
    }

    #[test]
    fn fixes_are_looked_for_once() {
        let mut session = ready();
        session.want_fixes();
        let first = ask(&mut session).expect("a request");
        assert!(first.wants_fixes && session.is_looking_for_fixes());
        session.answered(Answer {
            fixes: Some(Vec::new()),
            ..answer(first.id, Outcome::Built)
        });
        assert!(session.fixes().is_some() && !session.is_looking_for_fixes());
        let second = ask(&mut session).expect("a request");
        assert!(!second.wants_fixes);
        session.answered(answer(second.id, Outcome::Built));
        assert!(session.fixes().is_none());
    }

    #[test]
    fn an_answer_to_another_request_is_dropped() {
        let mut session = ready();
        let asked = ask(&mut session).expect("a request");
        assert!(!session.answered(answer(asked.id + 1, Outcome::Built)));
        assert!(session.latest().is_none());
        assert_eq!(session.awaited(), Some(asked.id));
    }

    #[test]
    fn the_last_image_stays_while_the_dockerfile_is_broken() {
        let mut session = ready();
        let first = ask(&mut session).expect("a request");
        session.answered(answer(first.id, Outcome::Built));
        let second = ask(&mut session).expect("a request");
        session.answered(answer(second.id, Outcome::Failed("no".to_owned())));
        assert!(session.is_stale());
        assert_eq!(session.shown().expect("a report").outcome, Outcome::Built);
        let (latest, _) = session.latest().expect("a report");
        assert_eq!(latest.outcome, Outcome::Failed("no".to_owned()));
    }

    #[test]
    fn a_simulator_that_is_gone_can_be_started_again() {
        let mut session = ready();
        ask(&mut session);
        session.failed("it crashed".to_owned());
        assert_eq!(ask(&mut session), None);
        session.starting();
        session.ready();
        assert!(ask(&mut session).is_some());
    }
}
