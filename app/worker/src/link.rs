//! A lab as text that fits into a link: JSON, compressed, in the alphabet of URLs.
//!
//! A link comes from anybody: what it holds is bounded in size, and read as data alone.

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use drybuild::likely::{self, Given};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use lab_protocol::{Packed, Scenario, Unpacked};

use crate::scenario;

/// A lab is never larger; a link that says otherwise is refused before it is unpacked further.
const MOST_BYTES: u64 = 1024 * 1024;

/// Packs a lab. Values that are marked as secret are replaced wherever they stand.
#[must_use]
pub fn pack(scenario: &Scenario) -> Packed {
    let warnings = warnings(scenario);
    let harmless = without_values(scenario);
    // A struct with text keys can always be written, and so can bytes into a vector.
    let json = serde_json::to_vec(&harmless).unwrap_or_default();
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(&json).and_then(|()| encoder.finish());
    Packed {
        text: URL_SAFE_NO_PAD.encode(written.unwrap_or_default()),
        warnings,
    }
}

/// Unpacks a lab.
pub(crate) fn unpack(text: &str) -> Unpacked {
    let refused = |why: &str| Unpacked::Refused(why.to_owned());
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(text) else {
        return refused("it is cut off, or was changed on its way");
    };
    let mut json = Vec::new();
    let read = DeflateDecoder::new(bytes.as_slice())
        .take(MOST_BYTES + 1)
        .read_to_end(&mut json);
    if read.is_err() {
        return refused("it is cut off, or was changed on its way");
    }
    if u64::try_from(json.len()).is_ok_and(|length| length > MOST_BYTES) {
        return refused("it is larger than a lab can be");
    }
    match serde_json::from_slice(&json) {
        Ok(scenario) => Unpacked::Lab(Box::new(scenario)),
        Err(_) => refused("it holds no lab"),
    }
}

/// The lab with other values for its secrets. Those of a course are demo values already; those of a learner may not be.
fn without_values(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    for index in 0..scenario.secrets.len() {
        let Some(secret) = scenario.secrets.get_mut(index) else {
            continue;
        };
        if secret.value.starts_with("demo-") {
            continue;
        }
        let before = std::mem::replace(&mut secret.value, format!("demo-replaced-{}", index + 1));
        let after = secret.value.clone();
        if before.is_empty() {
            continue;
        }
        let change = |text: &mut String| *text = text.replace(&before, &after);
        change(&mut scenario.dockerfile);
        change(&mut scenario.command);
        if let Some(text) = &mut scenario.dockerignore {
            change(text);
        }
        for file in &mut scenario.files {
            change(&mut file.text);
        }
    }
    scenario
}

/// What looks like a token and is not marked as a secret.
fn warnings(scenario: &Scenario) -> Vec<String> {
    let input = scenario::read(scenario).input;
    let tree = dockerfile::parse(&input.dockerfile);
    let found = likely::find(&tree, &input.options, &input.context);
    let is_marked = |value: &[u8]| {
        let mut secrets = scenario.secrets.iter();
        secrets.any(|secret| secret.value.as_bytes() == value)
    };
    found
        .into_iter()
        .filter(|one| one.given == Given::InPlace && !is_marked(&one.value))
        .filter(|one| !one.value.starts_with(b"demo-"))
        .map(|one| format!("{}: {}", one.name, one.why))
        .collect()
}

#[cfg(test)]
mod tests {
    use lab_protocol::{ContextFile, Secret};

    use super::*;

    fn scenario() -> Scenario {
        Scenario {
            dockerfile: "FROM alpine\nRUN echo hunter22 > /key # ä\n".to_owned(),
            dockerignore: Some("*.txt\n".to_owned()),
            files: vec![ContextFile {
                path: "a/b.py".to_owned(),
                text: "print('hunter22')\n".repeat(50),
            }],
            command: "docker build --build-arg T=hunter22 .".to_owned(),
            secrets: vec![Secret {
                name: "T".to_owned(),
                value: "hunter22".to_owned(),
                file: None,
                env: None,
            }],
        }
    }

    #[test]
    fn a_lab_survives_a_link_and_its_secrets_do_not() {
        let packed = pack(&scenario());
        assert!(packed.text.len() < 600, "{}", packed.text.len());
        assert!(
            packed
                .text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        );
        let Unpacked::Lab(unpacked) = unpack(&packed.text) else {
            panic!("{packed:?}");
        };
        let json = serde_json::to_string(&unpacked).unwrap();
        assert!(!json.contains("hunter22"), "{json}");
        assert_eq!(unpacked.secrets[0].value, "demo-replaced-1");
        assert!(unpacked.command.contains("T=demo-replaced-1"));
        assert_eq!(unpacked.dockerignore, scenario().dockerignore);
        // What is harmless comes back as it was.
        assert_eq!(pack(&unpacked).text, packed.text);
    }

    #[test]
    fn what_looks_like_a_token_is_warned_of() {
        let mut scenario = scenario();
        assert!(pack(&scenario).warnings.is_empty());
        scenario.dockerfile = format!("FROM alpine\nENV T=ghp_{}\n", "a1B2".repeat(9));
        let warnings = pack(&scenario).warnings;
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(!warnings[0].contains("a1B2"));
    }

    #[test]
    fn what_is_no_lab_is_refused() {
        let packed = |bytes: &[u8]| {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(bytes).unwrap();
            URL_SAFE_NO_PAD.encode(encoder.finish().unwrap())
        };
        let bomb = packed(&vec![b' '; 4 * 1024 * 1024]);
        assert!(bomb.len() < 10_000);
        for (text, why) in [
            ("", "it "),
            ("!!", "it is cut off"),
            ("AAAA", "it "),
            (packed(b"[1,2]").as_str(), "it holds no lab"),
            (packed(b"{\"dockerfile\":5}").as_str(), "it holds no lab"),
            (bomb.as_str(), "it is larger than a lab can be"),
        ] {
            match unpack(text) {
                Unpacked::Refused(reason) => assert!(reason.starts_with(why), "{text}: {reason}"),
                Unpacked::Lab(lab) => panic!("{text}: {lab:?}"),
            }
        }
    }
}
