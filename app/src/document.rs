use course::Course;
use leptos::prelude::*;

use crate::escape::escape;
use crate::shell::App;
use crate::{Page, PageData, course_model};

/// What a browser may load: nothing from anywhere else, and no inline script or style.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
                      style-src 'self'; worker-src 'self'; connect-src 'self'";

/// A page as an HTML file. `assets` is the bundle's folder under the site's root, with a trailing
/// slash: `assets/3f0c…/`. The result depends on the input alone; it never fails.
pub fn document(data: &PageData, assets: &str) -> String {
    let language = escape(&data.course.language);
    let title = escape(&course_model::title(&data.course, &data.page));
    let summary = escape(summary(&data.course, &data.page));
    let assets = format!("{}{assets}", data.page.route().root());
    let body = rendered(data.clone());
    let json = embedded(data);
    format!(
        r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{summary}">
<meta name="color-scheme" content="light dark">
<script src="{assets}theme.js"></script>
<link rel="stylesheet" href="{assets}style.css">
<link rel="icon" href="{assets}icon.svg" type="image/svg+xml">
<script type="module" src="{assets}boot.js"></script>
<script type="module" src="{assets}app.js"></script>
</head>
<body>
<div id="app">{body}</div>
<script type="application/json" id="page">{json}</script>
</body>
</html>
"#
    )
}

fn rendered(data: PageData) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| view! { <App data/> }.to_html());
    owner.unset();
    // Leptos marks places with the shortest comment that browsers accept; the standard calls it
    // an error. Nothing else can contain it: text and attributes have no bare `<`.
    html.replace("<!>", "<!---->")
}

/// The page's data as JSON that can stand inside a `script` element.
fn embedded(data: &PageData) -> String {
    // Plain structs with text keys: serialisation has nothing that could fail.
    serde_json::to_string(&data.without_prose())
        .unwrap_or_default()
        .replace('<', "\\u003c")
}

/// The summary of a page, as search engines show it.
fn summary<'a>(course: &'a Course, page: &Page) -> &'a str {
    match page {
        Page::Topic(topic) => {
            course_model::place(course, &topic.id).map_or("", |place| &place.topic.summary)
        }
        Page::Home | Page::Tags => &course.summary,
    }
}
