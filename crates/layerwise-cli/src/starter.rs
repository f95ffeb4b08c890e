//! The course that `layerwise new` writes: it teaches the format by being written in it.

mod format_topic;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use format_topic::format_topic;

/// The documentation of the format: one of the starter course's topics is made from it, so that
/// the two say the same.
const FORMAT: &str = include_str!("../../../docs/format.md");

const FILES: [(&str, &str); 10] = [
    ("app/Dockerfile", include_str!("../starter/app/Dockerfile")),
    ("course.toml", include_str!("../starter/course.toml")),
    (
        "figures/layers.svg",
        include_str!("../starter/figures/layers.svg"),
    ),
    ("glossary.toml", include_str!("../starter/glossary.toml")),
    (
        "labs/lend-the-password/Dockerfile",
        include_str!("../starter/labs/lend-the-password/Dockerfile"),
    ),
    (
        "labs/lend-the-password/fetch-rates",
        include_str!("../starter/labs/lend-the-password/fetch-rates"),
    ),
    (
        "labs/lend-the-password/solution/Dockerfile",
        include_str!("../starter/labs/lend-the-password/solution/Dockerfile"),
    ),
    (
        "labs/two-layers/solution/Dockerfile",
        include_str!("../starter/labs/two-layers/solution/Dockerfile"),
    ),
    (
        "labs/two-layers/Dockerfile",
        include_str!("../starter/labs/two-layers/Dockerfile"),
    ),
    (
        "topics/welcome.md",
        include_str!("../starter/topics/welcome.md"),
    ),
];

/// Paths and texts of a new course with this id and title.
pub(crate) fn files(id: &str, title: &str) -> Vec<(&'static str, String)> {
    let mut files: Vec<_> = FILES
        .iter()
        .map(|(path, text)| (*path, (*text).to_owned()))
        .collect();
    for (path, text) in &mut files {
        if *path == "course.toml" {
            *text = text
                .replacen("\"my-course\"", &toml_string(id), 1)
                .replacen("\"My course\"", &toml_string(title), 1);
        }
    }
    files.push(("topics/the-format.md", format_topic(FORMAT)));
    files
}

/// Writes a new course into a folder that is empty or does not exist.
///
/// # Errors
/// When the folder holds something, or cannot be written.
pub(crate) fn write(folder: &Path, title: Option<&str>) -> Result<usize> {
    if folder.exists() && !is_empty(folder)? {
        bail!(
            "{} is not empty; name a new folder, so that nothing is overwritten",
            folder.display()
        );
    }
    let id = id_of(folder);
    let title = title.map_or_else(|| title_of(&id), str::to_owned);
    let files = files(&id, &title);
    for (path, text) in &files {
        let target = folder.join(path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)
                .with_context(|| format!("cannot make {}", parent.display()))?;
        }
        fs::write(&target, text).with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(files.len())
}

fn is_empty(folder: &Path) -> Result<bool> {
    let mut entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    Ok(entries.next().is_none())
}

/// The folder's name in kebab-case.
fn id_of(folder: &Path) -> String {
    let name = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let id = words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let id = id.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    if id.is_empty() {
        "my-course".to_owned()
    } else {
        id.to_owned()
    }
}

fn title_of(id: &str) -> String {
    let text = id.replace('-', " ");
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => text,
    }
}

fn toml_string(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::lab_judge::DryBuildJudge;

    #[test]
    fn the_starter_course_has_no_problem() {
        let files: BTreeMap<String, Vec<u8>> = files("images", "Say \"images\"")
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text.into_bytes()))
            .collect();
        let compilation = course::compile(&files, &DryBuildJudge);
        let shown: Vec<_> = compilation
            .diagnostics
            .iter()
            .map(|problem| format!("{}:{}: {}", problem.file, problem.line, problem.message))
            .collect();
        assert_eq!(shown, Vec::<String>::new());
        let course = compilation.course.expect("a course");
        assert_eq!(
            (course.id.as_str(), course.title.as_str()),
            ("images", "Say \"images\"")
        );
    }

    #[test]
    fn a_folder_gives_its_name() {
        for (folder, id, title) in [
            ("courses/Git_basics", "git-basics", "Git basics"),
            ("2 images", "images", "Images"),
            ("..", "my-course", "My course"),
        ] {
            let found = id_of(Path::new(folder));
            assert_eq!((found.as_str(), title_of(&found).as_str()), (id, title));
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = std::env::temp_dir().join(format!("layerwise-new-{}", std::process::id()));
        assert_eq!(write(&folder, None).expect("written"), FILES.len() + 1);
        let error = write(&folder, None).expect_err("it is not empty");
        assert!(error.to_string().contains("is not empty"), "{error}");
        fs::remove_dir_all(&folder).expect("removed");
    }
}
