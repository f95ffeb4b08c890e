use lab_protocol::{
    Certainty, EntryKind, LineRange, Outcome, Outputs, Reach, Reader, Report, SecretReach, Sink,
};

/// What happens to one secret, in one sentence.
pub(crate) fn verdict(reach: &SecretReach) -> String {
    let name = &reach.secret;
    let count = |outputs, certainty| {
        let kinds = kinds(reach, outputs);
        kinds
            .iter()
            .filter(|kind| kind.certainty == certainty)
            .count()
    };
    let certain = count(Outputs::ThisBuild, Certainty::Certain);
    let possible = count(Outputs::ThisBuild, Certainty::Possible);
    let what_if =
        count(Outputs::WhatIf, Certainty::Certain) + count(Outputs::WhatIf, Certainty::Possible);
    match (certain, possible, what_if) {
        (0, 0, 0) => format!("{name} reaches nothing."),
        (0, 0, n) => format!(
            "{name} reaches nothing in this build; with other outputs it would reach {}.",
            places(n)
        ),
        (0, n, _) => format!("{name} may reach {} in this build.", places(n)),
        (n, 0, _) => format!("{name} reaches {} in this build.", places(n)),
        (n, m, _) => format!(
            "{name} reaches {} in this build, and may reach {m} more.",
            places(n)
        ),
    }
}

/// How bad that is, for style sheets: `nothing`, `what-if`, `possible` or `certain`.
pub(crate) fn verdict_name(reach: &SecretReach) -> &'static str {
    let mut in_build = reach
        .reached
        .iter()
        .filter(|place| place.outputs == Outputs::ThisBuild)
        .peekable();
    if in_build.peek().is_none() {
        if reach.reached.is_empty() {
            "nothing"
        } else {
            "what-if"
        }
    } else if in_build.any(|place| place.certainty == Certainty::Certain) {
        "certain"
    } else {
        "possible"
    }
}

/// The places of one kind that a secret reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// The kind.
    pub(crate) sink: Sink,
    /// Who can read it there.
    pub(crate) reader: Reader,
    /// That of its surest place.
    pub(crate) certainty: Certainty,
    /// The places, in the report's order.
    pub(crate) places: Vec<Reach>,
}

impl Kind {
    /// The lines of the Dockerfile that let it out there: `line 2, line 5`; empty for none.
    pub(crate) fn let_out_by(&self) -> String {
        let mut ranges: Vec<LineRange> = Vec::new();
        for range in self.places.iter().filter_map(|place| place.lines) {
            // Inserted in order: code that sorts is long, and a reader waits for it.
            if let Err(index) = ranges.binary_search(&range) {
                ranges.insert(index, range);
            }
        }
        ranges.into_iter().map(lines).collect::<Vec<_>>().join(", ")
    }
}

/// What a secret reaches in this build, or would reach with other outputs, by kind and in the
/// report's order.
pub(crate) fn kinds(reach: &SecretReach, outputs: Outputs) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for place in reach
        .reached
        .iter()
        .filter(|place| place.outputs == outputs)
    {
        match kinds.iter_mut().find(|kind| kind.sink == place.sink) {
            Some(kind) => {
                // The sure ones come first in their order.
                kind.certainty = kind.certainty.min(place.certainty);
                kind.places.push(place.clone());
            }
            None => kinds.push(Kind {
                sink: place.sink,
                reader: place.reader,
                certainty: place.certainty,
                places: vec![place.clone()],
            }),
        }
    }
    kinds
}

/// What the learner hears after an edit: how the build ended and what it means.
pub(crate) fn summary(report: &Report) -> String {
    match &report.outcome {
        Outcome::Failed(why) => format!("This does not build: {why}"),
        Outcome::Built => {
            let mut text = match report.layers.len() {
                1 => "Built: 1 layer.".to_owned(),
                n => format!("Built: {n} layers."),
            };
            for reach in &report.reach {
                text.push(' ');
                text.push_str(&verdict(reach));
            }
            text
        }
    }
}

