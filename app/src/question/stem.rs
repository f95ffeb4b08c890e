/// Splits HTML into what may stand in a `legend` or `label`, and the rest.
///
/// Both take phrasing content only: the text of a leading paragraph does, and all of it where the
/// author's text is not wrapped in blocks.
pub(crate) fn split(html: &str) -> (&str, &str) {
    let html = html.trim();
    match html
        .strip_prefix("<p>")
        .and_then(|inner| inner.split_once("</p>"))
    {
        Some((first, rest)) => (first, rest.trim()),
        None if html.starts_with('<') && starts_with_block(html) => ("", html),
        None => (html, ""),
    }
}

fn starts_with_block(html: &str) -> bool {
    const BLOCKS: [&str; 9] = [
        "<pre",
        "<figure",
        "<ul",
        "<ol",
        "<table",
        "<div",
        "<blockquote",
        "<h",
        "<p ",
    ];
    BLOCKS.iter().any(|block| html.starts_with(block))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_phrasing_content_goes_into_the_legend() {
        for (html, legend, rest) in [
            ("<p>Why?</p>\n", "Why?", ""),
            ("Why <em>not</em>?", "Why <em>not</em>?", ""),
            ("<code>ARG</code> stays?", "<code>ARG</code> stays?", ""),
            ("<p>Look:</p><pre>x</pre>", "Look:", "<pre>x</pre>"),
            ("<pre>x</pre><p>Why?</p>", "", "<pre>x</pre><p>Why?</p>"),
        ] {
            assert_eq!(split(html), (legend, rest), "{html}");
        }
    }
}
