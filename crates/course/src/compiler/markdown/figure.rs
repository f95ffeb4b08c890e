use pulldown_cmark::{Event, Tag};

use super::escape::escaped;
use super::page::Page;
use super::tree::{Node, plain_text};
use crate::compiler::image_size::image_size;

impl Page<'_, '_> {
    /// Renders a paragraph that is one image with a title as a figure with a caption; says whether
    /// it was one.
    pub(super) fn figure(&mut self, paragraph: &Node<'_>, out: &mut String) -> bool {
        let [image] = paragraph.children.as_slice() else {
            return false;
        };
        let Event::Start(Tag::Image {
            dest_url, title, ..
        }) = &image.event
        else {
            return false;
        };
        if title.is_empty() {
            return false;
        }
        out.push_str("<figure>\n");
        self.image(dest_url, "", image, out);
        out.push_str(&format!(
            "\n<figcaption>{}</figcaption>\n</figure>\n",
            escaped(title)
        ));
        true
    }

    /// An image in a line of text. Its size is written down, so that nothing moves when it loads.
    pub(super) fn image(&mut self, url: &str, title: &str, node: &Node<'_>, out: &mut String) {
        let span = node.span.clone();
        let alt = plain_text(&node.children);
        if alt.is_empty() {
            self.checked
                .error(
                    "missing-alt",
                    span.clone(),
                    "the image has no text for those who do not see it",
                )
                .hint("describe what it shows: `![a tree of three layers](…)`");
        }
        let is_name = url.rsplit('/').next() == Some(&alt);
        if is_name && !alt.is_empty() {
            self.checked
                .warning(
                    "missing-alt",
                    span.clone(),
                    "the file's name does not say what the image shows",
                )
                .hint("describe it to somebody who does not see it");
        }
        if !title.is_empty() {
            self.checked
                .warning(
                    "figure",
                    span.clone(),
                    "a title is shown only under an image in a paragraph of its own",
                )
                .hint("put the image between two empty lines, or remove the title");
        }
        let Some(path) = figure_path(url) else {
            self.checked
                .error("figure", span, format!("`{url}` is not a path of a figure"))
                .hint("figures are in the folder `figures`: `../figures/name.svg`");
            escape_alt(&alt, out);
            return;
        };
        let bytes = match self.source.read_bytes(path) {
            Ok(bytes) => bytes,
            Err(error) if error.is_elsewhere() => {
                self.figure_elsewhere(path, &alt, out);
                return;
            }
            Err(error) => {
                let files = self.source.list("figures").unwrap_or_default();
                self.checked
                    .error("figure", span, format!("{path}: {error}"))
                    .suggest(path, files.iter().map(String::as_str));
                escape_alt(&alt, out);
                return;
            }
        };
        let size =
            match image_size(&bytes) {
                Some((width, height)) => format!(" width=\"{width}\" height=\"{height}\""),
                None => {
                    self.checked
                    .error("figure", span, format!("{path} is not an image whose size can be read"))
                    .hint("use SVG (with width and height, or a viewBox), PNG, JPEG, WebP or AVIF");
                    String::new()
                }
            };
        self.assets.insert(path.to_owned());
        shown(path, &alt, &size, out);
    }

    /// An image whose bytes are not at hand: one that the site is known to have is shown without its size, any other as
    /// its text.
    fn figure_elsewhere(&self, path: &str, alt: &str, out: &mut String) {
        let known = self.source.list("figures").unwrap_or_default();
        if known.iter().any(|figure| figure == path) {
            shown(path, alt, "", out);
        } else {
            escape_alt(alt, out);
        }
    }
}

/// `size` is empty, or attributes with a space before them.
fn shown(path: &str, alt: &str, size: &str, out: &mut String) {
    out.push_str(&format!(
        "<img src=\"../{}\" alt=\"{}\"{size} loading=\"lazy\" decoding=\"async\">",
        escaped(path),
        escaped(alt),
    ));
}

/// The path from the folder of `course.toml`. A topic's page is one folder deep, as its file is:
/// the same relative address holds in both.
fn figure_path(url: &str) -> Option<&str> {
    let path = url.strip_prefix("../")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let ok = path.starts_with("figures/") && path.chars().all(plain) && !path.contains("..");
    ok.then_some(path)
}

fn escape_alt(alt: &str, out: &mut String) {
    out.push_str(&escaped(alt));
}
