use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use crate::bundle::BundleFolders;
use crate::report::Format;

/// Makes interactive courses from Markdown.
#[derive(Debug, Parser)]
#[command(name = "layerwise", version)]
pub(crate) struct Arguments {
    /// Prints problems and nothing else.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Prints what became of the command as JSON, for programs.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes a small course that shows every construct, to begin with.
    New {
        /// The folder to write; it must be empty or not exist.
        folder: PathBuf,
        /// The course's title; without it the folder's name.
        #[arg(long)]
        title: Option<String>,
    },
    /// Says what is wrong with a course, and where.
    Check {
        #[command(flatten)]
        content: Content,
        /// How problems are printed.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Makes a site that runs from any static host, under any path.
    Build {
        #[command(flatten)]
        content: Content,
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
        #[command(flatten)]
        content: Content,
        #[command(flatten)]
        address: Address,
        #[command(flatten)]
        bundle: BundleArguments,
    },
    /// Notes the questions that are published, so that `check` says which answers an edit loses.
    Lock {
        #[command(flatten)]
        content: Content,
    },
    /// Writes the course in formats for other programs, and for paper.
    #[command(subcommand)]
    Export(Export),
    /// Prints what a shell needs to complete the command's words.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Writes the manual pages.
    Man {
        /// The folder for them.
        #[arg(long, default_value = "man")]
        out: PathBuf,
    },
    /// Packs the app for the binary that carries it.
    #[command(hide = true)]
    Pack {
        /// The archive to write.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        bundle: BundleArguments,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// The built course in one archive.
    Zip {
        #[command(flatten)]
        content: Content,
        /// The archive to write.
        #[arg(long, default_value = "course.zip")]
        out: PathBuf,
        #[command(flatten)]
        bundle: BundleArguments,
    },
    /// The whole course as one HTML page to print or to hand out.
    Print {
        #[command(flatten)]
        content: Content,
        /// The page to write.
        #[arg(long, default_value = "course.html")]
        out: PathBuf,
        /// Shows the right answers and the feedback.
        #[arg(long)]
        key: bool,
        #[command(flatten)]
        bundle: BundleArguments,
    },
    /// JSON Schemas of course.toml, front matter, the glossary and blocks.
    Schemas {
        /// The folder for them.
        #[arg(long, default_value = "schemas")]
        out: PathBuf,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Content {
    /// The folder with course.toml.
    #[arg(default_value = ".")]
    pub(crate) content: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Address {
    /// The port; without it the first free one from 4000.
    #[arg(long)]
    pub(crate) port: Option<u16>,
    /// The path under which the course is served: /some/repo/
    #[arg(long, default_value = "/")]
    pub(crate) base: String,
    /// Serves it to every device of the local network, and prints an address and a QR code for them.
    #[arg(long)]
    pub(crate) lan: bool,
}

/// Which app the course is built with; without any of these the one that this program carries.
#[derive(Args, Clone, Debug)]
pub(crate) struct BundleArguments {
    /// The folder with the built app.
    #[arg(long)]
    app: Option<PathBuf>,
    /// The folder with style sheets.
    #[arg(long)]
    style: Option<PathBuf>,
    /// The folder with files to copy as they are.
    #[arg(long)]
    public: Option<PathBuf>,
}

impl BundleArguments {
    /// The folders named, and for the others those of a checkout; `None` if none is named.
    pub(crate) fn named(&self) -> Option<BundleFolders> {
        let any = self.app.is_some() || self.style.is_some() || self.public.is_some();
        any.then(|| self.folders())
    }

    /// The folders named, and for the others those of a checkout.
    pub(crate) fn folders(&self) -> BundleFolders {
        let or = |folder: &Option<PathBuf>, usual: &str| {
            folder.clone().unwrap_or_else(|| PathBuf::from(usual))
        };
        BundleFolders {
            app: or(&self.app, "target/app"),
            style: or(&self.style, "style"),
            public: or(&self.public, "public"),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_make_sense() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_folder_may_be_left_out() {
        let arguments = Arguments::parse_from(["layerwise", "check", "--quiet"]);
        assert!(arguments.quiet);
        let Command::Check { content, format } = arguments.command else {
            panic!("not check");
        };
        assert_eq!(
            (content.content, format),
            (PathBuf::from("."), Format::Text)
        );
    }
}
