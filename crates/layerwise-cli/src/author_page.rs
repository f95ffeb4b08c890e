//! The page on which a topic is written and looked at.

use anyhow::Result;
use app::escape;
use course::{Compilation, Course, Landmarks};

use crate::html_text;
use crate::module_page::ModulePage;
use crate::site::Site;

/// Its folder under the site's root.
pub(crate) const FOLDER: &str = "author/";

/// Files of the bundle that no other page asks for.
pub(crate) const FILES: [&str; 7] = [
    "author-boot.js",
    "author.css",
    "author.js",
    "author_bg.wasm",
    "compiler.js",
    "preview.js",
    "preview_bg.wasm",
];

/// Adds the page to a site.
///
/// # Errors
/// Never in practice: the landmarks can always be written as JSON.
pub(crate) fn add(
    site: &mut Site,
    course: &Course,
    compilation: &Compilation,
    assets: &str,
) -> Result<()> {
    let Compilation {
        topics,
        glossary,
        assets: figures,
        ..
    } = compilation;
    let landmarks = Landmarks::new(course, topics, glossary, figures, plain);
    let json = serde_json::to_string(&landmarks)?.replace('<', "\\u003c");
    let html = document(course, &json, &format!("../{assets}"));
    site.add(format!("{FOLDER}index.html"), html);
    Ok(())
}

/// The text of a definition.
fn plain(html: &str) -> String {
    let parts = html_text::parts(html).into_iter().map(|part| part.text);
    parts.collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// The page. It has the author's module alone, and not the app. Its ids have two hyphens, which no heading's has.
fn document(course: &Course, json: &str, assets: &str) -> String {
    let name = escape(&course.title);
    let body = format!(
        r##"<a class="skip-link" href="#author--main">Skip to the text</a>
<header class="author-head">
<a class="author-course" href="../">{name}</a>
</header>
<main id="author--main" class="author" tabindex="-1">
<h1>Write a topic</h1>
<p class="author-about">For authors of this course: a topic as it would look, and what is wrong with it, while you write.
The text stays in this browser; nothing is sent anywhere.</p>
<p class="author-scripts">This page needs JavaScript: what you write is compiled in your browser.</p>
<div id="author--work"></div>
</main>
<script type="application/json" id="author--course">{json}</script>
"##
    );
    ModulePage {
        title: "Write a topic",
        about: "A topic of this course as it is written: how it looks, and what is wrong with it.",
        module: "author",
        is_listed: false,
        body: &body,
    }
    .html(course, assets)
}

#[cfg(test)]
mod tests {
    use course::Landmarks;

    use super::{FILES, FOLDER, plain};
    use crate::sample;

    fn page() -> String {
        let site = sample::site();
        let file = site.file(&format!("{FOLDER}index.html")).expect("the page");
        String::from_utf8(file.to_vec()).expect("text")
    }

    #[test]
    fn it_needs_no_app_and_says_what_it_needs() {
        let html = page();
        assert!(html.contains("author-boot.js") && !html.contains("/app.js"));
        assert!(html.contains("needs JavaScript"));
        assert!(!html.contains("style=") && !html.contains("<script>"));
    }

    #[test]
    fn no_other_page_has_its_files_and_no_browser_keeps_them() {
        let site = sample::site();
        let own = format!("{FOLDER}index.html");
        for (path, bytes) in site.files() {
            let is_page = path.ends_with(".html") && path != own;
            if is_page || path == "sw.js" {
                let text = String::from_utf8_lossy(bytes);
                let named = FILES.iter().find(|name| text.contains(&format!("/{name}")));
                assert_eq!(named, None, "{path}");
                assert!(!text.contains("\"author/\""), "{path}");
            }
        }
    }

    #[test]
    fn it_carries_what_a_topic_can_lead_to() {
        let html = page();
        let json = html
            .split_once("id=\"author--course\">")
            .and_then(|(_, rest)| rest.split_once("</script>"));
        let landmarks: Landmarks = serde_json::from_str(json.expect("data").0).expect("JSON");
        assert_eq!(landmarks.course, sample::course().0);
        assert!(landmarks.figures.iter().any(|path| path == "figures/a.svg"));
        assert_eq!(landmarks.topics["arg-secrets"].labs, ["arg"]);
    }

    #[test]
    fn a_definition_is_plain_text() {
        assert_eq!(
            plain("<p>A <a href=\"../b/\">b</a> &amp; <code>c</code>.</p>"),
            "A b & c."
        );
    }
}
