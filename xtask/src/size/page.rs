//! What a page makes the browser fetch.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The files that one page links.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// Fetched before anything is painted: style sheets, and scripts that do not wait.
    pub(super) blocking: BTreeSet<PathBuf>,
    /// Scripts and modules that the page is readable without.
    pub(super) later: BTreeSet<PathBuf>,
}

impl Page {
    /// Reads the links of the page at `path`, whose text is `html`.
    pub(super) fn read(path: &Path, html: &str) -> Self {
        let mut page = Self::default();
        for tag in tags(html) {
            let address = |name| attribute(tag, name).map(|address| beside(path, address));
            let rel = attribute(tag, "rel").unwrap_or_default();
            if tag.starts_with("script") {
                let waits = tag.contains("defer")
                    || tag.contains("async")
                    || attribute(tag, "type") == Some("module");
                let files = if waits {
                    &mut page.later
                } else {
                    &mut page.blocking
                };
                files.extend(address("src"));
            } else if tag.starts_with("link") && rel == "stylesheet" {
                page.blocking.extend(address("href"));
            } else if tag.starts_with("link") && ["modulepreload", "preload"].contains(&rel) {
                page.later.extend(address("href"));
            }
        }
        page
    }
}

/// The fonts that the style sheet at `path` names.
pub(super) fn fonts(path: &Path, css: &str) -> BTreeSet<PathBuf> {
    css.split("url(")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(address, _)| address.trim_matches(['"', '\'']))
        .filter(|address| address.ends_with(".woff2"))
        .map(|address| beside(path, address))
        .collect()
}

/// The modules and style sheets that the script at `path` names beside itself, by `import` or `new URL`.
pub(super) fn imports(path: &Path, script: &str) -> BTreeSet<PathBuf> {
    let is_module = |text: &&str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        text.chars().all(plain)
            && [".js", ".wasm", ".css"]
                .iter()
                .any(|end| text.ends_with(end))
    };
    script
        .split(['"', '\'', '`'])
        .filter(is_module)
        .map(|address| beside(path, address))
        .collect()
}

/// The opening tags, without their angle brackets.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .filter_map(|rest| rest.split_once('>'))
        .map(|(tag, _)| tag)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').map(|(value, _)| value),
        None => rest.split([' ', '/']).next(),
    }
}

/// The file that `address` names for the file at `path`, with its `..` resolved.
fn beside(path: &Path, address: &str) -> PathBuf {
    let address = address.split(['?', '#']).next().unwrap_or(address);
    let mut file = path.parent().unwrap_or(path).to_owned();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = file.pop(),
            name => file.push(name),
        }
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_sorted_by_whether_reading_waits_for_them() {
        let page = Page::read(
            Path::new("/site/topic/index.html"),
            r#"<!doctype html><link rel="stylesheet" href="../app.css">
            <link rel="icon" href="../icon.svg"><link rel="next" href="../two/">
            <script src="../theme.js"></script><script>inline()</script>
            <link rel="modulepreload" href="../app.js" />
            <link rel="preload" href="../app_bg.wasm" as="fetch" type="application/wasm">
            <script type="module" src="./../boot.js?v=1"></script>"#,
        );
        let files = |names: &[&str]| names.iter().map(PathBuf::from).collect::<BTreeSet<_>>();
        assert_eq!(page.blocking, files(&["/site/app.css", "/site/theme.js"]));
        let later = ["/site/app.js", "/site/app_bg.wasm", "/site/boot.js"];
        assert_eq!(page.later, files(&later));
    }

    #[test]
    fn imports_are_read_from_a_script() {
        let script = r#"import init from "./app.js"; // "not this.js"
            init({ module_or_path: new URL('./app_bg.wasm', import.meta.url), as: "fetch" });"#;
        let imports = imports(Path::new("/site/assets/boot.js"), script);
        let expected = ["/site/assets/app.js", "/site/assets/app_bg.wasm"].map(PathBuf::from);
        assert!(imports.iter().eq(&expected), "{imports:?}");
    }

    #[test]
    fn fonts_are_read_from_a_style_sheet() {
        let css = "@font-face{src:url(\"fonts/a.woff2\")} a{background:url(b.svg)}";
        let fonts = fonts(Path::new("/site/app.css"), css);
        assert!(fonts.iter().eq(&[PathBuf::from("/site/fonts/a.woff2")]));
    }
}
