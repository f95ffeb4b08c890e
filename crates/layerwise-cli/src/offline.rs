//! What a browser needs to keep a course: the list of its files for the service worker, how large
//! it is, and what an installed course is called.

use anyhow::Result;
use course::Course;
use serde::Serialize;
use serde_json::json;

use crate::bundle::Bundle;
use crate::site::{Site, hash};
use crate::{author_page, hosting, print_pages};

/// The service worker. It stands at the site's root: it may answer for what is below its own
/// folder, and for nothing else.
const WORKER: &str = "sw.js";

/// How large the course is, for a page to say before it is kept.
const SIZE: &str = "offline.json";

/// What a browser reads before it installs the course as an app.
pub(crate) const MANIFEST: &str = "manifest.json";

/// Scripts of the bundle that the service worker sends for, in this order.
const SCRIPTS: [&str; 2] = ["workbox.js", "service-worker.js"];

/// Files of the site that a browser does not keep: they are for hosts, search engines and feeds.
const NOT_KEPT: [&str; 4] = ["404.html", "feed.xml", "layerwise.json", "sitemap.xml"];

/// A file to keep: its address under the site's root, what changes with its bytes (nothing where
/// the address already does), and how many bytes it has.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Kept(String, Option<String>, usize);

/// Adds what lets a browser keep the whole site. To be called when all else is there.
///
/// # Errors
/// Never in practice: numbers and texts can always be written as JSON.
pub(crate) fn add(site: &mut Site, course: &Course, bundle: &Bundle) -> Result<()> {
    let assets = format!("assets/{}/", bundle.hash());
    site.add(MANIFEST, manifest(course, &assets).to_string());
    let mut files = kept(site, &assets);
    let bytes: usize = files.iter().map(|Kept(_, _, bytes)| bytes).sum();
    let size = json!({ "bytes": bytes }).to_string();
    files.push(Kept(SIZE.to_owned(), Some(hash(size.as_bytes())), 0));
    site.add(SIZE, size);
    let scripts = SCRIPTS.map(|name| format!("{assets}{name}"));
    let worker = format!(
        "const FILES = {};\nimportScripts(...{});\n",
        serde_json::to_string(&files)?.replace("],[", "],\n["),
        serde_json::to_string(&scripts)?
    );
    site.add(WORKER, worker);
    Ok(())
}

/// The site's files in the order of their paths, which is that of every build.
fn kept(site: &Site, assets: &str) -> Vec<Kept> {
    site.files()
        .filter(|(path, _)| !NOT_KEPT.contains(path) && !hosting::FILES.contains(path))
        .filter(|(path, _)| !path.starts_with(print_pages::FOLDER))
        // Who learns needs nothing of what authors use, and it is as much as the simulator.
        .filter(|(path, _)| !path.starts_with(author_page::FOLDER))
        .filter(|(path, _)| {
            let name = path.strip_prefix(assets);
            !name.is_some_and(|name| author_page::FILES.contains(&name))
        })
        // The browser keeps these with the service worker itself.
        .filter(|(path, _)| {
            !SCRIPTS
                .iter()
                .any(|name| path.strip_prefix(assets) == Some(*name))
        })
        .map(|(path, bytes)| {
            let revision = (!path.starts_with(assets)).then(|| hash(bytes));
            Kept(address(path), revision, bytes.len())
        })
        .collect()
}

/// The address that links have: a page's is its folder.
fn address(path: &str) -> String {
    match path.strip_suffix("index.html") {
        Some("") => "./".to_owned(),
        Some(folder) => folder.to_owned(),
        None => path.to_owned(),
    }
}

/// The course as an app that can be installed.
fn manifest(course: &Course, assets: &str) -> serde_json::Value {
    let icon = |name: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": format!("{assets}{name}"), "sizes": sizes, "type": kind, "purpose": purpose });
    json!({
        "name": course.title,
        "short_name": course.title,
        "description": course.summary,
        "lang": course.language,
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fdfcf9",
        "theme_color": "#0b5c8a",
        "icons": [
            icon("icon.svg", "any", "image/svg+xml", "any"),
            icon("icon-192.png", "192x192", "image/png", "any"),
            icon("icon-512.png", "512x512", "image/png", "any maskable"),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn pages_are_kept_under_the_address_that_links_have() {
        for (path, expected) in [
            ("index.html", "./"),
            ("buildkit/index.html", "buildkit/"),
            ("buildkit/topic.json", "buildkit/topic.json"),
        ] {
            assert_eq!(address(path), expected);
        }
    }

    #[test]
    fn what_has_its_hash_in_its_address_needs_no_revision() {
        let files = kept(
            &sample::site(),
            &format!("assets/{}/", sample::bundle().hash()),
        );
        for Kept(address, revision, _) in files {
            assert_eq!(
                revision.is_none(),
                address.starts_with("assets/"),
                "{address}"
            );
        }
    }

    #[test]
    fn a_changed_topic_changes_the_service_worker_and_nothing_but_pages_that_show_it() {
        let list = |site: &Site| -> Vec<String> {
            let worker = String::from_utf8(site.file(WORKER).expect("it is there").to_vec());
            worker.expect("text").lines().map(str::to_owned).collect()
        };
        let (before, after) = (list(&sample::site()), list(&sample::changed_site()));
        assert_eq!(before.len(), after.len());
        assert_ne!(before, after);
        let moved = |line: &&String| !after.contains(line);
        assert!(
            !before
                .iter()
                .filter(moved)
                .any(|line| line.contains("figures/a.svg"))
        );
    }

    #[test]
    fn a_page_is_told_the_size_of_all_that_is_kept() {
        let site = sample::site();
        let size: serde_json::Value =
            serde_json::from_slice(site.file(SIZE).expect("it is there")).expect("JSON");
        let largest = site.files().map(|(_, bytes)| bytes.len()).max();
        assert!(size["bytes"].as_u64() > largest.map(|bytes| bytes as u64));
    }
}
