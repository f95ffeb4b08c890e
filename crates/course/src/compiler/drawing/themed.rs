use std::collections::BTreeSet;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::Drawing;
use super::number::rounded;

/// What a page may keep of an element: geometry, and names for the style sheet.
const KEPT: [&str; 32] = [
    "class",
    "cx",
    "cy",
    "d",
    "dominant-baseline",
    "dx",
    "dy",
    "fill-rule",
    "height",
    "marker-end",
    "marker-mid",
    "marker-start",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "orient",
    "points",
    "r",
    "refX",
    "refY",
    "rx",
    "ry",
    "text-anchor",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// Elements that say how something looks, or that a page has no use for.
const DROPPED: [&str; 6] = [
    "style",
    "title",
    "desc",
    "symbol",
    "filter",
    "linearGradient",
];

/// The SVG without its own look. Its markers get ids of their own that begin with `id`.
///
/// # Errors
/// When it is no SVG, or shows HTML.
pub(super) fn themed(svg: &str, id: &str, label: &str) -> Result<Drawing, String> {
    let used = used_markers(svg);
    let mut reader = Reader::from_str(svg);
    let mut writer = Writer::new(Vec::new());
    let mut width = None;
    let mut dropped = 0_usize;
    // For each open element whether its tags are written.
    let mut open = Vec::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof => break,
            Event::Start(tag) => {
                let name = name(&tag);
                if dropped > 0 || is_dropped(&name, &tag, &used) {
                    dropped += 1;
                    continue;
                }
                let written = match name.as_str() {
                    "foreignObject" => return Err("HTML in a label is not drawn".to_owned()),
                    "svg" if width.is_none() => {
                        let (root, pixels) = root(&tag, label)?;
                        width = Some(pixels);
                        Some(root)
                    }
                    "tspan" if is_plain(&tag) => None,
                    _ => Some(kept(&name, &tag)),
                };
                open.push(written.is_some());
                if let Some(tag) = written {
                    write(&mut writer, Event::Start(tag))?;
                }
            }
            Event::Empty(tag) => {
                let name = name(&tag);
                let drawn =
                    dropped == 0 && !is_dropped(&name, &tag, &used) && !is_nothing(&name, &tag);
                if drawn {
                    write(&mut writer, Event::Empty(kept(&name, &tag)))?;
                }
            }
            Event::End(_) if dropped > 0 => dropped -= 1,
            Event::End(tag) if open.pop() == Some(true) => write(&mut writer, Event::End(tag))?,
            _ if dropped > 0 => {}
            event @ (Event::Text(_) | Event::GeneralRef(_) | Event::CData(_)) => {
                write(&mut writer, event)?;
            }
            _ => {}
        }
    }
    let mut svg = String::from_utf8(writer.into_inner()).map_err(|error| error.to_string())?;
    for (marker, number) in used.iter().zip(1..) {
        let mut rename = |before: &str, after: &str| {
            let new = format!("{before}{id}-{number}{after}");
            svg = svg.replace(&format!("{before}{marker}{after}"), &new);
        };
        rename("id=\"", "\"");
        rename("url(#", ")");
    }
    let width = width.ok_or("the drawing has no size")?;
    Ok(Drawing {
        svg: svg.replace("<g></g>", "").replace("<defs></defs>", ""),
        width,
    })
}

/// The root with a size, so that the page does not move, and with the diagram's text alternative.
fn root(tag: &BytesStart<'_>, label: &str) -> Result<(BytesStart<'static>, u32), String> {
    let view_box = value(tag, "viewBox").unwrap_or_default();
    let numbers: Vec<f64> = view_box
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    let [_, _, width, height] = numbers.as_slice() else {
        return Err("the drawing has no size".to_owned());
    };
    let (width, height) = (pixels(*width), pixels(*height));
    let mut root = BytesStart::new("svg");
    root.push_attribute(("role", "img"));
    root.push_attribute(("aria-label", label));
    root.push_attribute(("viewBox", rounded(&view_box).as_str()));
    root.push_attribute(("width", width.to_string().as_str()));
    root.push_attribute(("height", height.to_string().as_str()));
    Ok((root, width))
}

fn pixels(length: f64) -> u32 {
    // Diagrams are some thousand pixels at most; the cast saturates beyond.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates"
    )]
    let pixels = length.ceil().max(1.0) as u32;
    pixels
}

fn kept(name: &str, tag: &BytesStart<'_>) -> BytesStart<'static> {
    let mut kept = BytesStart::new(name.to_owned());
    for attribute in tag.attributes().flatten() {
        let key = attribute.key.as_ref();
        let value = text(&attribute);
        let is_marker = name == "marker" && key == "id";
        let is_weight = matches!(key, "font-weight" | "font-style") && value != "normal";
        if is_marker || is_weight || KEPT.contains(&key) {
            let value = match key {
                "class" => once(&value),
                "id" | "marker-end" | "marker-mid" | "marker-start" => value,
                _ => rounded(&value),
            };
            kept.push_attribute((key, value.as_str()));
        }
    }
    kept
}

/// Each class once, in their order.
fn once(classes: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for class in classes.split_whitespace() {
        if !kept.contains(&class) {
            kept.push(class);
        }
    }
    kept.join(" ")
}

/// Markers that an edge ends with; the others of their kind are left out.
fn used_markers(svg: &str) -> BTreeSet<&str> {
    svg.split("=\"url(#")
        .skip(1)
        .filter_map(|rest| rest.split_once(')').map(|(id, _)| id))
        .collect()
}

fn is_dropped(name: &str, tag: &BytesStart<'_>, used: &BTreeSet<&str>) -> bool {
    DROPPED.contains(&name)
        || name == "marker" && !value(tag, "id").is_some_and(|id| used.contains(id.as_str()))
}

/// An element that draws nothing.
fn is_nothing(name: &str, tag: &BytesStart<'_>) -> bool {
    matches!(name, "g" | "defs" | "tspan") || name == "rect" && value(tag, "width").is_none()
}

/// A piece of a label without emphasis and place: its text is enough.
fn is_plain(tag: &BytesStart<'_>) -> bool {
    value(tag, "x").is_none()
        && value(tag, "dy").is_none()
        && value(tag, "font-weight").is_none_or(|weight| weight == "normal")
        && value(tag, "font-style").is_none_or(|style| style == "normal")
}

fn value(tag: &BytesStart<'_>, key: &str) -> Option<String> {
    let attribute = tag
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == key)?;
    Some(text(&attribute))
}

fn text(attribute: &Attribute<'_>) -> String {
    match quick_xml::escape::unescape(&attribute.value) {
        Ok(text) => text.into_owned(),
        Err(_) => attribute.value.clone().into_owned(),
    }
}

fn name(tag: &BytesStart<'_>) -> String {
    tag.name().as_ref().to_owned()
}

fn write(writer: &mut Writer<Vec<u8>>, event: Event<'_>) -> Result<(), String> {
    writer.write_event(event).map_err(|error| error.to_string())
}
