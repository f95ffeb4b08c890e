//! `cargo xtask bench-site`: the same two topics, with one question, in Layerwise, in mdBook with
//! mdbook-quiz and in Starlight, visited in one run.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::bundle;
use crate::process;
use crate::project::Project;
use crate::site;
use crate::tools::{self, Tool};

/// The topics: file name, title and one sentence.
const TOPICS: [(&str, &str, &str); 2] = [
    (
        "first",
        "What deletion leaves",
        "A layer never shrinks an image.",
    ),
    (
        "second",
        "Reading a history",
        "What a row of no bytes tells.",
    ),
];

/// Builds all three, visits them, and prints what a reader waits for.
pub(crate) fn bench_site(project: &Project) -> Result<()> {
    tools::ensure(project, bundle::TOOLS)?;
    tools::ensure(project, tools::RIVALS)?;
    tools::ensure(project, &[Tool::E2ePackages, Tool::Chromium])?;
    let sites = [
        ("Layerwise", layerwise(project)?),
        ("mdBook + mdbook-quiz", mdbook(project)?),
        ("Starlight", starlight(project)?),
    ];
    let mut node = project.command("node");
    node.arg(project.root.join("tests/bench-site/measure.js"));
    for (name, folder) in sites {
        node.arg(format!("{name}={}", folder.display()));
    }
    if let Some(browser) = tools::find_chromium() {
        node.env("LAYERWISE_CHROMIUM", browser);
    }
    process::run(&mut node)
}

fn layerwise(project: &Project) -> Result<PathBuf> {
    bundle::build(project)?;
    let course = fresh(project, "bench-site/layerwise")?;
    write(
        &course.join("course.toml"),
        "id = \"layers\"\ntitle = \"Layers\"\nsummary = \"Two topics.\"\nlanguage = \"en\"\n\
         version = \"1.0.0\"\nlicence = \"MIT\"\n\n[[chapters]]\nid = \"layers\"\n\
         title = \"Layers\"\ntopics = [\"first\", \"second\"]\n",
    )?;
    for (id, title, summary) in TOPICS {
        let text = text(project, id)?;
        let quiz = match id {
            "first" => fs::read_to_string(source(project).join("text/quiz.md"))?,
            _ => String::new(),
        };
        write(
            &course.join(format!("topics/{id}.md")),
            &format!(
                "+++\nid = \"{id}\"\ntitle = \"{title}\"\nsummary = \"{summary}\"\nminutes = 3\n\
                 tags = []\n+++\n\n{text}{quiz}"
            ),
        )?;
    }
    let out = course.join("site");
    let mut layerwise = site::layerwise(project)?;
    layerwise.arg("build").arg(&course).arg("--out").arg(&out);
    process::run(&mut layerwise)?;
    Ok(out)
}

fn mdbook(project: &Project) -> Result<PathBuf> {
    let book = fresh(project, "bench-site/mdbook")?;
    write(
        &book.join("book.toml"),
        "[book]\ntitle = \"Layers\"\n\n[preprocessor.quiz]\n",
    )?;
    let mut summary = "# Summary\n\n".to_owned();
    for (id, title, _) in TOPICS {
        let text = text(project, id)?;
        let quiz = match id {
            "first" => "\n{{#quiz quiz.toml}}\n",
            _ => "",
        };
        let text = format!("# {title}\n\n{text}{quiz}");
        write(&book.join(format!("src/{id}.md")), &text)?;
        summary.push_str(&format!("- [{title}]({id}.md)\n"));
    }
    write(&book.join("src/SUMMARY.md"), &summary)?;
    let quiz = fs::read_to_string(source(project).join("text/quiz.toml"))?;
    write(&book.join("src/quiz.toml"), &quiz)?;
    process::run(project.command("mdbook").arg("build").arg(&book))?;
    Ok(book.join("book"))
}

fn starlight(project: &Project) -> Result<PathBuf> {
    let folder = tools::starlight_folder(project);
    for name in ["astro.config.mjs", "src/content.config.ts"] {
        let config = fs::read_to_string(source(project).join("starlight").join(name))?;
        write(&folder.join(name), &config)?;
    }
    for (id, title, summary) in TOPICS {
        let text = text(project, id)?;
        write(
            &folder.join(format!("src/content/docs/{id}.md")),
            &format!("---\ntitle: {title}\ndescription: {summary}\n---\n\n{text}"),
        )?;
    }
    let mut npm = project.command("npm");
    npm.current_dir(&folder)
        .env("ASTRO_TELEMETRY_DISABLED", "1");
    process::run(npm.args(["exec", "--offline", "--", "astro", "build"]))?;
    Ok(folder.join("dist"))
}

fn source(project: &Project) -> PathBuf {
    project.root.join("tests/bench-site")
}

fn text(project: &Project, id: &str) -> Result<String> {
    let path = source(project).join(format!("text/{id}.md"));
    fs::read_to_string(&path).with_context(|| project.shown(&path).to_string())
}

/// An empty folder below the target folder, for what one engine takes and makes.
pub(crate) fn fresh(project: &Project, name: &str) -> Result<PathBuf> {
    let folder = project.target.join(name);
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Writes a file, with the folders above it.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}
