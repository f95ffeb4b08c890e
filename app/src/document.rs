use course::{Chapter, Course, Term, Topic};
use leptos::prelude::*;

use crate::escape::escape;
use crate::print::Sheet;
use crate::shell::App;
use crate::{Links, Page, PageData, context, course_model};

/// What a browser may load: nothing from anywhere else, and no inline script or style.
pub const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
                      style-src 'self'; worker-src 'self'; connect-src 'self'";

/// What a page's file needs to know of the site that it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The bundle's folder under the site's root, with a trailing slash: `assets/3f0c…/`.
    pub assets: &'a str,
    /// The web app manifest's path under the site's root; without it the browser is not asked to
    /// keep the course.
    pub manifest: Option<&'a str>,
    /// Where the site will be, with a trailing slash, if that is known.
    pub url: Option<&'a str>,
    /// The feed's path under the site's root, if there is one.
    pub feed: Option<&'a str>,
}

/// A page as an HTML file. The result depends on the input alone; it never fails.
pub fn document(data: &PageData, site: &Surroundings<'_>) -> String {
    let language = escape(&data.course.language);
    let title = escape(&course_model::title(&data.course, &data.page));
    let summary = escape(summary(&data.course, &data.page));
    let root = data.page.route().root();
    let assets = format!("{root}{}", site.assets);
    let manifest = site
        .manifest
        .map(|path| format!("<link rel=\"manifest\" href=\"{root}{path}\">\n"))
        .unwrap_or_default();
    let addresses = addresses(data, site, &title, &summary);
    let body = rendered(data.clone());
    let json = embedded(data);
    let head = format!(
        r#"<meta name="description" content="{summary}">
<script src="{assets}theme.js"></script>
<link rel="stylesheet" href="{assets}style.css">
<link rel="icon" href="{assets}icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="{assets}icon-192.png">
{manifest}{addresses}<script type="module" src="{assets}boot.js"></script>
<script type="module" src="{assets}app.js"></script>"#
    );
    let body = format!(
        r#"<div id="app">{body}</div>
<script type="application/json" id="page">{json}</script>"#
    );
    framed(&language, &title, POLICY, &head, &body)
}

/// What is printed.
#[derive(Clone, Copy, Debug)]
pub struct PrintedSheet<'a> {
    /// The page's title.
    pub title: &'a str,
    /// The whole course.
    pub course: &'a Course,
    /// The chapters to print.
    pub chapters: &'a [Chapter],
    /// All topics, with links as on paper ([`Links::Paper`]).
    pub topics: &'a [Topic],
    /// All terms of the glossary, likewise.
    pub terms: &'a [Term],
}

/// A page made for paper, one folder below the site's root. It has no scripts.
pub fn printed(sheet: &PrintedSheet<'_>, site: &Surroundings<'_>) -> String {
    let language = escape(&sheet.course.language);
    let title = escape(sheet.title);
    let assets = format!("../{}", site.assets);
    let data = PageData {
        build: String::new(),
        course: sheet.course.clone(),
        page: Page::Home,
        links: Links::Paper,
    };
    let (chapters, topics) = (sheet.chapters.to_vec(), sheet.topics.to_vec());
    let terms = sheet.terms.to_vec();
    let url = site.url.map(str::to_owned);
    let body = html(move || {
        context::provide(data);
        crate::learner::provide(&context::course());
        view! { <Sheet chapters topics terms url/> }
    });
    let head = format!(
        r#"<meta name="robots" content="noindex">
<link rel="stylesheet" href="{assets}style.css">
<link rel="icon" href="{assets}icon.svg" type="image/svg+xml">"#
    );
    framed(&language, &title, POLICY, &head, &body)
}

/// What stands in a course of one file beside its first page.
#[derive(Clone, Copy, Debug)]
pub struct OneFile<'a> {
    /// What the page may run: its own scripts, by their hashes.
    pub policy: &'a str,
    /// The icon as an address.
    pub icon: &'a str,
    /// The style sheet.
    pub style: &'a str,
    /// The script that shows the remembered theme before the first paint.
    pub theme: &'a str,
    /// The modules that start the app and the labs.
    pub scripts: &'a [String],
    /// Elements with all else.
    pub data: &'a str,
}

/// A course as one HTML file; the page is the one that it opens with.
pub fn one_file(page: &PageData, file: &OneFile<'_>) -> String {
    let language = escape(&page.course.language);
    let title = escape(&course_model::title(&page.course, &page.page));
    let summary = escape(summary(&page.course, &page.page));
    let body = rendered(page.clone());
    let json = embedded(page);
    let script = |text: &String| format!("<script type=\"module\">{text}</script>\n");
    let scripts: String = file.scripts.iter().map(script).collect();
    let OneFile {
        policy,
        icon,
        style,
        theme,
        data,
        ..
    } = file;
    let head = format!(
        r#"<meta name="description" content="{summary}">
<script>{theme}</script>
<style>{style}</style>
<link rel="icon" href="{icon}" type="image/svg+xml">"#
    );
    let body = format!(
        r#"<div id="app">{body}</div>
<script type="application/json" id="page">{json}</script>
{data}{scripts}"#
    );
    framed(&language, &title, policy, &head, &body)
}

/// The file around a page: `language`, `title` and `policy` are escaped, `head` and `body` are HTML.
fn framed(language: &str, title: &str, policy: &str, head: &str, body: &str) -> String {
    format!(
        r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="color-scheme" content="light dark">
{head}
</head>
<body>
{body}
</body>
</html>
"#
    )
}

/// What a page says of its own address: to search engines, to other sites that show a link to it,
/// and to feed readers. Nothing for a site that does not know where it is.
fn addresses(data: &PageData, site: &Surroundings<'_>, title: &str, summary: &str) -> String {
    let Some(url) = site.url else {
        return String::new();
    };
    let here = escape(&format!("{url}{}", data.page.route().folder()));
    let kind = match data.page {
        Page::Topic(_) => "article",
        _ => "website",
    };
    let name = escape(&data.course.title);
    let picture = escape(&format!("{url}{}icon-512.png", site.assets));
    let mut tags = format!(
        r#"<link rel="canonical" href="{here}">
<meta property="og:type" content="{kind}">
<meta property="og:url" content="{here}">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{summary}">
<meta property="og:site_name" content="{name}">
<meta property="og:image" content="{picture}">
<meta name="twitter:card" content="summary">
"#
    );
    if let Some(feed) = site.feed {
        let root = data.page.route().root();
        tags.push_str(&format!(
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{name}\" \
             href=\"{root}{feed}\">\n"
        ));
    }
    tags
}

fn rendered(data: PageData) -> String {
    html(move || view! { <App data/> })
}

/// A view as text.
fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| view().into_view().to_html());
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
        Page::Home | Page::Tags | Page::Search | Page::Glossary(_) => &course.summary,
    }
}
