use lab_protocol::Packed;

/// What there is to say of links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shared {
    /// Nothing.
    #[default]
    Nothing,
    /// This link holds the lab as it is.
    Link {
        /// The whole address.
        address: String,
        /// What it would give away.
        warnings: Vec<String>,
    },
    /// What is in the lab came from a link.
    Opened,
    /// A link could not be read; why.
    Refused(String),
}

/// The address of a page with a lab in its fragment.
pub(crate) fn address(page: &str, lab: &str, packed: Packed) -> Shared {
    let page = page.split('#').next().unwrap_or(page);
    Shared::Link {
        address: format!("{page}#lab={lab}:{}", packed.text),
        warnings: packed.warnings,
    }
}

/// What a page's fragment holds for a lab, if it is for this one.
pub(crate) fn held(fragment: &str, lab: &str) -> Option<String> {
    let fragment = fragment.trim_start_matches('#');
    let (id, text) = fragment.strip_prefix("lab=")?.split_once(':')?;
    (id == lab && !text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_its_lab_alone() {
        let packed = Packed {
            text: "a-B_9".to_owned(),
            warnings: Vec::new(),
        };
        let Shared::Link { address, .. } = address("https://a.b/c/#history", "one", packed) else {
            panic!("a link");
        };
        assert_eq!(address, "https://a.b/c/#lab=one:a-B_9");
        let (_, fragment) = address.split_once('#').expect("a fragment");
        assert_eq!(held(fragment, "one").as_deref(), Some("a-B_9"));
        assert_eq!(held("#lab=one:a", "one").as_deref(), Some("a"));
        for other in ["lab=two:a", "lab=one:", "lab=one", "history", ""] {
            assert_eq!(held(other, "one"), None, "{other}");
        }
    }
}
