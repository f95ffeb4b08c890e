use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use app::{GlossaryFile, Links, Page, PageData, Route, Surroundings, TopicFile};
use course::{Compilation, Course, Segment, Source, Term, Topic};
use sha2::{Digest, Sha256};

use crate::bundle::Bundle;
use crate::{
    author_page, desk_pages, free_lab, hosting, not_found, offline, print_pages, search_index,
    site_meta,
};

/// Tells that a folder was made by this command, and of which build it is.
const STAMP: &str = "layerwise.json";

/// A built course: every file of it, by its path under the site's root. The same input gives the
/// same bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Site {
    files: BTreeMap<String, Vec<u8>>,
}

/// What a site is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be looked at while it is being written: no browser may keep any of it.
    Preview,
    /// To be put on a host.
    Publish,
}

impl Site {
    /// Renders every page and puts figures and the bundle beside them.
    ///
    /// # Errors
    /// When the compilation has no course, or a figure cannot be read.
    pub(crate) fn new(
        compilation: &Compilation,
        figures: &dyn Source,
        bundle: &Bundle,
        purpose: Purpose,
    ) -> Result<Self> {
        let course = compilation.course.as_ref().context("there is no course")?;
        let topics = with_benches(&compilation.topics);
        let topics = topics.as_slice();
        let assets = format!("assets/{}/", bundle.hash());
        let build = build_name(bundle, course, topics, &compilation.glossary)?;
        let surroundings = Surroundings {
            assets: &assets,
            manifest: (purpose == Purpose::Publish).then_some(offline::MANIFEST),
            url: compilation.publication.url.as_deref(),
            feed: site_meta::has_feed(&compilation.publication).then_some(site_meta::FEED),
        };
        let mut site = Self::default();
        let glossary = compilation.glossary.as_slice();
        let mut pages = vec![
            Page::Home,
            Page::Tags,
            Page::Search,
            Page::Glossary(glossary.to_vec()),
        ];
        pages.extend(topics.iter().cloned().map(Page::Topic));
        for page in pages {
            let folder = page.route().folder();
            let data = PageData {
                build: build.clone(),
                course: course.clone(),
                page,
                links: Links::Folders,
            };
            let html = app::document(&data, &surroundings);
            site.add(format!("{folder}index.html"), html);
        }
        for topic in topics {
            let folder = Route::Topic(topic.id.clone()).folder();
            let file = TopicFile {
                build: build.clone(),
                topic: topic.clone(),
            };
            site.add(format!("{folder}topic.json"), serde_json::to_vec(&file)?);
        }
        let file = GlossaryFile {
            build: build.clone(),
            terms: glossary.to_vec(),
        };
        site.add("glossary/terms.json", serde_json::to_vec(&file)?);
        for path in &compilation.assets {
            let bytes = figures
                .read_bytes(path)
                .with_context(|| format!("cannot read {path}"))?;
            site.add(path, bytes);
        }
        for (name, bytes) in bundle.files() {
            site.add(format!("{assets}{name}"), bytes.to_vec());
        }
        let free = free_lab::document(course, topics, &assets);
        site.add(format!("{}index.html", free_lab::FOLDER), free);
        desk_pages::add(&mut site, course, topics, &build, &assets)?;
        author_page::add(&mut site, course, compilation, &assets)?;
        print_pages::add(&mut site, course, topics, glossary, &surroundings);
        for (path, text) in search_index::files(course, topics, glossary) {
            site.add(path, text);
        }
        let url = compilation.publication.url.as_deref();
        site.add("404.html", not_found::document(course, url));
        site.add(STAMP, format!("{{\"build\":\"{build}\"}}\n"));
        if purpose == Purpose::Publish {
            site_meta::add(&mut site, course, &compilation.publication);
            hosting::add(&mut site);
            offline::add(&mut site, course, bundle)?;
        }
        Ok(site)
    }

