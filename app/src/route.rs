/// A place of the site. All addresses are relative, so that the site runs under any sub-path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// The course's outline.
    Home,
    /// A topic, by its id.
    Topic(String),
    /// All tags with their topics.
    Tags,
    /// What a search has found.
    Search,
    /// The terms of the course.
    Glossary,
}

impl Route {
    /// The page's folder under the site's root, with a trailing slash; empty for the home page.
    pub fn folder(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::Topic(id) => format!("{id}/"),
            Self::Tags => "tags/".to_owned(),
            Self::Search => "search/".to_owned(),
            Self::Glossary => "glossary/".to_owned(),
        }
    }

    /// The way from this page to the site's root.
    pub fn root(&self) -> &'static str {
        match self {
            Self::Home => "./",
            Self::Topic(_) | Self::Tags | Self::Search | Self::Glossary => "../",
        }
    }

    /// The relative address that leads from this page to another.
    pub fn link_to(&self, other: &Self) -> String {
        format!("{}{}", self.root(), other.folder())
    }

    /// Reads a path under the site's root, as a browser's address bar shows it. Whether there is
    /// such a topic is not known here.
    pub fn from_path(path: &str) -> Option<Self> {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let folder = path.strip_suffix('/').unwrap_or(path);
        match folder {
            "" => Some(Self::Home),
            "tags" => Some(Self::Tags),
            "search" => Some(Self::Search),
            "glossary" => Some(Self::Glossary),
            topic if !topic.contains(['/', '.', '%']) => Some(Self::Topic(topic.to_owned())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(id: &str) -> Route {
        Route::Topic(id.to_owned())
    }

    #[test]
    fn links_are_relative_in_every_direction() {
        for (from, to, link) in [
            (Route::Home, Route::Home, "./"),
            (Route::Home, topic("a"), "./a/"),
            (topic("a"), Route::Home, "../"),
            (topic("a"), topic("b"), "../b/"),
            (Route::Tags, topic("b"), "../b/"),
            (topic("a"), Route::Tags, "../tags/"),
        ] {
            assert_eq!(from.link_to(&to), link);
        }
    }

    #[test]
    fn paths_name_pages_and_nothing_else() {
        for (path, route) in [
            ("", Some(Route::Home)),
            ("index.html", Some(Route::Home)),
            ("tags/", Some(Route::Tags)),
            ("arg-secrets/", Some(topic("arg-secrets"))),
            ("arg-secrets", Some(topic("arg-secrets"))),
            ("arg-secrets/index.html", Some(topic("arg-secrets"))),
            ("arg-secrets/topic.json", None),
            ("course.zip", None),
            ("a//", None),
            ("%2e%2e/", None),
        ] {
            assert_eq!(Route::from_path(path), route, "{path}");
        }
    }
}