/// A kind of place, in words.
pub(crate) fn sink(sink: Sink) -> &'static str {
    match sink {
        Sink::ImageLayer => "a layer of the image",
        Sink::ImageLayerHidden => "a layer of the image, hidden by a later one",
        Sink::ImageHistory => "the image's history",
        Sink::ImageConfig => "the image's config",
        Sink::ImageManifest => "the image's manifest",
        Sink::InlineCache => "the inline cache in the image",
        Sink::LocalOutput => "the output folder",
        Sink::ProvenanceMin => "the provenance attestation (mode=min)",
        Sink::ProvenanceMax => "the provenance attestation (mode=max)",
        Sink::BuildLog => "the build's output",
        Sink::BuilderHistory => "the builder's record of this build",
        Sink::BuilderCache => "the builder's cache",
        Sink::CacheRecord => "the builder's list of cache records",
        Sink::CacheExportMin => "an exported cache (mode=min)",
        Sink::CacheExportMax => "an exported cache (mode=max)",
        Sink::CacheMount => "a cache mount on the builder",
        Sink::ContextSnapshot => "the builder's copy of the build context",
    }
}

/// Who can read it there.
pub(crate) fn reader(reader: Reader) -> &'static str {
    match reader {
        Reader::Image => "anyone who can pull the image",
        Reader::Cache => "anyone who can read the exported cache",
        Reader::Builder => "anyone with access to the builder",
        Reader::Log => "anyone who can read the build's output",
        Reader::LocalOutput => "anyone who can read the output folder",
    }
}

/// How sure the simulator is, in words.
pub(crate) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Possible => "possible",
    }
}

/// Whose outputs are meant, for style sheets.
pub(crate) fn outputs_name(outputs: Outputs) -> &'static str {
    match outputs {
        Outputs::ThisBuild => "this-build",
        Outputs::WhatIf => "what-if",
    }
}

/// What a layer holds at a path, in words; empty for a plain file.
pub(crate) fn entry_kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::File => "",
        EntryKind::Directory => "folder",
        EntryKind::Symlink => "link",
        EntryKind::Whiteout => "whiteout",
    }
}

/// `line 3` or `lines 3–5`
pub(crate) fn lines(range: LineRange) -> String {
    if range.first == range.last {
        format!("line {}", range.first)
    } else {
        format!("lines {}–{}", range.first, range.last)
    }
}

/// Lines as an attribute, by which views of one report find each other: `3-5`.
pub(crate) fn lines_key(range: Option<LineRange>) -> Option<String> {
    range.map(|range| format!("{}-{}", range.first, range.last))
}

/// Reads what [`lines_key`] wrote.
pub(crate) fn read_lines_key(key: &str) -> Option<LineRange> {
    let (first, last) = key.split_once('-')?;
    Some(LineRange {
        first: first.parse().ok()?,
        last: last.parse().ok()?,
    })
}

/// A chain's text in pieces, and whether each is code: what stands between backticks is.
pub(crate) fn pieces(text: &str) -> Vec<(bool, String)> {
    text.split('`')
        .enumerate()
        .map(|(index, piece)| (index % 2 == 1, piece.to_owned()))
        .filter(|(_, piece)| !piece.is_empty())
        .collect()
}

/// A size as `docker history` prints it: three digits, powers of 1000.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let bytes = u128::from(bytes);
    let mut scale = 1;
    let mut name = "B";
    for unit in UNITS {
        name = unit;
        if bytes < scale * 1000 {
            break;
        }
        scale *= 1000;
    }
    let digits = if bytes >= scale * 100 {
        0
    } else if bytes >= scale * 10 {
        1
    } else {
        2
    };
    let tens = 10_u128.pow(digits);
    let rounded = (bytes * tens + scale / 2) / scale;
    let fraction = format!("{:0width$}", rounded % tens, width = digits as usize);
    let fraction = fraction.trim_end_matches('0');
    let dot = if fraction.is_empty() { "" } else { "." };
    format!("{}{dot}{fraction}{name}", rounded / tens)
}

