//! The command layerwise: begin, check, serve, build and export a course.
//!
//! In: a folder with a course, and the built app. Out: diagnostics, or a site that runs from any
//! static host. Markdown is compiled by the crate `course`, pages are rendered by `app`, labs are
//! judged with `drybuild`; this crate is what holds them together, and the only one that touches
//! the file system.

mod app_bundle;
mod archive;
mod arguments;
mod author_page;
mod bundle;
mod command;
mod course_folder;
mod data_address;
mod desk_pages;
mod export;
mod free_lab;
mod hosting;
mod html_tags;
mod html_text;
mod lab_judge;
mod lock;
mod manual;
mod module_page;
mod not_found;
mod offline;
mod output;
mod precompressed;
mod print_pages;
mod proof;
mod report;
mod schema;
mod search_index;
mod serve;
mod single_file;
mod site;
mod site_meta;
mod speaker_notes;
mod standalone;
mod starter;

#[cfg(test)]
mod sample;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    match command::run(Arguments::parse()) {
        Ok(status) => status,
        Err(error) => {
            eprintln!("layerwise: {error:#}");
            ExitCode::FAILURE
        }
    }
}