    /// The bytes of a file.
    pub(crate) fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Paths and bytes, in the order of the paths.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// Makes the folder hold this site and nothing else; `written` is called after each file.
    ///
    /// # Errors
    /// When the folder holds something that this command did not make, or cannot be written.
    pub(crate) fn write(&self, out: &Path, written: &dyn Fn()) -> Result<()> {
        if out.is_dir() && fs::read_dir(out)?.next().is_some() {
            if !out.join(STAMP).is_file() {
                bail!(
                    "{} holds files that are not a built course; choose an empty folder for --out",
                    out.display()
                );
            }
            fs::remove_dir_all(out).with_context(|| format!("cannot empty {}", out.display()))?;
        }
        for (path, bytes) in &self.files {
            let target = out.join(path);
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&target, bytes)
                .with_context(|| format!("cannot write {}", target.display()))?;
            written();
        }
        Ok(())
    }

    /// Puts a file at its path under the site's root.
    pub(crate) fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }
}

/// The topics with their labs as they look before they come alive.
pub(crate) fn with_benches(topics: &[Topic]) -> Vec<Topic> {
    let mut topics = topics.to_vec();
    for segment in topics.iter_mut().flat_map(|topic| &mut topic.segments) {
        if let Segment::Lab(one) = segment {
            one.bench_html = lab::prerendered(&one.id, &one.data);
        }
    }
    topics
}

/// A name that changes with anything that a page shows or runs.
pub(crate) fn build_name(
    bundle: &Bundle,
    course: &Course,
    topics: &[Topic],
    glossary: &[Term],
) -> Result<String> {
    let mut hasher = Sha256::new();
    hasher.update(bundle.hash());
    hasher.update(serde_json::to_vec(course)?);
    hasher.update(serde_json::to_vec(topics)?);
    hasher.update(serde_json::to_vec(glossary)?);
    Ok(hex(&hasher.finalize()))
}

/// Names bytes: 16 hex digits.
pub(crate) fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The first 16 digits of a hash.
pub(crate) fn hex(hash: &[u8]) -> String {
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, site};

    fn text(site: &Site, path: &str) -> String {
        let bytes = site
            .file(path)
            .unwrap_or_else(|| panic!("{path} is missing"));
        String::from_utf8(bytes.to_vec()).expect("text")
    }

    #[test]
    fn the_same_course_gives_the_same_bytes() {
        assert_eq!(site().files, site().files);
    }

    #[test]
    fn every_page_and_its_data_are_there() {
        let site = site();
        for path in [
            "index.html",
            "tags/index.html",
            "glossary/terms.json",
            "404.html",
            "figures/a.svg",
            "sw.js",
        ] {
            assert!(site.file(path).is_some(), "{path}");
        }
        let page = text(&site, "arg-secrets/index.html");
        assert!(page.contains("Some text that is long enough to be read."));
        assert!(page.contains("href=\"../buildkit/\""));
        let data: TopicFile =
            serde_json::from_str(&text(&site, "arg-secrets/topic.json")).expect("a topic");
        assert_eq!(data.topic.id, "arg-secrets");
    }

    #[test]
    fn no_browser_keeps_a_preview() {
        let preview = sample::built(&sample::compilation(), Purpose::Preview);
        assert!(preview.file("sw.js").is_none());
        assert!(!text(&preview, "index.html").contains("manifest"));
        assert!(text(&site(), "buildkit/index.html").contains("href=\"../manifest.json\""));
    }

    #[test]
    fn what_a_page_carries_cannot_end_its_script_and_leaves_out_the_prose() {
        let page = text(&site(), "buildkit/index.html");
        let (_, data) = page.split_once("id=\"page\">").expect("the page's data");
        let (data, rest) = data.split_once("</script>").expect("its end");
        assert!(!data.contains('<') && !data.contains("long enough to be read"));
        assert!(rest.starts_with("\n</body>"), "{rest}");
        let data: PageData = serde_json::from_str(data).expect("JSON");
        assert_eq!(
            data.course.chapters[1].topics[0].title,
            "BuildKit <and> you"
        );
    }
}
