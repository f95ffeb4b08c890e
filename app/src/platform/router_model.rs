use course::Course;

use crate::course_model::topics;
use crate::{Route, links};

/// Where a link leads, if that is a page of this course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Destination {
    /// The page.
    pub(super) route: Route,
    /// The part after `#`, still percent-encoded; empty if there is none.
    pub(super) fragment: String,
}

/// Where the site is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Site {
    /// In folders below this absolute address, which has a trailing slash.
    Folders(String),
    /// In the one file with this absolute address.
    Fragments(String),
}

/// Reads an absolute address. `None` is left to the browser: other sites, files, unknown topics,
/// addresses with a query that no page reads.
pub(super) fn destination(course: &Course, site: &Site, address: &str) -> Option<Destination> {
    let fragment = address.split_once('#').map_or("", |(_, fragment)| fragment);
    let (route, fragment) = match site {
        Site::Folders(root) => {
            let path = without_fragment(address).strip_prefix(root.as_str())?;
            let (path, query) = path.split_once('?').unwrap_or((path, ""));
            let route = Route::from_path(path)?;
            if !query.is_empty() && query != links::PRESENT && route != Route::Search {
                return None;
            }
            (route, fragment)
        }
        Site::Fragments(file) if without_fragment(address) == file => match fragment {
            "" => (Route::Home, ""),
            fragment => {
                let (route, query) = links::page_of(fragment)?;
                (route, links::value(query, "at").unwrap_or_default())
            }
        },
        Site::Fragments(_) => return None,
    };
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

/// An address up to its fragment.
pub(super) fn without_fragment(address: &str) -> &str {
    address.split_once('#').map_or(address, |(page, _)| page)
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
        let root = Site::Folders("https://example.org/some/repo/".to_owned());
        let leads_to = |address: &str| {
            destination(&course, &root, address).map(|to| (to.route.folder(), to.fragment))
        };
        let page = |folder: &str, fragment: &str| Some((folder.to_owned(), fragment.to_owned()));
        for (address, expected) in [
            ("https://example.org/some/repo/", page("", "")),
            (
                "https://example.org/some/repo/tags/#tag-a",
                page("tags/", "tag-a"),
            ),
            (
                "https://example.org/some/repo/search/?q=cache",
                page("search/", ""),
            ),
            (
                "https://example.org/some/repo/arg-secrets/",
                page("arg-secrets/", ""),
            ),
            (
                "https://example.org/some/repo/arg-secrets/#a",
                page("arg-secrets/", "a"),
            ),
            (
                "https://example.org/some/repo/arg-secrets/?present#a",
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

    #[test]
    fn in_the_one_file_pages_are_fragments() {
        let course = course();
        let file = Site::Fragments("file:///stick/course.html".to_owned());
        let leads_to = |address: &str| {
            destination(&course, &file, address).map(|to| (to.route.folder(), to.fragment))
        };
        let page = |folder: &str, fragment: &str| Some((folder.to_owned(), fragment.to_owned()));
        for (address, expected) in [
            ("file:///stick/course.html", page("", "")),
            ("file:///stick/course.html#/", page("", "")),
            (
                "file:///stick/course.html#/arg-secrets",
                page("arg-secrets/", ""),
            ),
            (
                "file:///stick/course.html#/arg-secrets?at=a",
                page("arg-secrets/", "a"),
            ),
            ("file:///stick/course.html#/unknown", None),
            ("file:///stick/course.html#main", None),
            ("file:///stick/other.html#/arg-secrets", None),
        ] {
            assert_eq!(leads_to(address), expected, "{address}");
        }
    }
}
