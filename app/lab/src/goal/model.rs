use lab_protocol::GoalReport;

/// How far a goal is met, as its panel says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Not judged yet.
    Unknown,
    /// So many conditions of so many hold.
    Open(usize, usize),
    /// All of them hold.
    Met,
}

impl Standing {
    /// The standing that a report gives.
    pub(crate) fn of(report: Option<&GoalReport>) -> Self {
        let Some(report) = report else {
            return Self::Unknown;
        };
        let met = report.conditions.iter().filter(|one| one.is_met).count();
        if report.is_met() {
            Self::Met
        } else {
            Self::Open(met, report.conditions.len())
        }
    }

    /// In words.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Unknown => "Not judged yet.".to_owned(),
            Self::Open(_, 1) => "Not met yet.".to_owned(),
            Self::Open(met, all) => format!("{met} of {all} conditions hold."),
            Self::Met => "Met. The simulator agrees with all of it.".to_owned(),
        }
    }

    /// For style sheets.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Open(..) => "open",
            Self::Met => "met",
        }
    }
}

#[cfg(test)]
mod tests {
    use lab_protocol::ConditionReport;

    use super::*;

    fn report(held: &[bool]) -> GoalReport {
        let one = |is_met: &bool| ConditionReport {
            is_met: *is_met,
            why: String::new(),
        };
        GoalReport {
            conditions: held.iter().map(one).collect(),
        }
    }

    #[test]
    fn a_goal_is_met_when_all_of_it_holds() {
        assert_eq!(Standing::of(None), Standing::Unknown);
        assert_eq!(Standing::of(Some(&report(&[true, true]))), Standing::Met);
        let open = Standing::of(Some(&report(&[true, false, false])));
        assert_eq!(open, Standing::Open(1, 3));
        assert_eq!(open.text(), "1 of 3 conditions hold.");
        assert_eq!(Standing::Open(0, 1).text(), "Not met yet.");
    }
}
