//! As much of a URL as naming a source needs.

/// A URL taken apart, nothing decoded but its query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Url {
    /// Lower case; `ssh` for `git@host:path`.
    pub(crate) scheme: String,
    authority: String,
    /// Without user and password.
    pub(crate) host: String,
    /// With its leading slash, if it has one.
    pub(crate) path: String,
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
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let slash = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at(slash);
        let host = authority
            .rsplit_once('@')
            .map_or(authority, |(_, host)| host);
        let port = host.rsplit_once(':').map_or("", |(h, port)| {
            if h.ends_with(']') || !h.contains('[') {
                port
            } else {
                ""
            }
        });
        let host_ok = !host.contains([' ', '"', '<', '>', '^', '`', '{', '}', '|', '\\', '%']);
        let valid = scheme_ok
            && host_ok
            && port.bytes().all(|b| b.is_ascii_digit())
            && escapes_are_valid(path);
        valid.then(|| Self {
            scheme: scheme.to_ascii_lowercase(),
            authority: authority.to_owned(),
            host: host.to_owned(),
            path: decode(path, false),
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
            query: query.to_owned(),
            fragment: fragment.to_owned(),
            scp_style: true,
        })
    }

    /// The URL without query and fragment.
    pub(crate) fn without_options(&self) -> String {
        if self.scp_style {
            return format!("{}:{}", self.authority, self.path);
        }
        format!(
            "{}://{}{}",
            self.scheme,
            self.authority,
            self.path.replace(' ', "%20")
        )
    }
}

fn escapes_are_valid(text: &str) -> bool {
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
