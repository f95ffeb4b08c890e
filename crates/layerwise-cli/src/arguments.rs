use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::bundle::BundleFolders;

/// Makes interactive courses from Markdown.
#[derive(Debug, Parser)]
#[command(name = "layerwise", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Says what is wrong with a course.
    Check {
        /// The folder with course.toml.
        content: PathBuf,
    },
    /// Makes a site that runs from any static host, under any path.
    Build {
        /// The folder with course.toml.
        content: PathBuf,
        /// The folder for the site, `dist` if none is named; with --single-file the file,
        /// `course.html` if none is named.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Puts a compressed copy beside each file, for hosts that send these: nginx, GitLab Pages.
        #[arg(long)]
        precompress: bool,
        /// Makes one HTML file that opens by a double click, with everything in it.
        #[arg(long, conflicts_with = "precompress")]
        single_file: bool,
        #[command(flatten)]
        bundle: BundleArguments,
    },
    /// Shows the course at a local address, and anew whenever a file changes.
    Serve {
        /// The folder with course.toml.
        content: PathBuf,
        /// The port; without it the first free one from 4000.
        #[arg(long)]
        port: Option<u16>,
        /// The path under which the course is served: /some/repo/
        #[arg(long, default_value = "/")]
        base: String,
        #[command(flatten)]
        bundle: BundleArguments,
    },
}

#[derive(Args, Debug)]
pub(crate) struct BundleArguments {
    /// The folder with the built app.
    #[arg(long, default_value = "target/app")]
    app: PathBuf,
    /// The folder with style sheets.
    #[arg(long, default_value = "style")]
    style: PathBuf,
    /// The folder with files to copy as they are.
    #[arg(long, default_value = "public")]
    public: PathBuf,
}

impl BundleArguments {
    pub(crate) fn folders(&self) -> BundleFolders {
        BundleFolders {
            app: self.app.clone(),
            style: self.style.clone(),
            public: self.public.clone(),
        }
    }
}
