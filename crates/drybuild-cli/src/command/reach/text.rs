//! The answer for people: a table first, and the way to each place below it.

use std::fmt::Write;

use drybuild::reach::{Outputs, Reach, Sink};
use drybuild::report::check_with;

use super::{Findings, Named, words};

/// More notes of a kind are only counted.
const MOST_NOTES: usize = 12;

/// One row: a secret and a kind of place, with all places of that kind.
struct Row<'a> {
    secret: &'a Named,
    sink: Sink,
    places: Vec<&'a Reach>,
}

pub(super) fn text(findings: &Findings<'_>) -> String {
    let this_build = rows(findings.places(Outputs::ThisBuild));
    let what_if = rows(findings.places(Outputs::WhatIf));
    let mut out = summary(findings, &this_build);
    if !this_build.is_empty() {
        out += "\nThis build leaves\n";
        out += &table(findings, &this_build);
    }
    if !what_if.is_empty() {
        out += "\nOther outputs of the same build would hold\n";
        out += &table(findings, &what_if);
    }
    out += &clean(findings);
    out += &guesses(findings);
    out += &messages(findings);
    for (title, rows) in [
        ("How it gets there", &this_build),
        ("How it would get into other outputs", &what_if),
    ] {
        if !rows.is_empty() {
            _ = write!(out, "\n{title}\n");
            for row in rows {
                out += &chain(findings, row);
            }
        }
    }
    out
}

fn rows<'a>(places: Vec<(&'a Named, &'a Reach)>) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    for (secret, place) in places {
        let same = |row: &&mut Row<'_>| std::ptr::eq(row.secret, secret) && row.sink == place.sink;
        match rows.iter_mut().find(same) {
            Some(row) => row.places.push(place),
            None => rows.push(Row {
                secret,
                sink: place.sink,
                places: vec![place],
            }),
        }
    }
    rows
}

fn summary(findings: &Findings<'_>, rows: &[Row<'_>]) -> String {
    let followed = findings.site.names.len();
    if followed == 0 {
        return "No secret is named, and nothing in the build looks like one.\n".to_owned();
    }
    let mut leaving: Vec<&str> = rows.iter().map(|row| row.secret.name.as_str()).collect();
    leaving.dedup();
    let secrets = if followed == 1 { "secret" } else { "secrets" };
    if leaving.is_empty() {
        return format!("{followed} {secrets} followed: this build leaves none behind.\n");
    }
    let is = if leaving.len() == 1 { "is" } else { "are" };
    format!(
        "{followed} {secrets} followed: {} {is} left behind by this build.\n",
        leaving.len()
    )
}

fn guesses(findings: &Findings<'_>) -> String {
    let names = &findings.site.names;
    let guessed: Vec<_> = names
        .iter()
        .filter_map(|named| named.guess.as_ref())
        .collect();
    if guessed.is_empty() {
        return String::new();
    }
    let mut out =
        "\nGuessed to be secret (--secret names them, --no-guess leaves guesses away)\n".to_owned();
    for likely in guessed {
        let stand_in = match likely.given {
            drybuild::likely::Given::InPlace => "",
            _ => "; the command does not give it, a stand-in is followed",
        };
        _ = writeln!(out, "  {}: {}{stand_in}", likely.name, likely.why);
    }
    out
}

fn table(findings: &Findings<'_>, rows: &[Row<'_>]) -> String {
    let mut cells =
        vec![["SECRET", "PLACE", "CERTAINTY", "WHO CAN READ IT", "LINE"].map(str::to_owned)];
    for row in rows {
        let best = row.places.iter().map(|place| place.certainty).min();
        cells.push([
            row.secret.name.clone(),
            words::sink(row.sink).to_owned(),
            best.map_or("", words::certainty).to_owned(),
            words::reader(row.sink.reader()).to_owned(),
            lines_of(findings, row),
        ]);
    }
    let mut widths = [0; 5];
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    for row in cells {
        let padded = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("  {cell:width$}"));
        out += padded.collect::<String>().trim_end();
        out.push('\n');
    }
    out
}

/// The first lines of the places: `3, 5, …`.
fn lines_of(findings: &Findings<'_>, row: &Row<'_>) -> String {
    let spans = row.places.iter().filter_map(|place| place.place.span);
    let mut lines: Vec<usize> = spans.map(|span| findings.lines(span).0).collect();
    lines.sort_unstable();
    lines.dedup();
    let more = if lines.len() > 3 { ", …" } else { "" };
    let shown: Vec<String> = lines.iter().take(3).map(usize::to_string).collect();
    shown.join(", ") + more
}

fn clean(findings: &Findings<'_>) -> String {
    let clean = findings
        .secrets()
        .filter(|(_, reach)| reach.is_none_or(|reach| reach.reached.is_empty()));
    let names: Vec<&str> = clean.map(|(named, _)| named.name.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        names => format!("\nNowhere: {}\n", names.join(", ")),
    }
}

fn messages(findings: &Findings<'_>) -> String {
    let mut out = String::new();
    let place = |span: Option<drybuild::Span>| {
        span.map_or_else(String::new, |span| {
            format!("line {}: ", findings.lines(span).0)
        })
    };
    for error in findings.errors() {
        _ = write!(
            out,
            "\nThe build fails, and leaves only what it did until then\n"
        );
        _ = writeln!(out, "  {}{}", place(error.span), error.message);
    }
    let unknown = findings.not_understood();
    if !unknown.is_empty() {
        out += "\nNot understood: what these do with a secret is only possible\n";
        let shown = unknown.iter().take(MOST_NOTES);
        for found in shown {
            _ = writeln!(out, "  {}{}", place(found.span), found.message);
        }
        if unknown.len() > MOST_NOTES {
            _ = writeln!(out, "  and {} more", unknown.len() - MOST_NOTES);
        }
    }
    let taken = findings
        .site
        .notes
        .iter()
        .chain(&findings.report.assumptions);
    let taken: Vec<_> = taken.collect();
    if !taken.is_empty() {
        out += "\nTaken for granted\n";
        for note in taken {
            _ = writeln!(out, "  {note}");
        }
    }
    out
}

/// The way to the first of the surest places of a row; the others are named.
fn chain(findings: &Findings<'_>, row: &Row<'_>) -> String {
    let Some(place) = row.places.iter().min_by_key(|place| place.certainty) else {
        return String::new();
    };
    let mut out = format!(
        "\n  {} → {}: {}\n",
        row.secret.name,
        words::sink(row.sink),
        place.place.text
    );
    for (index, link) in place.chain.iter().enumerate() {
        let at = match link.span.map(|span| findings.lines(span)) {
            Some((first, last)) if first == last => format!(" (line {first})"),
            Some((first, last)) => format!(" (lines {first} to {last})"),
            None => String::new(),
        };
        _ = writeln!(out, "    {}. {}{at}", index + 1, link.text);
    }
    let others: Vec<&str> = row
        .places
        .iter()
        .filter(|other| !std::ptr::eq(**other, *place))
        .map(|other| other.place.text.as_str())
        .collect();
    match others.as_slice() {
        [] => {}
        [one] => _ = writeln!(out, "    also: {one}"),
        [first, rest @ ..] => _ = writeln!(out, "    also: {first} and {} more", rest.len()),
    }
    if let Some(command) = check_with(findings.build, row.sink, &place.place) {
        _ = writeln!(out, "    see it: {command}");
    }
    out
}
