//! `HEALTHCHECK`.

use super::super::BuildError;
use super::super::stage::Stage;
use super::Scope;
use super::cmd::report_repeated;
use super::history::{self, Layer};
use crate::image::Healthcheck;

pub(super) fn dispatch(
    stage: &mut Stage<'_>,
    scope: &Scope<'_, '_>,
    healthcheck: &dockerfile::instructions::Healthcheck,
) -> Result<(), BuildError> {
    let earlier = stage.last_healthcheck.replace(scope.location().clone());
    report_repeated(scope, earlier);
    let health = Healthcheck {
        test: healthcheck.test.clone(),
        interval_ns: healthcheck.interval_ns,
        timeout_ns: healthcheck.timeout_ns,
        start_period_ns: healthcheck.start_period_ns,
        start_interval_ns: healthcheck.start_interval_ns,
        retries: i64::from(healthcheck.retries),
    };
    let line = format!(
        "HEALTHCHECK {{Test:[{}] Interval:{} Timeout:{} StartPeriod:{} StartInterval:{} Retries:{}}}",
        health.test.join(" "),
        duration(health.interval_ns),
        duration(health.timeout_ns),
        duration(health.start_period_ns),
        duration(health.start_interval_ns),
        health.retries
    );
    let line = if scope.lex.version.suggests() {
        line
    } else {
        crate::legacy::healthcheck_text(healthcheck)
    };
    stage.image.config.healthcheck = Some(health);
    history::commit(stage, scope.location(), line, Layer::None);
    Ok(())
}

/// Go's `time.Duration.String`: `1m30s`, `500ms`, `0s`.
pub(crate) fn duration(nanoseconds: i64) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let total = nanoseconds.unsigned_abs();
    let text = match total {
        0 => "0s".to_owned(),
        1..1_000 => format!("{total}ns"),
        1_000..1_000_000 => format!("{}µs", fraction(total, 1_000)),
        1_000_000..1_000_000_000 => format!("{}ms", fraction(total, 1_000_000)),
        _ => {
            let seconds = fraction(total % 60_000_000_000, 1_000_000_000);
            match (total / 3_600_000_000_000, total / 60_000_000_000 % 60) {
                (0, 0) => format!("{seconds}s"),
                (0, minutes) => format!("{minutes}m{seconds}s"),
                (hours, minutes) => format!("{hours}h{minutes}m{seconds}s"),
            }
        }
    };
    format!("{sign}{text}")
}

/// `value / unit` with as many decimals as it has.
fn fraction(value: u64, unit: u64) -> String {
    let width = unit.ilog10() as usize;
    let decimals = format!("{:0width$}", value % unit);
    let text = format!("{}.{decimals}", value / unit);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_as_go_prints_them() {
        let cases = [
            (0, "0s"),
            (1_500_000, "1.5ms"),
            (30_000_000_000, "30s"),
            (90_500_000_000, "1m30.5s"),
            (3_600_000_000_000, "1h0m0s"),
        ];
        for (nanoseconds, expected) in cases {
            assert_eq!(duration(nanoseconds), expected);
        }
    }
}
