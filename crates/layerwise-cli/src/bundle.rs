use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::site::hex;

/// What the app's build must have left for a course to be built with it.
const NEEDED: [&str; 31] = [
    "app.js",
    "app_bg.wasm",
    "author-boot.js",
    "author.js",
    "author_bg.wasm",
    "boot.js",
    "compiler.js",
    "desk-boot.js",
    "desk.js",
    "desk_bg.wasm",
    "keys.js",
    "lab-boot.js",
    "lab.js",
    "lab_bg.wasm",
    "offline.js",
    "present.js",
    "preview.js",
    "preview_bg.wasm",
    "search.js",
    "searcher.js",
    "searcher_bg.wasm",
    "service-worker.js",
    "simulator.js",
    "single-file-app.js",
    "single-file-lab.js",
    "single-file-present.js",
    "single-file.js",
    "theme.js",
    "workbox.js",
    "worker.js",
    "worker_bg.wasm",
];

/// The file with the one `@layer` line: it comes first, and decides the order of all others.
const LAYERS: &str = "layers.css";

/// The style sheet of all pages.
const STYLE: &str = "style.css";

/// The folders that a bundle is made from.
#[derive(Clone, Debug)]
pub(crate) struct BundleFolders {
    /// The built app.
    pub(crate) app: PathBuf,
    /// Style sheets.
    pub(crate) style: PathBuf,
    /// Files that are copied as they are.
    pub(crate) public: PathBuf,
}

/// All that pages need beside their own text. It goes into one folder named after its content:
/// files find each other by relative names, and a browser may keep them for ever.
#[derive(Clone, Debug)]
pub(crate) struct Bundle {
    hash: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl Bundle {
    /// Reads the folders.
    ///
    /// # Errors
    /// When the app has not been built, or a file cannot be read.
    pub(crate) fn read(folders: &BundleFolders) -> Result<Self> {
        let mut files = BTreeMap::new();
        add_folder(&folders.public, &mut files)?;
        let mut app = BTreeMap::new();
        add_folder(&folders.app, &mut app)?;
        // What a build of the app that failed has left.
        app.retain(|name, _| !name.starts_with('.'));
        if let Some(missing) = NEEDED.iter().find(|name| !app.contains_key(**name)) {
            bail!(
                "the app is not built: {} is missing in {}. Run `trunk build`, or name the built \
                 app's folder with --app",
                missing,
                folders.app.display()
            );
        }
        // Trunk's own page has no use here: every page of the site is made by this command.
        app.remove("index.html");
        files.extend(app);
        files.extend(style_sheets(&folders.style)?);
        Ok(Self::new(files))
    }

    /// A bundle of these files.
    pub(crate) fn new(files: BTreeMap<String, Vec<u8>>) -> Self {
        let mut hasher = Sha256::new();
        for (name, bytes) in &files {
            // Lengths keep the boundaries: no two bundles run together to the same bytes.
            hasher.update((name.len() as u64).to_le_bytes());
            hasher.update(name);
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
        Self {
            hash: hex(&hasher.finalize()),
            files,
        }
    }

    /// The style sheet of all pages.
    pub(crate) fn style_sheet(&self) -> Option<String> {
        let bytes = self.files.get(STYLE)?;
        Some(String::from_utf8_lossy(bytes).into_owned())
    }

    /// The same bundle in the look of a course: its rules come after all others.
    pub(crate) fn themed(mut self, css: &str) -> Self {
        if css.is_empty() {
            return self;
        }
        let sheet = self.files.entry(STYLE.to_owned()).or_default();
        sheet.push(b'\n');
        sheet.extend(css.as_bytes());
        Self::new(self.files)
    }

    /// Names the content: 16 hex digits.
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    /// The bytes of a file.
    pub(crate) fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }

    /// Names and bytes, in the order of the names.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }
}

/// The sheet of all pages, `style.css`, with the layers' order first; and for each folder one that
/// is named after it, for what a module shows when it comes alive: `lab/graph.css` is in `lab.css`.
fn style_sheets(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut parts = BTreeMap::new();
    add_folder(folder, &mut parts)?;
    parts.retain(|name, _| name.ends_with(".css"));
    let layers = parts.remove(LAYERS).unwrap_or_default();
    let mut sheets = BTreeMap::from([(STYLE.to_owned(), layers)]);
    for (name, part) in parts {
        let sheet = match name.split_once('/') {
            Some((module, _)) => format!("{module}.css"),
            None => STYLE.to_owned(),
        };
        let sheet = sheets.entry(sheet).or_default();
        sheet.push(b'\n');
        sheet.extend(part);
    }
    Ok(sheets)
}

/// The files at any depth below a folder, by their path with `/`. A folder that does not exist
/// has none.
pub(crate) fn add_folder(folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        let entries =
            fs::read_dir(&next).with_context(|| format!("cannot read {}", next.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let bytes =
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let name = path.strip_prefix(folder).unwrap_or(&path);
            let name = name.to_string_lossy().replace('\\', "/");
            files.insert(name, bytes);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(files: &[(&str, &str)]) -> Bundle {
        Bundle::new(
            files
                .iter()
                .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
                .collect(),
        )
    }

    #[test]
    fn the_name_follows_names_and_bytes() {
        let first = bundle(&[("a", "1"), ("b", "2")]);
        assert_eq!(first.hash(), bundle(&[("b", "2"), ("a", "1")]).hash());
        assert_eq!(first.hash().len(), 16);
        for other in [
            bundle(&[("a", "1"), ("b", "3")]),
            bundle(&[("a", "1"), ("c", "2")]),
            bundle(&[("a", "1b"), ("", "2")]),
            bundle(&[("a", "1")]),
        ] {
            assert_ne!(first.hash(), other.hash());
        }
    }

    #[test]
    fn an_app_that_is_not_built_is_named() {
        let nowhere = PathBuf::from("no-such-folder");
        let error = Bundle::read(&BundleFolders {
            app: nowhere.clone(),
            style: nowhere.clone(),
            public: nowhere,
        })
        .expect_err("nothing is there");
        assert!(
            error.to_string().contains("the app is not built"),
            "{error}"
        );
    }
}
