//! The command layerwise: check, serve and build a course.
//!
//! In: a folder with a course, and the built app. Out: diagnostics, or a site that runs from any
//! static host. Markdown is compiled by the crate `course`, pages are rendered by `app`, labs are
//! judged with `drybuild`; this crate is what holds them together, and the only one that touches
//! the file system.

mod arguments;
mod bundle;
mod course_folder;
mod data_address;
mod free_lab;
mod hosting;
mod html_tags;
mod html_text;
mod lab_judge;
mod not_found;
mod offline;
mod precompressed;
mod print_pages;
mod printed;
mod proof;
mod search_index;
mod serve;
mod single_file;
mod site;
mod site_meta;
mod standalone;

#[cfg(test)]
mod sample;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;
use course::Compilation;

use crate::arguments::{Arguments, Command};
use crate::bundle::Bundle;
use crate::course_folder::CourseFolder;
use crate::site::{Purpose, Site};

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
            precompress,
            single_file,
            bundle,
        } => {
            let bundle = Bundle::read(&bundle.folders())?;
            let compilation = check(&content)?;
            if single_file {
                let figures = CourseFolder::new(&content);
                let html = single_file::document(&compilation, &figures, &bundle)?;
                let out = out.unwrap_or_else(|| PathBuf::from("course.html"));
                std::fs::write(&out, &html).with_context(|| out.display().to_string())?;
                println!("{}: {:.1} MB", out.display(), html.len() as f64 / 1e6);
                return Ok(());
            }
            let out = out.unwrap_or_else(|| PathBuf::from("dist"));
            let mut site = Site::new(
                &compilation,
                &CourseFolder::new(&content),
                &bundle,
                Purpose::Publish,
            )?;
            if precompress {
                precompressed::add(&mut site)?;
            }
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
