use app::escape;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use course::Course;
use sha2::{Digest, Sha256};

/// The look: what the page's own style sheet would say, as far as this page needs it.
const STYLE: &str = "\
:root{color-scheme:light dark;background:light-dark(#fdfcf9,#15181c);color:light-dark(#1f2328,#e4e7ea);\
font:1.0625rem/1.65 system-ui,sans-serif}\
main{max-inline-size:34rem;margin:15vb auto;padding:1rem}\
h1{line-height:1.25}\
a{display:inline-block;padding:.5rem 1rem;border-radius:.5rem;background:light-dark(#0b5c8a,#7cc4f0);\
color:light-dark(#fff,#0b1b26);text-decoration:none;font-weight:600}";

/// Pages are folders below the course's own: from one that does not exist, the way home is up; a
/// file that does not exist has it beside it. Further down, each step leads one folder up.
const SCRIPT: &str =
    "if(location.pathname.endsWith(\"/\"))document.querySelector(\"a\").href=\"../\"";

/// The page for addresses that lead nowhere. A host shows it at any depth, so it refers to no
/// other file, not even to a style sheet; its policy names its own style and script by their
/// hashes. `url` is the site's own address, if it is known.
pub(crate) fn document(course: &Course, url: Option<&str>) -> String {
    let language = escape(&course.language);
    let title = escape(&course.title);
    let home = escape(url.unwrap_or("./"));
    let (script, script_source) = match url {
        Some(_) => (String::new(), String::new()),
        None => (
            format!("<script>{SCRIPT}</script>\n"),
            format!("; script-src {}", script_source()),
        ),
    };
    let style_source = style_source();
    format!(
        r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {style_source}{script_source}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Page not found · {title}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>Page not found</h1>
<p>“{title}” has no page at this address.</p>
<p><a href="{home}">To the course</a></p>
</main>
{script}</body>
</html>
"#
    )
}

/// How a policy names the page's own style.
pub(crate) fn style_source() -> String {
    source_hash(STYLE)
}

/// How a policy names the page's own script.
pub(crate) fn script_source() -> String {
    source_hash(SCRIPT)
}

/// How a content security policy names an inline script or style: `'sha256-…'`.
pub(crate) fn source_hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn it_asks_for_no_file_and_leads_home() {
        let (course, _) = sample::course();
        let page = document(&course, None);
        assert!(!page.contains(" src=") && !page.contains("<link"));
        assert!(page.contains("href=\"./\"") && page.contains("href=\"../\""));
        let named = document(&course, Some("https://example.org/course/"));
        assert!(named.contains("href=\"https://example.org/course/\""));
        assert!(!named.contains("<script"));
    }

    #[test]
    fn a_hash_is_written_as_policies_have_it() {
        // From the specification: https://www.w3.org/TR/CSP3/#external-hash
        assert_eq!(
            source_hash("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }
}
