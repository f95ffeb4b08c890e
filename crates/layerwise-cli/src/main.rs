//! The command layerwise: check, serve and build a course.
//!
//! In: a folder with a course, and the built app. Out: diagnostics, or a site that runs from any
//! static host. Markdown is compiled by the crate `course`, pages are rendered by `app`, labs are
//! judged with `drybuild`; this crate is what holds them together, and the only one that touches
//! the file system.

mod arguments;
mod bundle;
mod course_folder;
mod free_lab;
mod lab_judge;
mod not_found;
mod printed;
mod proof;
mod serve;
mod site;

#[cfg(test)]
mod sample;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Parser;
use course::Compilation;

use crate::arguments::{Arguments, Command};
use crate::bundle::Bundle;
use crate::course_folder::CourseFolder;
use crate::site::Site;

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("layerwise: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    match arguments.command {
        Command::Check { content } => {
            let compilation = check(&content)?;
            println!(
                "{}: {} topics, nothing that forbids to publish it",
                content.display(),
                compilation.topics.len()
            );
            Ok(())
        }
        Command::Build {
            content,
            out,
            bundle,
        } => {
            let bundle = Bundle::read(&bundle.folders())?;
            let compilation = check(&content)?;
            let site = Site::new(&compilation, &CourseFolder::new(&content), &bundle)?;
            site.write(&out)?;
            println!("{}: {} files", out.display(), site.len());
            Ok(())
        }
        Command::Serve {
            content,
            port,
            base,
            bundle,
        } => serve::serve(&content, &bundle.folders(), port, &base),
    }
}

/// Compiles the course and prints what is wrong with it.
///
/// # Errors
/// When something is wrong that forbids to publish the course.
fn check(content: &Path) -> Result<Compilation> {
    let compilation = course_folder::compile(content);
    for diagnostic in &compilation.diagnostics {
        eprintln!("{}", printed::diagnostic(content, diagnostic));
    }
    if compilation.has_errors() {
        bail!("the course in {} has errors", content.display());
    }
    Ok(compilation)
}