fn places(count: usize) -> String {
    match count {
        1 => "1 kind of place".to_owned(),
        n => format!("{n} kinds of places"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_find_their_kin() {
        let range = LineRange { first: 3, last: 12 };
        assert_eq!(
            read_lines_key(&lines_key(Some(range)).expect("a key")),
            Some(range)
        );
        assert_eq!(lines_key(None), None);
        assert_eq!(read_lines_key("3"), None);
    }

    fn reach(reached: &[(Sink, Outputs, Certainty)]) -> SecretReach {
        SecretReach {
            secret: "TOKEN".to_owned(),
            sources: Vec::new(),
            reached: reached
                .iter()
                .map(|(sink, outputs, certainty)| Reach {
                    sink: *sink,
                    outputs: *outputs,
                    certainty: *certainty,
                    place: String::new(),
                    lines: None,
                    reader: Reader::Image,
                    chain: Vec::new(),
                    check_with: None,
                })
                .collect(),
        }
    }

    #[test]
    fn a_verdict_keeps_this_build_and_what_if_apart() {
        use Certainty::{Certain, Possible};
        use Outputs::{ThisBuild, WhatIf};
        use Sink::{BuildLog, ImageHistory, ProvenanceMax};
        for (reached, name, sentence) in [
            (vec![], "nothing", "TOKEN reaches nothing."),
            (
                vec![(ProvenanceMax, WhatIf, Certain)],
                "what-if",
                "TOKEN reaches nothing in this build; with other outputs it would reach 1 kind of place.",
            ),
            (
                vec![
                    (BuildLog, ThisBuild, Possible),
                    (ProvenanceMax, WhatIf, Certain),
                ],
                "possible",
                "TOKEN may reach 1 kind of place in this build.",
            ),
            (
                vec![
                    (BuildLog, ThisBuild, Certain),
                    (ImageHistory, ThisBuild, Certain),
                ],
                "certain",
                "TOKEN reaches 2 kinds of places in this build.",
            ),
            (
                vec![
                    (ImageHistory, ThisBuild, Possible),
                    (ImageHistory, ThisBuild, Certain),
                    (BuildLog, ThisBuild, Possible),
                ],
                "certain",
                "TOKEN reaches 1 kind of place in this build, and may reach 1 more.",
            ),
        ] {
            let reach = reach(&reached);
            assert_eq!(verdict(&reach), sentence);
            assert_eq!(verdict_name(&reach), name);
        }
    }

    #[test]
    fn a_kind_names_each_line_once_and_in_order() {
        use Certainty::Certain;
        use Outputs::ThisBuild;
        let mut reach = reach(&[(Sink::ImageHistory, ThisBuild, Certain); 4]);
        let range = |first, last| Some(LineRange { first, last });
        let places = [range(5, 6), range(2, 2), range(5, 6), None];
        for (place, lines) in reach.reached.iter_mut().zip(places) {
            place.lines = lines;
        }
        let kinds = kinds(&reach, ThisBuild);
        assert_eq!(kinds.len(), 1);
        assert_eq!(kinds[0].let_out_by(), "line 2, lines 5–6");
    }

    #[test]
    fn what_stands_between_backticks_is_code() {
        let owned = |code: bool, text: &str| (code, text.to_owned());
        assert_eq!(
            pieces("`ARG TOKEN` takes it"),
            [owned(true, "ARG TOKEN"), owned(false, " takes it")]
        );
        assert_eq!(pieces("no code"), [owned(false, "no code")]);
    }

    #[test]
    fn sizes_read_as_dockers() {
        for (bytes, text) in [
            (0, "0B"),
            (12, "12B"),
            (999, "999B"),
            (1_000, "1kB"),
            (1_234, "1.23kB"),
            (12_345, "12.3kB"),
            (123_456, "123kB"),
            (1_500_000, "1.5MB"),
            (77_800_000, "77.8MB"),
            (2_000_000_000, "2GB"),
        ] {
            assert_eq!(size(bytes), text, "{bytes}");
        }
    }
}
