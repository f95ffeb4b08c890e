use crate::Day;

/// Days of 400 years: the calendar repeats after them.
const ERA: i64 = 146_097;
/// From the first of March of the year 0 to the first of January 1970.
const FROM_MARCH_0: i64 = 719_468;

/// A day as ISO 8601 writes it: `2026-11-27`.
///
/// After Howard Hinnant, “chrono-compatible low-level date algorithms”, `civil_from_days`.
pub fn iso_date(day: Day) -> String {
    let day = i64::from(day) + FROM_MARCH_0;
    let (era, of_era) = (day / ERA, day % ERA);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    // Months from March, so that the leap day is the last of a year.
    let shifted = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{of_month:02}")
}

/// The day that ISO 8601 writes so; `None` for what is no day from 1970 to 9999.
pub fn day_of(iso: &str) -> Option<Day> {
    let mut parts = iso.splitn(3, '-').map(str::parse::<i64>);
    let (year, month, of_month) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let shifted = (month + 9) % 12;
    let year = year - i64::from(month <= 2);
    let of_year = (153 * shifted + 2) / 5 + of_month - 1;
    let of_era = year % 400 * 365 + year % 400 / 4 - year % 400 / 100 + of_year;
    let day = Day::try_from(year / 400 * ERA + of_era - FROM_MARCH_0).ok()?;
    // What no calendar has, such as the 30th of February, comes back as another day.
    (iso_date(day) == iso).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_the_same_thing() {
        for (day, date) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_784, "2026-11-27"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(iso_date(day), date);
            assert_eq!(day_of(date), Some(day), "{date}");
        }
        for day in 0..60_000 {
            assert_eq!(day_of(&iso_date(day)), Some(day));
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "2026",
            "2026-11",
            "2026-02-30",
            "2026-13-01",
            "2026-1-1",
            "1969-12-31",
            "99999-01-01",
            "2026-11-27T10:00",
            "2026-11--7",
            "2026-11-99999999999999",
        ] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }
}
