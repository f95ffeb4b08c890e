//! When a question comes back: FSRS 5 with its own default weights, in whole days.

use chrono::{DateTime, Utc};
use learning::{Day, Grade, Review};
use rs_fsrs::{Card, FSRS, Parameters, Rating};

const DAY_SECONDS: i64 = 86_400;

/// The day on which a question is due, told by the log of its answers, the oldest first; `None` for
/// one that was always answered rightly and surely, or never: it does not come back.
///
/// Of the answers of one day the worst counts: what is right just after the feedback was read says
/// little of what is remembered.
pub(crate) fn due(log: &[Review]) -> Option<Day> {
    log.iter().find(|Review(_, grade)| *grade != Grade::Good)?;
    let mut days: Vec<Review> = Vec::new();
    for &Review(day, grade) in log {
        match days.last_mut() {
            // A clock that went back changes nothing: time does not.
            Some(Review(last, worst)) if day <= *last => *worst = grade.min(*worst),
            _ => days.push(Review(day, grade)),
        }
    }
    let scheduler = FSRS::new(Parameters {
        // In whole days: a question that was wrong comes back tomorrow, not in a minute.
        enable_short_term: false,
        enable_fuzz: false,
        ..Parameters::default()
    });
    let mut card = Card::default();
    for Review(day, grade) in days {
        let rating = match grade {
            Grade::Again => Rating::Again,
            Grade::Hard => Rating::Hard,
            Grade::Good => Rating::Good,
        };
        card = scheduler.next(card, time(day)?, rating).card;
    }
    Day::try_from(card.due.timestamp() / DAY_SECONDS).ok()
}

fn time(day: Day) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(i64::from(day) * DAY_SECONDS, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Day = 20_784;

    /// In how many days after the last answer a question is due.
    fn wait(log: &[(Day, Grade)]) -> Option<Day> {
        let log: Vec<_> = log
            .iter()
            .map(|(day, grade)| Review(NOW + day, *grade))
            .collect();
        let last = log.last().map_or(0, |Review(day, _)| *day);
        due(&log).map(|due| due - last)
    }

    #[test]
    fn only_what_was_wrong_or_unsure_comes_back() {
        assert_eq!(wait(&[]), None);
        assert_eq!(wait(&[(0, Grade::Good)]), None);
        assert_eq!(wait(&[(0, Grade::Good), (9, Grade::Good)]), None);
        assert_eq!(wait(&[(0, Grade::Again)]), Some(1));
        assert!(wait(&[(0, Grade::Hard)]) >= Some(2));
        assert_eq!(wait(&[(0, Grade::Good), (9, Grade::Again)]), Some(1));
    }

    #[test]
    fn what_is_known_comes_back_later_and_later() {
        let mut log = vec![(0, Grade::Again)];
        let mut before = 1;
        for _ in 0..5 {
            let day = log.last().map_or(0, |(day, _)| *day) + before;
            log.push((day, Grade::Good));
            let next = wait(&log).expect("it comes back");
            assert!(next > before, "{next} after {before}");
            before = next;
        }
        let day = log.last().map_or(0, |(day, _)| *day) + before;
        log.push((day, Grade::Again));
        assert!(wait(&log).expect("it comes back") < before / 2);
    }

    #[test]
    fn of_one_day_the_worst_answer_counts() {
        let once = wait(&[(0, Grade::Again)]);
        assert_eq!(wait(&[(0, Grade::Again), (0, Grade::Good)]), once);
        assert_eq!(wait(&[(0, Grade::Good), (0, Grade::Again)]), once);
    }

    #[test]
    fn a_clock_that_went_back_and_a_day_that_never_comes_are_no_harm() {
        assert!(due(&[Review(9, Grade::Again), Review(3, Grade::Good)]).is_some());
        assert!(due(&[Review(Day::MAX, Grade::Again)]).is_none_or(|due| due > NOW));
    }
}
