use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `envsubst` of GNU gettext: `$NAME` and `${NAME}` in the input become values of exported variables, and nothing else
/// does; with an operand only the variables that it names.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(&process.args(), "v", &[("variables", 'v')]);
    let only = flags.operands.first().cloned();
    if flags.has('v') {
        for (_, name) in references(&only.unwrap_or_default()) {
            process.print(format!("{name}\n"));
        }
        return Exit::SUCCESS;
    }
    let only: Option<Vec<String>> = only.map(|text| {
        references(&text)
            .into_iter()
            .map(|(_, name)| name)
            .collect()
    });
    let environment = process.environment();
    let input = process.stdin();
    let mut out = Bytes::new();
    let mut at = 0;
    for (range, name) in references(&input) {
        if only.as_ref().is_some_and(|only| !only.contains(&name)) {
            continue;
        }
        out.push(&input.slice(at..range.start));
        if let Some((_, value)) = environment.iter().find(|(known, _)| *known == name) {
            out.push(value);
        }
        at = range.end;
    }
    out.push(&input.from_offset(at));
    process.out(&out);
    Exit::SUCCESS
}

/// References in a text, in order: where each stands, and the name.
fn references(text: &Bytes) -> Vec<(std::ops::Range<usize>, String)> {
    let data = text.data();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = data
        .get(at..)
        .and_then(|rest| rest.iter().position(|b| *b == b'$'))
    {
        let start = at + offset;
        let is_braced = data.get(start + 1) == Some(&b'{');
        let first = start + 1 + usize::from(is_braced);
        let rest = data.get(first..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| is_name(**byte)).count();
        let is_closed = !is_braced || rest.get(length) == Some(&b'}');
        let is_digit = rest.first().is_some_and(u8::is_ascii_digit);
        at = first + length;
        if length > 0 && is_closed && !is_digit {
            at += usize::from(is_braced);
            let name = String::from_utf8_lossy(rest.get(..length).unwrap_or_default());
            found.push((start..at, name.into_owned()));
        }
    }
    found
}
