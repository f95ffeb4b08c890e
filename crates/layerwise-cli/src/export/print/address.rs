use anyhow::{Context, Result};
use course::Source;

/// The addresses of one topic, made to hold in a page of all topics: an id gets the topic's before
/// it, a link leads to what is in the same page, and a figure stands in its own address.
pub(super) struct Addresses<'t> {
    topic: &'t str,
}

impl<'t> Addresses<'t> {
    pub(super) fn of(topic: &'t str) -> Self {
        Self { topic }
    }

    /// The HTML, which the compiler has made: `<` stands nowhere but before a tag, and values of
    /// attributes are in double quotes.
    pub(super) fn rewritten(&self, html: &str, source: &dyn Source) -> Result<String> {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            let (text, tail) = rest.split_at_checked(start).unwrap_or((rest, ""));
            let end = tail.find('>').map_or(tail.len(), |end| end + 1);
            let (tag, tail) = tail.split_at_checked(end).unwrap_or((tail, ""));
            out.push_str(text);
            self.push_tag(tag, source, &mut out)?;
            rest = tail;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn push_tag(&self, tag: &str, source: &dyn Source, out: &mut String) -> Result<()> {
        let mut rest = tag;
        while let Some((before, after)) = rest.split_once("=\"") {
            let (value, tail) = after.split_once('"').unwrap_or((after, ""));
            let name = before.rsplit(' ').next().unwrap_or("");
            out.push_str(before);
            out.push_str("=\"");
            out.push_str(&self.value(name, value, source)?);
            out.push('"');
            rest = tail;
        }
        out.push_str(rest);
        Ok(())
    }

    fn value(&self, name: &str, value: &str, source: &dyn Source) -> Result<String> {
        Ok(match name {
            "id" | "for" | "name" => self.here(value),
            "aria-describedby" | "aria-labelledby" => {
                let ids: Vec<_> = value.split(' ').map(|id| self.here(id)).collect();
                ids.join(" ")
            }
            "href" => match (value.strip_prefix('#'), value.strip_prefix("../")) {
                (Some(anchor), _) => format!("#{}", self.here(anchor)),
                (None, Some(path)) => {
                    let (topic, anchor) = path.split_once("/#").unwrap_or((path, ""));
                    format!(
                        "#{}",
                        Addresses::of(topic.trim_end_matches('/')).here(anchor)
                    )
                }
                (None, None) => value.to_owned(),
            },
            "marker-start" | "marker-mid" | "marker-end" => match value.strip_prefix("url(#") {
                Some(id) => format!("url(#{}", self.here(id)),
                None => value.to_owned(),
            },
            "src" => match value.strip_prefix("../") {
                Some(path) => data_address(path, source)?,
                None => value.to_owned(),
            },
            _ => value.to_owned(),
        })
    }

    /// An id of this topic; an empty one is the topic itself.
    fn here(&self, id: &str) -> String {
        if id.is_empty() {
            self.topic.to_owned()
        } else {
            format!("{}--{id}", self.topic)
        }
    }
}

fn data_address(path: &str, source: &dyn Source) -> Result<String> {
    let bytes = source
        .read_bytes(path)
        .with_context(|| format!("cannot read {path}"))?;
    let kind = match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        _ => "application/octet-stream",
    };
    let mut address = format!("data:{kind},");
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-_.~/ =:;,()".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    Ok(address)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_address_holds_in_the_page_of_all() {
        let files = BTreeMap::from([("figures/a.svg".to_owned(), b"<svg/>".to_vec())]);
        let rewritten = |html: &str| Addresses::of("one").rewritten(html, &files).expect("read");
        for (html, expected) in [
            ("<h2 id=\"a\">x</h2>", "<h2 id=\"one--a\">x</h2>"),
            ("<article id=\"\">", "<article id=\"one\">"),
            ("<a href=\"#a\">b</a>", "<a href=\"#one--a\">b</a>"),
            ("<a href=\"../two/\">b</a>", "<a href=\"#two\">b</a>"),
            ("<a href=\"../two/#c\">b</a>", "<a href=\"#two--c\">b</a>"),
            (
                "<a href=\"https://e.org/#c\">b</a>",
                "<a href=\"https://e.org/#c\">b</a>",
            ),
            (
                "<img src=\"../figures/a.svg\" alt=\"a\">",
                "<img src=\"data:image/svg+xml,%3Csvg/%3E\" alt=\"a\">",
            ),
            (
                "<code>&lt;a id=\"x\"&gt;</code>",
                "<code>&lt;a id=\"x\"&gt;</code>",
            ),
        ] {
            assert_eq!(rewritten(html), expected);
        }
    }
}
