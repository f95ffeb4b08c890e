use web_sys::js_sys::Date;

const MINUTE_MS: f64 = 60_000.0;
const DAY_MS: f64 = 86_400_000.0;

/// Today, counted from the first of January 1970 where the reader is.
pub fn today() -> learning::Day {
    let now = Date::new_0();
    let local_ms = now.get_time() - now.get_timezone_offset() * MINUTE_MS;
    // A clock before 1970 gives day 0: `as` saturates.
    (local_ms / DAY_MS) as learning::Day
}
