use pulldown_cmark::{Alignment, Event, Tag};

use super::escape::{escape, escaped};
use super::page::Page;
use super::tree::{Node, plain_text};

/// What a paragraph after a table begins with to be its caption.
const CAPTION: &str = "Table: ";

/// A table whose longest words need more characters than this does not fit a phone.
const NARROW_CHARS: usize = 30;

impl Page<'_, '_> {
    /// A table in a container that scrolls; one that may have to scroll can take the focus and has
    /// a name, so that a keyboard reaches what stands outside the screen.
    pub(super) fn table(
        &mut self,
        alignments: &[Alignment],
        node: &Node<'_>,
        caption: &str,
        out: &mut String,
    ) {
        self.tables += 1;
        let container = if least_width(node) > NARROW_CHARS {
            let label = format!("Table {}: {}", self.tables, escaped(&headers(node)));
            out.push_str(&format!(
                "<section class=\"table\" aria-label=\"{label}\" tabindex=\"0\">\n"
            ));
            "section"
        } else {
            out.push_str("<div class=\"table\">\n");
            "div"
        };
        out.push_str("<table>\n");
        if !caption.is_empty() {
            out.push_str(&format!("<caption>{caption}</caption>\n"));
        }
        let (mut body, mut rows) = (String::new(), node.children.iter());
        if let Some(head) = rows.next() {
            out.push_str("<thead>\n");
            self.row("th", alignments, head, out);
            out.push_str("</thead>\n");
        }
        for row in rows {
            self.check_row(row, alignments.len());
            self.row("td", alignments, row, &mut body);
        }
        if !body.is_empty() {
            out.push_str(&format!("<tbody>\n{body}</tbody>\n"));
        }
        out.push_str(&format!("</table>\n</{container}>\n"));
    }

    /// Renders a table and the paragraph after it that is its caption; what follows them.
    pub(super) fn table_with_caption<'n, 'a>(
        &mut self,
        nodes: &'n [Node<'a>],
        out: &mut String,
    ) -> Option<&'n [Node<'a>]> {
        let [table, paragraph, rest @ ..] = nodes else {
            return None;
        };
        let Event::Start(Tag::Table(alignments)) = &table.event else {
            return None;
        };
        if !matches!(paragraph.event, Event::Start(Tag::Paragraph)) {
            return None;
        }
        let (first, more) = paragraph.children.split_first()?;
        let Event::Text(text) = &first.event else {
            return None;
        };
        let mut caption = String::new();
        escape(text.strip_prefix(CAPTION)?, &mut caption);
        self.nodes(more, &mut caption);
        self.table(alignments, table, &caption, out);
        Some(rest)
    }

    /// Reports cells that the parser left out: those beyond the head's.
    fn check_row(&mut self, row: &Node<'_>, columns: usize) {
        let text = self.checked.text.get(row.span.clone()).unwrap_or("");
        let line = text.lines().next().unwrap_or("").trim();
        let cells = line.strip_prefix('|').unwrap_or(line);
        let cells = cells.strip_suffix('|').unwrap_or(cells);
        let count = cells.replace("\\|", "").matches('|').count() + 1;
        if count > columns {
            let message = format!("the row has {count} cells, and the table's head {columns}");
            self.checked
                .error("table", row.span.clone(), message)
                .hint("remove what is too much, or write `\\|` for a `|` inside a cell");
        }
    }

    fn row(&mut self, cell: &str, alignments: &[Alignment], row: &Node<'_>, out: &mut String) {
        out.push_str("<tr>");
        for (index, node) in row.children.iter().enumerate() {
            let class = match alignments.get(index) {
                Some(Alignment::Center) => " class=\"center\"",
                Some(Alignment::Right) => " class=\"right\"",
                _ => "",
            };
            // An empty corner is no header of its column.
            let (name, scope) = match cell {
                "th" if node.children.is_empty() => ("td", ""),
                "th" => ("th", " scope=\"col\""),
                other => (other, ""),
            };
            out.push_str(&format!("<{name}{scope}{class}>"));
            self.nodes(&node.children, out);
            out.push_str(&format!("</{name}>"));
        }
        out.push_str("</tr>\n");
    }
}

fn headers(table: &Node<'_>) -> String {
    let cells = table
        .children
        .first()
        .map_or(&[][..], |head| &head.children);
    let texts = cells.iter().map(|cell| plain_text(&cell.children));
    texts
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The sum of each column's longest piece that does not wrap, in characters, with its padding.
fn least_width(table: &Node<'_>) -> usize {
    let mut columns: Vec<usize> = Vec::new();
    for row in &table.children {
        for (index, cell) in row.children.iter().enumerate() {
            let width = longest_piece(&cell.children) + 2;
            match columns.get_mut(index) {
                Some(column) => *column = (*column).max(width),
                None => columns.push(width),
            }
        }
    }
    columns.iter().sum()
}

fn longest_piece(nodes: &[Node<'_>]) -> usize {
    let longest_word = |text: &str| {
        text.split_whitespace()
            .map(|word| word.chars().count())
            .max()
            .unwrap_or(0)
    };
    let width = |node: &Node<'_>| match &node.event {
        Event::Text(text) => longest_word(text),
        Event::Code(code) => longest_word(code),
        Event::Start(Tag::Image { .. }) => NARROW_CHARS,
        Event::Start(_) => longest_piece(&node.children),
        _ => 0,
    };
    nodes.iter().map(width).max().unwrap_or(0)
}
