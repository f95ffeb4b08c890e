use serde::{Deserialize, Serialize};

use crate::Route;

/// How the pages of a site link to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Links {
    /// Each page is a file in a folder of its own: `../arg-secrets/#history`.
    #[default]
    Folders,
    /// The site is one file, and pages are fragments of it: `#/arg-secrets?at=history`.
    Fragments,
    /// All topics stand on one page, to be printed: `#arg-secrets--history`.
    Paper,
}

impl Links {
    /// The relative address of an element of a page, seen from another page; of the page's top if
    /// `anchor` is empty.
    pub fn to(self, from: &Route, to: &Route, anchor: &str) -> String {
        match (self, anchor) {
            (Self::Folders, "") => from.link_to(to),
            (Self::Folders, anchor) if from == to => format!("#{anchor}"),
            (Self::Folders, anchor) => format!("{}#{anchor}", from.link_to(to)),
            (Self::Fragments, anchor) => {
                let folder = to.folder();
                let page = folder.trim_end_matches('/');
                match anchor {
                    "" => format!("#/{page}"),
                    anchor => format!("#/{page}?at={anchor}"),
                }
            }
            (Self::Paper, anchor) => {
                let folder = to.folder();
                let topic = folder.trim_end_matches('/');
                match anchor {
                    "" => format!("#{topic}"),
                    // An anchor of a topic never has two hyphens in a row.
                    anchor => format!("#{topic}--{anchor}"),
                }
            }
        }
    }
}

/// A fragment that names a page: where it leads, and the rest of it as it is written.
pub(crate) fn page_of(fragment: &str) -> Option<(Route, &str)> {
    let rest = fragment.strip_prefix('/')?;
    let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
    Some((Route::from_path(page)?, query))
}

/// The key in a page's query that says that it is presented: `arg-secrets/?present#history`.
pub(crate) const PRESENT: &str = "present";

/// Whether a query has a key that stands alone: `present` of `at=history&present`.
pub(crate) fn has(query: &str, key: &str) -> bool {
    query.split('&').any(|part| part == key)
}

/// The value of a key in a query, still percent-encoded: `history` of `at=history&lab=…`.
pub(crate) fn value<'q>(query: &'q str, key: &str) -> Option<&'q str> {
    query
        .split('&')
        .find_map(|part| part.strip_prefix(key)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_lead_to_pages_and_their_elements() {
        let topic = |id: &str| Route::Topic(id.to_owned());
        for (from, to, anchor, folders, fragments) in [
            (topic("a"), topic("b"), "", "../b/", "#/b"),
            (topic("a"), topic("b"), "x", "../b/#x", "#/b?at=x"),
            (topic("a"), topic("a"), "x", "#x", "#/a?at=x"),
            (topic("a"), Route::Home, "", "../", "#/"),
            (
                Route::Home,
                Route::Tags,
                "tag-a",
                "./tags/#tag-a",
                "#/tags?at=tag-a",
            ),
        ] {
            assert_eq!(Links::Folders.to(&from, &to, anchor), folders);
            let link = Links::Fragments.to(&from, &to, anchor);
            assert_eq!(link, fragments);
            let (route, query) = page_of(link.trim_start_matches('#')).expect("a page");
            assert_eq!(route, to);
            assert_eq!(value(query, "at").unwrap_or_default(), anchor);
        }
        assert_eq!(page_of("history"), None);
        assert_eq!(value("at=x&lab=y", "lab"), Some("y"));
        assert_eq!(value("later=x", "at"), None);
        assert!(has("at=x&present", PRESENT) && !has("at=present", PRESENT));
    }
}
