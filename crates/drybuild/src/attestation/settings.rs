//! `--provenance`, `--sbom` and `--attest`, as the client and BuildKit read them.

use super::provenance::{Mode, SlsaVersion};
use crate::parse_bool::parse_bool;

/// What a provenance attestation is to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProvenanceSettings {
    /// `mode=`.
    pub mode: Mode,
    /// `version=`.
    pub version: SlsaVersion,
    /// `builder-id=`; where it is empty, buildx puts the address of a CI run if it knows one.
    pub builder_id: String,
    /// `reproducible=`.
    pub reproducible: bool,
    /// Only where it can lie inside the image's index: buildx's default, not given by a flag.
    pub inline_only: bool,
}

/// What an SBOM attestation is to be made with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SbomSettings {
    /// `generator=`: the scanner's image.
    pub generator: String,
}

/// Something that would be refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// BuildKit's text.
    pub message: String,
}

/// The scanner that BuildKit takes where none is named (`frontend/attestations/parse.go`).
const DEFAULT_SCANNER: &str = "docker/buildkit-syft-scanner:stable-1";

pub(super) fn provenance(
    given: Option<&str>,
    faults: &mut Vec<Fault>,
) -> Option<ProvenanceSettings> {
    let Some(given) = given else {
        return Some(ProvenanceSettings {
            mode: Mode::Min,
            inline_only: true,
            ..ProvenanceSettings::default()
        });
    };
    let fields = fields(given)?;
    let mut settings = ProvenanceSettings::default();
    let mut fault = |message: String| faults.push(Fault { message });
    for (key, value) in fields {
        match (key, value) {
            ("mode", "min") => settings.mode = Mode::Min,
            ("mode", "max" | "full") => settings.mode = Mode::Max,
            ("mode", other) => fault(format!("invalid mode {other:?}")),
            ("version", "v1") => settings.version = SlsaVersion::V1,
            ("version", "v0.2") => settings.version = SlsaVersion::V02,
            ("version", other) => fault(format!("invalid provenance SLSA version: {other}")),
            ("builder-id", id) => id.clone_into(&mut settings.builder_id),
            ("reproducible", value) => match parse_bool(value) {
                Some(value) => settings.reproducible = value,
                None => fault(format!(
                    "failed to parse reproducible flag {value:?}: strconv.ParseBool: parsing {value:?}: invalid syntax"
                )),
            },
            ("inline-only", value) => settings.inline_only = parse_bool(value) == Some(true),
            ("", word) => fault(format!("invalid value {word}")),
            _ => {}
        }
    }
    Some(settings)
}

pub(super) fn sbom(given: Option<&str>) -> Option<SbomSettings> {
    let fields = fields(given?)?;
    let named = fields.iter().find(|(key, _)| *key == "generator");
    Some(SbomSettings {
        generator: named.map_or(DEFAULT_SCANNER, |(_, value)| value).to_owned(),
    })
}

/// The fields of a flag; `None` where it turns the attestation off. Only `true` and `false` may stand without a key
/// (`CanonicalizeAttest` and `Attest.UnmarshalText` of buildx 0.36); another word has an empty one.
fn fields(given: &str) -> Option<Vec<(&str, &str)>> {
    if let Some(is_on) = parse_bool(given) {
        return is_on.then(Vec::new);
    }
    let pair = |field| match str::split_once(field, '=') {
        Some(pair) => pair,
        None => ("", field),
    };
    let given = given.split(',').filter(|field| !field.is_empty());
    let fields: Vec<(&str, &str)> = given.map(pair).collect();
    let is_off =
        |(key, value): &(&str, &str)| *key == "disabled" && parse_bool(value) == Some(true);
    (!fields.iter().any(is_off)).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(given: Option<&str>) -> Option<Mode> {
        provenance(given, &mut Vec::new()).map(|settings| settings.mode)
    }

    #[test]
    fn a_mode_is_min_unless_asked_for_and_max_unless_said() {
        assert_eq!(mode(None), Some(Mode::Min));
        assert_eq!(mode(Some("true")), Some(Mode::Max));
        assert_eq!(mode(Some("mode=max")), Some(Mode::Max));
        assert_eq!(mode(Some("")), Some(Mode::Max));
        assert_eq!(mode(Some("mode=min,version=v0.2")), Some(Mode::Min));
        assert_eq!(mode(Some("false")), None);
        assert_eq!(mode(Some("mode=max,disabled=true")), None);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let mut faults = Vec::new();
        provenance(
            Some("mode=most,version=v9,reproducible=perhaps,max"),
            &mut faults,
        );
        let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages[0], "invalid mode \"most\"");
        assert_eq!(messages[1], "invalid provenance SLSA version: v9");
        assert!(messages[2].starts_with("failed to parse reproducible flag \"perhaps\""));
        assert_eq!(messages[3], "invalid value max");
    }

    #[test]
    fn a_scanner_may_be_named() {
        let named = sbom(Some("generator=corp/scanner:1")).unwrap();
        assert_eq!(named.generator, "corp/scanner:1");
        assert_eq!(sbom(Some("true")).unwrap().generator, DEFAULT_SCANNER);
        assert_eq!(sbom(None), None);
        assert_eq!(sbom(Some("false")), None);
    }
}
