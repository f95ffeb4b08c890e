//! As much of a URL as naming a source needs.

use std::fmt::Write;

/// A URL taken apart, nothing decoded but its query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Url {
    /// Lower case; `ssh` for `git@host:path`.
    pub(crate) scheme: String,
    authority: String,
    /// Without user and password.
    pub(crate) host: String,
    /// Decoded, with its leading slash, if it has one.
    pub(crate) path: String,
    /// As written.
    raw_path: String,
    /// The URL ends with a `?` that nothing follows.
    has_empty_query: bool,
    /// After `?`.
    pub(crate) query: String,
    /// After `#`.
    pub(crate) fragment: String,
    scp_style: bool,
}

impl Url {
    /// `scheme://authority/path?query#fragment`; `None` where Go's parser would refuse.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.chars().any(|c| c.is_ascii_control()) {
            return None;
        }
        let (scheme, rest) = text.split_once("://")?;
        let scheme_ok = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (rest, query, has_empty_query) = match rest.split_once('?') {
            Some((rest, query)) => (rest, query, query.is_empty()),
            None => (rest, "", false),
        };
        let slash = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at(slash);
        let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        let port = host.rsplit_once(':').map_or("", |(h, port)| {
            if h.ends_with(']') || !h.contains('[') {
                port
            } else {
                ""
            }
        });
        let host_ok = !host.contains([' ', '"', '<', '>', '^', '`', '{', '}', '|', '\\', '%'])
            && (!host.starts_with('[') || host.contains(']'));
        let user_ok = user
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".contains(c));
        let valid = scheme_ok
            && user_ok
            && host_ok
            && port.bytes().all(|b| b.is_ascii_digit())
            && [user, path, fragment].into_iter().all(escapes_are_valid);
        valid.then(|| Self {
            scheme: scheme.to_ascii_lowercase(),
            authority: authority.to_owned(),
            host: host.to_owned(),
            path: decode(path, false),
            raw_path: path.to_owned(),
            has_empty_query,
            query: query.to_owned(),
            fragment: decode(fragment, false),
            scp_style: false,
        })
    }

    /// A URL of a scheme that git speaks, or `user@host:path`.
    pub(crate) fn parse_git(text: &str) -> Option<Self> {
        if let Some((scheme, _)) = text.split_once("://")
            && !scheme.is_empty()
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric())
        {
            return Self::parse(text)
                .filter(|u| matches!(u.scheme.as_str(), "http" | "https" | "ssh" | "git"));
        }
        Self::parse_scp(text)
    }

    fn parse_scp(text: &str) -> Option<Self> {
        let (user, rest) = text.split_once('@')?;
        let (host, rest) = rest.split_once(':')?;
        let name = |s: &str, extra: char| {
            !s.is_empty()
                && s.chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == extra)
        };
        if !name(user, '_') || !name(host, '.') || rest.contains('\n') {
            return None;
        }
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Some(Self {
            scheme: "ssh".to_owned(),
            authority: format!("{user}@{host}"),
            host: host.to_owned(),
            path: path.to_owned(),
            raw_path: path.to_owned(),
            has_empty_query: false,
            query: query.to_owned(),
            fragment: fragment.to_owned(),
            scp_style: true,
        })
    }

    /// The URL without query and fragment, encoded as Go writes a URL.
    pub(crate) fn without_options(&self) -> String {
        if self.scp_style {
            return format!("{}:{}", self.authority, self.path);
        }
        let authority = match self.authority.rsplit_once('@') {
            Some((user, host)) => {
                let (name, password) = match user.split_once(':') {
                    Some((name, password)) => (name, Some(password)),
                    None => (user, None),
                };
                let encoded = |text: &str| encode(&decode(text, false), "-_.~$&+,;=");
                let password = password.map(|p| format!(":{}", encoded(p)));
                format!("{}{}@{host}", encoded(name), password.unwrap_or_default())
            }
            None => self.authority.clone(),
        };
        // A path that is well encoded stays as it is.
        let is_encoded = |c: char| c.is_ascii_alphanumeric() || "-_.~$&+,/:;=@!'()*[]%".contains(c);
        let path = if self.raw_path.chars().all(is_encoded) {
            self.raw_path.clone()
        } else {
            encode(&self.path, "-_.~$&+,/:;=@")
        };
        let question = if self.has_empty_query { "?" } else { "" };
        format!("{}://{authority}{path}{question}", self.scheme)
    }
}

/// Percent escapes for all but ASCII letters, digits and `kept`.
fn encode(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || (c.is_ascii() && kept.contains(c)) {
            out.push(c);
        } else {
            _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

pub(super) fn escapes_are_valid(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|after| after.len() >= 2 && after.bytes().take(2).all(|b| b.is_ascii_hexdigit()))
}

/// Undoes percent escapes, and `+` in a query.
pub(crate) fn decode(text: &str, plus_is_space: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        let mut ahead = rest.clone();
        let digits = (ahead.next(), ahead.next());
        let hex = |d: Option<u8>| {
            d.and_then(|d| char::from(d).to_digit(16))
                .and_then(|d| u8::try_from(d).ok())
        };
        match (b, hex(digits.0), hex(digits.1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(high * 16 + low);
                rest = ahead;
            }
            (b'+', ..) if plus_is_space => bytes.push(b' '),
            _ => bytes.push(b),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
