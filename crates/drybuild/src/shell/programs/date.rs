use super::Process;
use crate::{labelled::Bytes, shell::Exit};

const DAYS: [&str; 7] = [
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `date`: the time of a build is not known; one that is given with -d is shown in UTC.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let arguments = process.texts();
    let format = arguments
        .iter()
        .find_map(|argument| argument.strip_prefix('+'));
    let mut given = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "-d" | "--date" | "-ud" => given = rest.next().cloned(),
            text if text.starts_with("--date=") => {
                given = text.strip_prefix("--date=").map(str::to_owned)
            }
            text if text.starts_with("-d") => given = text.strip_prefix("-d").map(str::to_owned),
            _ => {}
        }
    }
    let default = if process.is_busybox() {
        "%a %b %e %H:%M:%S %Z %Y"
    } else {
        "%a %b %e %H:%M:%S UTC %Y"
    };
    let format = format.unwrap_or(default);
    let reads_file = arguments
        .iter()
        .any(|argument| argument.starts_with("-r") || argument.starts_with("--reference"));
    match given {
        Some(text) if !reads_file => match Moment::read(&text) {
            Some(moment) => process.print(format!("{}\n", moment.formatted(format))),
            None if text.chars().any(|letter| letter.is_ascii_digit())
                || [
                    "now",
                    "today",
                    "yesterday",
                    "tomorrow",
                    "next",
                    "last",
                    "ago",
                    "day",
                ]
                .iter()
                .any(|word| text.contains(word)) =>
            {
                process.note("this date is not understood: what is printed is not known");
                unknown(process, format);
            }
            None => {
                process.err(format!("invalid date '{text}'"));
                return Exit::FAILURE;
            }
        },
        _ => unknown(process, format),
    }
    Exit::SUCCESS
}

/// A text of the right form in which nothing is known.
fn unknown(process: &mut Process<'_>, format: &str) {
    let moment = Moment(1_767_225_600);
    let shown = moment.formatted(format);
    process.line(&Bytes::unknown(&shown, "the date"));
}

/// Seconds since 1970.
struct Moment(i64);

impl Moment {
    /// `@seconds`, `YYYY-MM-DD` and `YYYY-MM-DD HH:MM[:SS]`.
    fn read(text: &str) -> Option<Self> {
        if let Some(seconds) = text.strip_prefix('@') {
            return seconds.parse().ok().map(Self);
        }
        let text = text
            .trim()
            .trim_end_matches("UTC")
            .trim_end()
            .trim_end_matches('Z');
        let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "0:0"));
        let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let mut parts = time.split(':').map(|part| part.parse::<i64>().ok());
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().flatten().unwrap_or(0);
        Some(Self(
            days_before(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second,
        ))
    }

    fn formatted(&self, format: &str) -> String {
        let days = self.0.div_euclid(86_400);
        let second = self.0.rem_euclid(86_400);
        let (year, month, day) = civil(days);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let month_name = usize::try_from(month - 1)
            .ok()
            .and_then(|index| MONTHS.get(index))
            .copied()
            .unwrap_or_default();
        let day_name = usize::try_from(days.rem_euclid(7))
            .ok()
            .and_then(|index| DAYS.get(index))
            .copied()
            .unwrap_or_default();
        let short = |name: &str| name.chars().take(3).collect::<String>();
        let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
        let mut out = String::new();
        let mut letters = format.chars();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                out.push(letter);
                continue;
            }
            let mut kind = letters.next().unwrap_or('%');
            let padded = kind != '-';
            if !padded {
                kind = letters.next().unwrap_or('%');
            }
            let two = |number: i64| {
                if padded {
                    format!("{number:02}")
                } else {
                    number.to_string()
                }
            };
            out.push_str(&match kind {
                'Y' => year.to_string(),
                'y' => two(year % 100),
                'C' => two(year / 100),
                'm' => two(month),
                'd' => two(day),
                'e' => format!("{day:>2}"),
                'H' => two(hour),
                'I' => two(twelve),
                'M' => two(minute),
                'S' => two(second),
                'N' => "000000000".to_owned(),
                's' => self.0.to_string(),
                'F' => format!("{year}-{month:02}-{day:02}"),
                'T' => format!("{hour:02}:{minute:02}:{second:02}"),
                'R' => format!("{hour:02}:{minute:02}"),
                'D' => format!("{month:02}/{day:02}/{:02}", year % 100),
                'a' => short(day_name),
                'A' => day_name.to_owned(),
                'b' | 'h' => short(month_name),
                'B' => month_name.to_owned(),
                'p' => (if hour < 12 { "AM" } else { "PM" }).to_owned(),
                'j' => format!("{:03}", days - days_before(year, 1, 1) + 1),
                'u' => ((days + 3).rem_euclid(7) + 1).to_string(),
                'w' => (days + 4).rem_euclid(7).to_string(),
                'Z' => "UTC".to_owned(),
                'z' => "+0000".to_owned(),
                'n' => "\n".to_owned(),
                't' => "\t".to_owned(),
                '%' => "%".to_owned(),
                other => format!("%{other}"),
            });
        }
        out
    }
}

/// Days from 1970 to a date of the Gregorian calendar.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date of a day counted from 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days - era * 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * index + 2) / 5 + 1;
    let month = if index < 10 { index + 3 } else { index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}
