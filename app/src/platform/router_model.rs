use course::Course;

use crate::Route;
use crate::course_model::topics;

/// Where a link leads, if that is a page of this course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Destination {
    /// The page.
    pub(super) route: Route,
    /// The part after `#`, still percent-encoded; empty if there is none.
    pub(super) fragment: String,
}

/// Reads an absolute address. `root` is the address of the site's root, with its trailing slash.
/// `None` is left to the browser: other sites, files, unknown topics, addresses with a query.
pub(super) fn destination(course: &Course, root: &str, address: &str) -> Option<Destination> {
    let (page, fragment) = address.split_once('#').unwrap_or((address, ""));
    let path = page.strip_prefix(root)?;
    if path.contains('?') {
        return None;
    }
    let route = Route::from_path(path)?;
    if let Route::Topic(id) = &route
        && !topics(course).any(|topic| topic.id == *id)
    {
        return None;
    }
    Some(Destination {
        route,
        fragment: fragment.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use course::{Chapter, TopicMeta};

    use super::*;

    fn course() -> Course {
        let topic = TopicMeta {
            id: "arg-secrets".to_owned(),
            number: 1,
            title: String::new(),
            summary: String::new(),
            tags: Vec::new(),
            minutes: 1,
            prerequisites: Vec::new(),
            questions: Vec::new(),
        };
        Course {
            id: "c".to_owned(),
            title: String::new(),
            summary: String::new(),
            language: "en".to_owned(),
            version: String::new(),
            licence: String::new(),
            chapters: vec![Chapter {
                id: "one".to_owned(),
                number: 1,
                title: String::new(),
                topics: vec![topic],
            }],
        }
    }

    #[test]
    fn only_pages_of_the_course_are_gone_to_without_a_page_load() {
        let course = course();
        let root = "https://example.org/some/repo/";
        let leads_to = |address: &str| {
            destination(&course, root, address).map(|to| (to.route.folder(), to.fragment))
        };
        let page = |folder: &str, fragment: &str| Some((folder.to_owned(), fragment.to_owned()));
        for (address, expected) in [
            ("https://example.org/some/repo/", page("", "")),
            (
                "https://example.org/some/repo/tags/#tag-a",
                page("tags/", "tag-a"),
            ),
            (
                "https://example.org/some/repo/arg-secrets/",
                page("arg-secrets/", ""),
            ),
            (
                "https://example.org/some/repo/arg-secrets/#a",
                page("arg-secrets/", "a"),
            ),
            ("https://example.org/some/repo/unknown/", None),
            ("https://example.org/some/repo/arg-secrets/topic.json", None),
            ("https://example.org/some/repo/arg-secrets/?print", None),
            ("https://example.org/some/", None),
            ("https://elsewhere.example/some/repo/arg-secrets/", None),
            ("mailto:someone@example.org", None),
        ] {
            assert_eq!(leads_to(address), expected, "{address}");
        }
    }
}
