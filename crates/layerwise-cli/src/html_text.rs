use crate::html_tags::attribute;

/// The text of a piece of the course's HTML, up to a heading and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// The heading's element; empty for what stands before the first heading.
    pub(crate) anchor: String,
    /// What a reader reads, with single spaces.
    pub(crate) text: String,
}

/// Elements whose text is not the topic's: marks beside headings, buttons, drawings, notes for
/// the speaker, the meanings of terms, which are found in the glossary.
const SKIPPED: [&str; 7] = [
    "a class=\"anchor\"",
    "button",
    "script",
    "span class=\"term-definition\"",
    "style",
    "svg",
    "template",
];

/// Elements inside a line; the others part words.
const INLINE: [&str; 12] = [
    "a", "abbr", "b", "code", "dfn", "em", "i", "kbd", "mark", "span", "strong", "sup",
];

/// Cuts HTML at its headings. It is HTML that the course's compiler made: every `<` begins a tag,
/// and no attribute holds a `>`.
pub(crate) fn parts(html: &str) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    let mut skipped: Option<&str> = None;
    let mut is_heading = false;
    for piece in html.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        let name = tag.split([' ', '/', '\n']).next().unwrap_or_default();
        if let Some(open) = skipped {
            if tag.strip_prefix('/') == Some(open) {
                skipped = None;
            } else {
                continue;
            }
        } else if SKIPPED.iter().any(|start| tag.starts_with(start)) {
            skipped = Some(name);
            continue;
        }
        if ["h2", "h3", "h4"].contains(&name) {
            is_heading = true;
            parts.push(Part {
                anchor: attribute(tag, "id").unwrap_or_default().to_owned(),
                text: String::new(),
            });
        }
        if let Some(part) = parts.last_mut() {
            let closes = tag.strip_prefix('/').unwrap_or(name);
            if !INLINE.contains(&closes) {
                part.text.push(' ');
            }
            if ["/h2", "/h3", "/h4"].contains(&tag) {
                is_heading = false;
            }
            // The heading's own text is its title, not its text.
            if !is_heading {
                part.text.push_str(text);
            }
        }
    }
    for part in &mut parts {
        let words: Vec<_> = part.text.split_whitespace().collect();
        part.text = unescaped(&words.join(" "));
    }
    parts
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_cut_at_its_headings() {
        let html = "<p>Some <em>text</em> &amp; <code>a &lt; b</code>.</p>\n\
            <div class=\"heading\"><h2 id=\"one\">One</h2><a class=\"anchor\" href=\"#one\">\
            <span aria-hidden=\"true\">#</span></a></div>\n<ul><li>first</li><li>second</li></ul>\
            <figure class=\"code\"><button type=\"button\">Copy</button><pre><code>\
            <span class=\"line\">FROM alpine\n</span></code></pre></figure>";
        let part = |anchor: &str, text: &str| Part {
            anchor: anchor.to_owned(),
            text: text.to_owned(),
        };
        assert_eq!(
            parts(html),
            [
                part("", "Some text & a < b."),
                part("one", "first second FROM alpine"),
            ]
        );
        assert_eq!(parts(""), [part("", "")]);
    }
}
