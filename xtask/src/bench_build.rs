//! `cargo xtask bench-build`: how long a course of many topics takes to build, beside mdBook on the same Markdown.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::bench_site::{fresh, write};
use crate::bundle;
use crate::process;
use crate::project::Project;
use crate::tools::{self, Tool};

/// Sizes of the courses, in topics.
const SIZES: [usize; 2] = [100, 1_000];
const TOPICS_A_CHAPTER: usize = 20;
/// Builds of each, in turns.
const RUNS: usize = 5;

/// Builds each course with both, and prints medians and ratios.
pub(crate) fn bench_build(project: &Project) -> Result<()> {
    tools::ensure(project, bundle::TOOLS)?;
    tools::ensure(project, &[Tool::MdBook])?;
    bundle::build(project)?;
    process::run(&mut project.cargo(["build", "--release", "--package=layerwise-cli"]))?;
    println!("| topics | Layerwise, s | mdBook, s | ratio |");
    println!("|--:|--:|--:|--:|");
    for size in SIZES {
        let folder = fresh(project, &format!("bench-build/{size}"))?;
        let text = fs::read_to_string(project.root.join("tests/bench-site/text/first.md"))?;
        write_course(&folder.join("layerwise"), &text, size)?;
        write_book(&folder.join("mdbook"), &text, size)?;
        let (mut own, mut other) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            own.push(time(&mut layerwise(project, &folder))?);
            let mut mdbook = project.command("mdbook");
            other.push(time(mdbook.arg("build").arg(folder.join("mdbook")))?);
        }
        let (own, other) = (median(own), median(other));
        let ratio = own / other;
        println!("| {size} | {own:.2} | {other:.2} | {ratio:.2} |");
    }
    Ok(())
}

/// As an author runs it, with the app in a folder in place of in the program.
fn layerwise(project: &Project, folder: &Path) -> Command {
    let program = project.target.join("release/layerwise");
    let mut command = project.command(&program.to_string_lossy());
    command.args(["build", "--quiet"]);
    command.arg(folder.join("layerwise"));
    command.arg("--out").arg(folder.join("site"));
    command
}

fn write_course(folder: &Path, text: &str, size: usize) -> Result<()> {
    let mut course =
        "id = \"many\"\ntitle = \"Many\"\nsummary = \"Many topics.\"\nlanguage = \"en\"\n\
                      version = \"1.0.0\"\nlicence = \"MIT\"\n"
            .to_owned();
    let numbers: Vec<usize> = (0..size).collect();
    for (chapter, topics) in numbers.chunks(TOPICS_A_CHAPTER).enumerate() {
        let ids: Vec<String> = topics.iter().map(|topic| format!("\"t{topic}\"")).collect();
        course.push_str(&format!(
            "\n[[chapters]]\nid = \"c{chapter}\"\ntitle = \"Chapter {chapter}\"\ntopics = [{}]\n",
            ids.join(", ")
        ));
    }
    write(&folder.join("course.toml"), &course)?;
    for topic in numbers {
        let head = format!(
            "+++\nid = \"t{topic}\"\ntitle = \"Topic {topic}\"\nsummary = \"The topic number {topic}.\"\n\
             minutes = 3\ntags = []\n+++\n\n"
        );
        let path = folder.join(format!("topics/t{topic}.md"));
        write(&path, &(head + text))?;
    }
    Ok(())
}

fn write_book(folder: &Path, text: &str, size: usize) -> Result<()> {
    write(&folder.join("book.toml"), "[book]\ntitle = \"Many\"\n")?;
    let mut summary = "# Summary\n".to_owned();
    for topic in 0..size {
        if topic % TOPICS_A_CHAPTER == 0 {
            summary.push_str(&format!("\n# Chapter {}\n\n", topic / TOPICS_A_CHAPTER));
        }
        summary.push_str(&format!("- [Topic {topic}](t{topic}.md)\n"));
        let path = folder.join(format!("src/t{topic}.md"));
        write(&path, &format!("# Topic {topic}\n\n{text}"))?;
    }
    write(&folder.join("src/SUMMARY.md"), &summary)
}

/// Seconds until a command ends, which must succeed; what it says is not shown.
fn time(command: &mut Command) -> Result<f64> {
    let start = Instant::now();
    let output = command
        .output()
        .with_context(|| format!("{} does not start", command.get_program().to_string_lossy()))?;
    let took = start.elapsed();
    if !output.status.success() {
        anyhow::bail!(
            "{} failed: {}",
            command.get_program().to_string_lossy(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(took.as_secs_f64())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
