//! Sizes and times as the log writes them.

const UNITS: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];

/// `2B`, `1.23kB`: decimal units with two places, whole bytes without any.
pub(super) fn bytes(bytes: u64) -> String {
    if bytes < 1_000 {
        return format!("{bytes}B");
    }
    let mut unit = 0;
    let mut size: u64 = 1_000;
    while unit + 1 < UNITS.len() && bytes / size >= 1_000 {
        size *= 1_000;
        unit += 1;
    }
    // Hundredths, rounded: exact where a floating point number would be, too.
    let hundredths = (u128::from(bytes) * 100 + u128::from(size) / 2) / u128::from(size);
    let name = UNITS.get(unit).copied().unwrap_or_default();
    format!("{}.{:02}{name}", hundredths / 100, hundredths % 100)
}

/// Seconds with one place: `0.1s`.
pub(super) fn seconds(ms: u64) -> String {
    format!("{:.1}s", in_seconds(ms))
}

/// Seconds before a line of output: three places below ten, two below a hundred, then one.
pub(super) fn log_time(ms: u64) -> String {
    let places = match ms {
        0..10_000 => 3,
        10_000..100_000 => 2,
        _ => 1,
    };
    format!("{:.places$}", in_seconds(ms))
}

pub(super) fn in_seconds(ms: u64) -> f64 {
    std::time::Duration::from_millis(ms).as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_decimal_units() {
        for (count, text) in [
            (2, "2B"),
            (999, "999B"),
            (1_234, "1.23kB"),
            (2_001_000, "2.00MB"),
            (3_640_000, "3.64MB"),
            (74_800_000, "74.80MB"),
            (1_500_000_000, "1.50GB"),
        ] {
            assert_eq!(bytes(count), text);
        }
    }

    #[test]
    fn times_lose_places_as_they_grow() {
        assert_eq!(log_time(123), "0.123");
        assert_eq!(log_time(12_345), "12.35");
        assert_eq!(log_time(123_456), "123.5");
        assert_eq!(seconds(1_840), "1.8s");
    }
}
