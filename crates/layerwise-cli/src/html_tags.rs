/// The HTML with some of its tags replaced: `with` is given what stands between the brackets of
/// each, and gives what to put there, or nothing to leave it.
///
/// It is HTML that the course's compiler made: every `<` begins a tag, and no attribute holds a
/// `>`. Text that looks like a tag has its brackets escaped, so that it is never touched.
pub(crate) fn map(html: &str, mut with: impl FnMut(&str) -> Option<String>) -> String {
    let mut pieces = html.split('<');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
        out.push('<');
        match with(tag) {
            Some(tag) => out.push_str(&tag),
            None => out.push_str(tag),
        }
        if tag.len() < piece.len() {
            out.push('>');
        }
        out.push_str(rest);
    }
    out
}

/// The value of an attribute of a tag.
pub(crate) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// The tag with another value of an attribute that it has.
pub(crate) fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    match attribute(tag, name) {
        Some(old) => tag.replacen(
            &format!(" {name}=\"{old}\""),
            &format!(" {name}=\"{value}\""),
            1,
        ),
        None => tag.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_are_replaced() {
        let html = "a <b id=\"x\">id=\"x\"</b> &lt;b id=\"x\"&gt;<br>";
        let renamed = map(html, |tag| {
            attribute(tag, "id").map(|_| with_attribute(tag, "id", "y"))
        });
        assert_eq!(renamed, "a <b id=\"y\">id=\"x\"</b> &lt;b id=\"x\"&gt;<br>");
        assert_eq!(map(html, |_| None), html);
        assert_eq!(map("", |_| None), "");
        assert_eq!(attribute("b idx=\"x\"", "id"), None);
    }
}
