use super::{Process, printf::general};
use crate::shell::Exit;

/// `seq`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let mut separator = "\n".to_owned();
    let mut equal_width = false;
    let mut format: Option<String> = None;
    let mut numbers = Vec::new();
    let mut arguments = process.texts().into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "-s" => separator = arguments.next().unwrap_or_default(),
            "-w" => equal_width = true,
            "-f" if process.is_busybox() => return process.invalid_option('f', 1),
            "-f" => format = arguments.next(),
            other => match other.strip_prefix("-s") {
                Some(text) if !text.is_empty() => separator = text.to_owned(),
                _ => numbers.push(other.to_owned()),
            },
        }
    }
    let parsed: Option<Vec<f64>> = numbers.iter().map(|number| number.parse().ok()).collect();
    let Some(values) = parsed else {
        return process.missing_operand(
            &format!("invalid floating point argument: '{}'", numbers.join(" ")),
            1,
        );
    };
    let (first, step, last) = match values.as_slice() {
        [last] => (1.0, 1.0, *last),
        [first, last] => (*first, 1.0, *last),
        [first, step, last] if *step != 0.0 => (*first, *step, *last),
        _ => return process.missing_operand("missing operand", 1),
    };
    let decimals = numbers
        .iter()
        .map(|number| {
            number
                .split_once('.')
                .map_or(0, |(_, fraction)| fraction.len())
        })
        .max()
        .unwrap_or(0);
    let mut items = Vec::new();
    let mut at = 0.0;
    while items.len() < 100_000 {
        let value = step.mul_add(at, first);
        if (step > 0.0 && value > last + 1e-9) || (step < 0.0 && value < last - 1e-9) {
            break;
        }
        items.push(if let Some(format) = &format {
            let shown =
                super::printf::once(&format.as_str().into(), vec![value.to_string().into()]);
            shown.text().into_owned()
        } else if decimals > 0 {
            format!("{value:.decimals$}")
        } else {
            general(value, 15)
        });
        at += 1.0;
    }
    if equal_width {
        let width = items.iter().map(String::len).max().unwrap_or(0);
        for item in &mut items {
            *item = format!("{item:0>width$}");
        }
    }
    if !items.is_empty() {
        process.print(format!("{}\n", items.join(&separator)));
    }
    Exit::SUCCESS
}
