//! Notes for the speaker in a topic's HTML, where `course` has put them: inert on a page, and what
//! paper does with them.

use course::{Segment, Topic};

/// As the course's compiler writes them; they never hold others.
const OPEN: &str = "<template class=\"notes\">";
const CLOSE: &str = "</template>";

/// The topic without them: paper for a class.
pub(crate) fn left_out(topic: &Topic) -> Topic {
    changed(topic, |_| String::new())
}

/// The topic with them as text of the page: paper for who teaches it.
pub(crate) fn shown(topic: &Topic) -> Topic {
    changed(topic, |notes| {
        format!(
            "<aside class=\"callout important\" aria-label=\"For the speaker\">\n\
             <p class=\"callout-label\">For the speaker</p>{notes}</aside>"
        )
    })
}

fn changed(topic: &Topic, with: impl Fn(&str) -> String) -> Topic {
    let mut topic = topic.clone();
    for segment in &mut topic.segments {
        if let Segment::Prose { html } = segment {
            *html = replaced(html, &with);
        }
    }
    topic
}

fn replaced(html: &str, with: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (notes, after) = after.split_once(CLOSE).unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(&with(notes));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn only_notes_are_replaced() {
        let html = "<p>a</p><template class=\"notes\"><p>n</p></template><p>b</p>\
                    <template class=\"notes\"><p>m</p></template>";
        assert_eq!(replaced(html, |_| String::new()), "<p>a</p><p>b</p>");
        assert_eq!(
            replaced(html, |notes| format!("[{notes}]")),
            "<p>a</p>[<p>n</p>]<p>b</p>[<p>m</p>]"
        );
        assert_eq!(replaced("<p>a</p>", |_| String::new()), "<p>a</p>");
    }
}
