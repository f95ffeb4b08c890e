//! The file around a page that has one module of the bundle, and not the app.

use app::{POLICY, escape};
use course::Course;

/// Such a page.
pub(crate) struct ModulePage<'a> {
    /// What it is; the course's title stands behind it. Plain text.
    pub(crate) title: &'a str,
    /// What it is for, in a sentence; plain text.
    pub(crate) about: &'a str,
    /// The module, which has a script `<module>-boot.js` and a sheet `<module>.css`.
    pub(crate) module: &'a str,
    /// Whether search engines may list it.
    pub(crate) is_listed: bool,
    /// The body, as HTML.
    pub(crate) body: &'a str,
}

impl ModulePage<'_> {
    /// The file; `assets` leads from it to the bundle and ends with a slash. It never fails.
    pub(crate) fn html(&self, course: &Course, assets: &str) -> String {
        let language = escape(&course.language);
        let name = escape(&course.title);
        let (title, about) = (escape(self.title), escape(self.about));
        let Self { module, body, .. } = self;
        let robots = match self.is_listed {
            true => "",
            false => "<meta name=\"robots\" content=\"noindex\">\n",
        };
        format!(
            r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{robots}<title>{title} · {name}</title>
<meta name="description" content="{about}">
<script src="{assets}theme.js"></script>
<link rel="stylesheet" href="{assets}style.css">
<link rel="stylesheet" href="{assets}{module}.css">
<link rel="icon" href="{assets}icon.svg" type="image/svg+xml">
<script type="module" src="{assets}{module}-boot.js"></script>
</head>
<body>
{body}</body>
</html>
"#
        )
    }
}
