//! Image references: `alpine`, `docker.io/library/alpine:3.20`, `corp/app@sha256:…`.
//!
//! Follows `github.com/distribution/reference` as BuildKit vendors it.

use std::fmt;

/// A reference with its registry filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Reference {
    /// Registry, `docker.io` where none is written; empty for a path whose beginning only looks
    /// like one.
    pub domain: String,
    /// Repository, `library/alpine`.
    pub path: String,
    /// Empty when none is written.
    pub tag: String,
    /// Empty when none is written.
    pub digest: String,
}

impl Reference {
    /// Reads what a user writes (`ParseNormalizedNamed`).
    ///
    /// # Errors
    /// The library's message.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(format!(
                "invalid repository name ({text}), cannot specify 64-byte hexadecimal strings"
            ));
        }
        let (domain, remainder) = split_domain(text);
        let remote = remainder.split(':').next().unwrap_or_default();
        if remote.to_lowercase() != remote {
            return Err(format!(
                "invalid reference format: repository name ({remote}) must be lowercase"
            ));
        }
        let whole = || parse_parts(&domain, &remainder);
        let Some(reference) = whole() else {
            let is_lower_valid =
                parse_parts(&domain.to_lowercase(), &remainder.to_lowercase()).is_some();
            return Err(if is_lower_valid {
                "repository name must be lowercase".to_owned()
            } else {
                "invalid reference format".to_owned()
            });
        };
        if reference.path.len() > 255 {
            return Err("repository name must not be more than 255 characters".to_owned());
        }
        check_digest(&reference.digest)?;
        Ok(reference)
    }

    /// The same with the tag `latest` where there is neither tag nor digest.
    #[must_use]
    pub fn with_default_tag(mut self) -> Self {
        if self.tag.is_empty() && self.digest.is_empty() {
            "latest".clone_into(&mut self.tag);
        }
        self
    }

    /// As short as a user would write it: `alpine:3.20`.
    #[must_use]
    pub fn familiar(&self) -> String {
        let name = if self.domain == "docker.io" {
            match self.path.strip_prefix("library/") {
                Some(name) if !name.contains('/') => name.to_owned(),
                _ => self.path.clone(),
            }
        } else {
            self.name()
        };
        name + &self.suffix()
    }

    fn name(&self) -> String {
        if self.domain.is_empty() {
            return self.path.clone();
        }
        format!("{}/{}", self.domain, self.path)
    }

    fn suffix(&self) -> String {
        let tag = if self.tag.is_empty() {
            String::new()
        } else {
            format!(":{}", self.tag)
        };
        if self.digest.is_empty() {
            tag
        } else {
            format!("{tag}@{}", self.digest)
        }
    }
}

/// The full form.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.name(), self.suffix())
    }
}

fn split_domain(name: &str) -> (String, String) {
    const DEFAULT: &str = "docker.io";
    let (domain, path) = match name.split_once('/') {
        None => return (DEFAULT.to_owned(), format!("library/{name}")),
        Some(("index.docker.io", rest)) => (DEFAULT, rest),
        Some((first, rest))
            if first == "localhost"
                || first.contains(['.', ':'])
                || first.to_lowercase() != first =>
        {
            (first, rest)
        }
        Some(_) => (DEFAULT, name),
    };
    let path = if domain == DEFAULT && !path.contains('/') {
        format!("library/{path}")
    } else {
        path.to_owned()
    };
    (domain.to_owned(), path)
}

/// The grammar of `regexp.go`; `None` where it does not match.
fn parse_parts(domain: &str, remainder: &str) -> Option<Reference> {
    let (rest, digest) = match remainder.split_once('@') {
        Some((rest, digest)) if is_digest(digest) => (rest, digest),
        Some(_) => return None,
        None => (remainder, ""),
    };
    let (path, tag) = match rest.rsplit_once(':') {
        Some((path, tag)) if is_tag(tag) => (path, tag),
        Some(_) => return None,
        None => (rest, ""),
    };
    // What looks like a registry and is none may still be the beginning of a path: `a_b.c/d`.
    let (domain, path) = if is_domain(domain) {
        (domain, path.to_owned())
    } else {
        ("", format!("{domain}/{path}"))
    };
    path.split('/').all(is_path_component).then(|| Reference {
        domain: domain.to_owned(),
        path,
        tag: tag.to_owned(),
        digest: digest.to_owned(),
    })
}

