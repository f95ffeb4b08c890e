//! What each command does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use course::{Compilation, Severity};
use serde_json::json;

use crate::arguments::{Arguments, BundleArguments, Command, Export};
use crate::course_folder::CourseFolder;
use crate::export::{self, Key};
use crate::lock::{self, Fate, Lock};
use crate::output::Output;
use crate::report::{self, Format};
use crate::site::{Purpose, Site};
use crate::{
    app_bundle, course_folder, manual, precompressed, schema, serve, single_file, starter,
};

/// Does what the arguments ask for; the status says whether a course has errors.
///
/// # Errors
/// When something stands in the way that is not a mistake in the course.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let output = Output {
        quiet: arguments.quiet,
        json: arguments.json,
    };
    match arguments.command {
        Command::New { folder, title } => new(&folder, title.as_deref(), output)?,
        Command::Check { content, format } => return check(&content.content, format, output),
        Command::Build {
            content,
            out,
            precompress,
            single_file,
            bundle,
        } => {
            if single_file {
                let out = out.unwrap_or_else(|| PathBuf::from("course.html"));
                build_single_file(&content.content, &out, &bundle, output)?;
            } else {
                let out = out.unwrap_or_else(|| PathBuf::from("dist"));
                build(&content.content, &out, precompress, &bundle, output)?;
            }
        }
        Command::Serve {
            content,
            address,
            bundle,
        } => serve::serve(&content.content, &bundle, &address, output)?,
        Command::Lock { content } => lock(&content.content, output)?,
        Command::Export(export) => self::export(export, output)?,
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { out } => {
            let count = manual::write_pages(&out)?;
            let sentence = format!("{}: {count} manual pages", out.display());
            output.done(&sentence, &json!({ "out": out, "pages": count }));
        }
        Command::Pack { out, bundle } => app_bundle::pack(&bundle, &out)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn new(folder: &Path, title: Option<&str>, output: Output) -> Result<()> {
    let count = starter::write(folder, title)?;
    let shown = folder.display();
    let sentence = format!(
        "{shown}: {count} files. Look at it, and change it while you do:\n\n    layerwise serve {shown}\n\n\
         `layerwise check {shown}` says what is wrong, and `layerwise build {shown}` makes the site."
    );
    output.done(&sentence, &json!({ "folder": folder, "files": count }));
    Ok(())
}

fn check(content: &Path, format: Format, output: Output) -> Result<ExitCode> {
    let format = if output.json { Format::Json } else { format };
    let (compilation, fate) = compared(content);
    report::print(content, &compilation, format);
    if format == Format::Text {
        let sentence = format!(
            "{}: {} topics, {}",
            content.display(),
            compilation.topics.len(),
            report::summary(&compilation.diagnostics)
        );
        output.done(&sentence, &json!(null));
        if let Some(fate) = fate {
            output.done(&fate.sentence(), &json!(null));
        }
    }
    Ok(if compilation.has_errors() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn build(
    content: &Path,
    out: &Path,
    precompress: bool,
    bundle: &BundleArguments,
    output: Output,
) -> Result<()> {
    let mut site = built(content, bundle, output)?;
    if precompress {
        precompressed::add(&mut site)?;
    }
    let bar = output.progress("writing", site.len());
    site.write(out, &|| bar.inc(1))?;
    bar.finish_and_clear();
    let sentence = format!("{}: {} files", out.display(), site.len());
    output.done(&sentence, &json!({ "out": out, "files": site.len() }));
    Ok(())
}

fn build_single_file(
    content: &Path,
    out: &Path,
    bundle: &BundleArguments,
    output: Output,
) -> Result<()> {
    let compilation = sound(content, output)?;
    let bundle = app_bundle::of(bundle)?.themed(&compilation.theme_css);
    let html = single_file::document(&compilation, &CourseFolder::new(content), &bundle)?;
    fs::write(out, &html).with_context(|| format!("cannot write {}", out.display()))?;
    let sentence = format!("{}: {:.1} MB", out.display(), html.len() as f64 / 1e6);
    output.done(&sentence, &json!({ "out": out, "bytes": html.len() }));
    Ok(())
}

fn lock(content: &Path, output: Output) -> Result<()> {
    let compilation = sound(content, output)?;
    let count = Lock::of(&compilation).write(content)?;
    let file = content.join(lock::FILE);
    let sentence = format!("{}: {count} questions", file.display());
    output.done(&sentence, &json!({ "out": file, "questions": count }));
    Ok(())
}

fn export(export: Export, output: Output) -> Result<()> {
    let (out, sentence) = match export {
        Export::Zip {
            content,
            out,
            bundle,
        } => {
            let bytes = export::zip(&built(&content.content, &bundle, output)?, &out)?;
            (out, format!("{bytes} bytes"))
        }
        Export::Print {
            content,
            out,
            key,
            bundle,
        } => {
            let compilation = sound(&content.content, output)?;
            let source = CourseFolder::new(&content.content);
            let key = if key { Key::With } else { Key::Without };
            let bundle = app_bundle::of(&bundle)?.themed(&compilation.theme_css);
            let style = bundle.style_sheet().context("the app has no style sheet")?;
            let bytes = export::printed(&compilation, &source, &style, key, &out)?;
            (out, format!("{bytes} bytes"))
        }
        Export::Schemas { out } => {
            let count = schema::write(&out)?;
            (out, format!("{count} schemas"))
        }
    };
    let sentence = format!("{}: {sentence}", out.display());
    output.done(&sentence, &json!({ "out": out }));
    Ok(())
}

fn built(content: &Path, bundle: &BundleArguments, output: Output) -> Result<Site> {
    let compilation = sound(content, output)?;
    let bundle = app_bundle::of(bundle)?.themed(&compilation.theme_css);
    let source = CourseFolder::new(content);
    Site::new(&compilation, &source, &bundle, Purpose::Publish)
}

/// Compiles a course that is to be published, and prints what is wrong with it.
///
/// # Errors
/// When something is wrong that forbids to publish the course.
pub(crate) fn sound(content: &Path, output: Output) -> Result<Compilation> {
    let (compilation, fate) = compared(content);
    let shown: Vec<_> = compilation
        .diagnostics
        .iter()
        .filter(|problem| !output.quiet || problem.severity == Severity::Error)
        .cloned()
        .collect();
    report::text_to_stderr(content, &shown);
    if compilation.has_errors() {
        bail!(
            "the course in {} has {}",
            content.display(),
            report::summary(&compilation.diagnostics)
        );
    }
    if let Some(fate) = fate.filter(|fate| fate.lost > 0) {
        output.note(&fate.sentence());
    }
    Ok(compilation)
}

/// The course with what its lock file says of its questions, if it has one.
fn compared(content: &Path) -> (Compilation, Option<Fate>) {
    let mut compilation = course_folder::compile(content);
    let source = CourseFolder::new(content);
    match Lock::read(&source) {
        Ok(None) => (compilation, None),
        Ok(Some(lock)) => {
            let (fate, lost) = lock::compare(&lock, &compilation, &source);
            compilation.diagnostics.extend(lost);
            (compilation, Some(fate))
        }
        Err(problem) => {
            compilation.diagnostics.push(*problem);
            (compilation, None)
        }
    }
}