fn is_domain(domain: &str) -> bool {
    let (host, port) = match domain.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) => {
                let address_ok = !address.is_empty()
                    && address.bytes().all(|b| b.is_ascii_hexdigit() || b == b':');
                let port = port.strip_prefix(':').or(port.is_empty().then_some("0"));
                return address_ok && port.is_some_and(is_port);
            }
            None => return false,
        },
        None => domain.split_once(':').unwrap_or((domain, "0")),
    };
    let label = |l: &str| {
        !l.is_empty()
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    host.split('.').all(label) && is_port(port)
}

fn is_port(port: &str) -> bool {
    !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit())
}

/// Letters and digits, separated by `.`, `_`, `__` or any number of `-`.
fn is_path_component(part: &str) -> bool {
    let word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = part.as_bytes();
    if !bytes.first().copied().is_some_and(word) || !bytes.last().copied().is_some_and(word) {
        return false;
    }
    part.split(|c: char| c.is_ascii() && word(c as u8))
        .all(|separator| {
            matches!(separator, "" | "." | "_" | "__") || separator.bytes().all(|b| b == b'-')
        })
}

fn is_tag(tag: &str) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let bytes = tag.as_bytes();
    bytes.first().copied().is_some_and(word)
        && bytes.len() <= 128
        && bytes.iter().all(|&b| word(b) || b == b'.' || b == b'-')
}

fn is_digest(digest: &str) -> bool {
    let Some((algorithm, hex)) = digest.split_once(':') else {
        return false;
    };
    let part = |p: &str| {
        p.starts_with(|c: char| c.is_ascii_alphabetic())
            && p.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    algorithm.split(['-', '_', '+', '.']).all(part)
        && hex.len() >= 32
        && hex.bytes().all(|b| b.is_ascii_hexdigit())
}

/// What `digest.Parse` of opencontainers/go-digest adds to the pattern; an empty digest is fine.
///
/// # Errors
/// The library's message.
pub(crate) fn check_digest(digest: &str) -> Result<(), String> {
    if digest.is_empty() {
        return Ok(());
    }
    let invalid = || "invalid checksum digest format".to_owned();
    let (algorithm, hex) = digest.split_once(':').ok_or_else(invalid)?;
    let part = |p: &str| {
        !p.is_empty()
            && p.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    let characters = hex
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'=' | b'_' | b'-'));
    if hex.is_empty() || !characters || !algorithm.split(['+', '.', '_', '-']).all(part) {
        return Err(invalid());
    }
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => return Err("unsupported digest algorithm".to_owned()),
    };
    if hex.len() != length {
        return Err("invalid checksum digest length".to_owned());
    }
    if hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        Ok(())
    } else {
        Err(invalid())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn fills_in_and_shortens() {
        let digest = "a".repeat(64);
        let texts = [
            "alpine",
            "corp/app:1",
            "Reg.io:5000/x",
            "localhost/a",
            "index.docker.io/redis",
            "[::1]:5000/a",
            &format!("alpine@sha256:{digest}"),
            "alpine@sha256:abc",
            "Alpine",
            "debian:",
            "a--b/c__d.e",
            "a___b",
            "-a",
            "$A",
            "a_b.c/d",
            "a_B/c",
        ];
        let lines: Vec<String> = texts
            .iter()
            .map(|t| match Reference::parse(t) {
                Ok(r) => format!("{t} -> {} ({})", r.clone().with_default_tag(), r.familiar())
                    .replace(&digest, "…"),
                Err(e) => format!("{t} -> {e}"),
            })
            .collect();
        expect![[r#"
            alpine -> docker.io/library/alpine:latest (alpine)
            corp/app:1 -> docker.io/corp/app:1 (corp/app:1)
            Reg.io:5000/x -> Reg.io:5000/x:latest (Reg.io:5000/x)
            localhost/a -> localhost/a:latest (localhost/a)
            index.docker.io/redis -> docker.io/library/redis:latest (redis)
            [::1]:5000/a -> [::1]:5000/a:latest ([::1]:5000/a)
            alpine@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa -> docker.io/library/alpine@sha256:… (alpine@sha256:…)
            alpine@sha256:abc -> invalid reference format
            Alpine -> invalid reference format: repository name (library/Alpine) must be lowercase
            debian: -> invalid reference format
            a--b/c__d.e -> docker.io/a--b/c__d.e:latest (a--b/c__d.e)
            a___b -> invalid reference format
            -a -> invalid reference format
            $A -> invalid reference format: repository name (library/$A) must be lowercase
            a_b.c/d -> a_b.c/d:latest (a_b.c/d)
            a_B/c -> repository name must be lowercase"#]]
        .assert_eq(&lines.join("\n").replace(&format!("alpine@sha256:{} ->", "…"), &format!("alpine@sha256:{digest} ->")));
    }
}
