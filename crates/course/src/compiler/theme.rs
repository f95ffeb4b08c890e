//! The look of a course: a few tokens from `course.toml`, and a style sheet for all the rest.

mod colour;

use crate::compiler::checked::Checked;
use crate::compiler::fields::{At, Fields};
use crate::compiler::image_size::image_size;
use crate::compiler::source::{Source, read_text};

use colour::Colour;

/// The page of the style sheet's tokens, light and dark: text in the leading colour stands on it.
const PAGES: [&str; 2] = ["#fdfcf9", "#15181c"];

/// Least contrast of text, WCAG 2.2 level AA.
const LEAST_CONTRAST: f64 = 4.5;

/// What a course changes of the look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Theme {
    /// A style sheet outside of all layers: it decides over every other one.
    pub(crate) css: String,
    /// The path of the logo.
    pub(crate) logo: Option<String>,
}

/// Reads `[theme]`, whose keys may all be left out.
pub(crate) fn read_theme(
    fields: &mut Fields<'_>,
    source: &dyn Source,
    checked: &mut Checked<'_>,
) -> Theme {
    let mut rules = String::new();
    let lead = fields.optional_text("lead", checked);
    let lead_dark = fields.optional_text("lead-dark", checked);
    if let Some(light) = lead.as_ref().or(lead_dark.as_ref()) {
        let dark = lead_dark.as_ref().unwrap_or(light);
        rules.push_str(&lead_tokens(light, dark, checked));
    }
    for (key, token) in [("font-text", "--font-text"), ("font-code", "--font-code")] {
        if let Some(font) = fields.optional_text(key, checked)
            && check_font(&font, checked)
        {
            rules.push_str(&format!("  {token}: {};\n", font.value));
        }
    }
    let mut css = String::new();
    if !rules.is_empty() {
        css.push_str(&format!(":root {{\n{rules}}}\n"));
    }
    let logo = fields
        .optional_text("logo", checked)
        .filter(|logo| check_logo(logo, source, checked))
        .map(|logo| logo.value);
    if let Some(logo) = &logo {
        // The style sheet stands two folders below the site's root.
        css.push_str(&format!(
            ".site-title::before {{ content: url(\"../../{logo}\") / \"\"; display: inline-block; \
             margin-inline-end: var(--space-2); vertical-align: middle; }}\n"
        ));
    }
    if let Some(style) = fields.optional_text("style", checked) {
        match read_text(source, &style.value) {
            Ok(text) => css.push_str(&text),
            Err(error) => {
                checked
                    .error("theme", style.span, format!("{}: {error}", style.value))
                    .hint("name a style sheet from the folder of `course.toml`: `style = \"theme.css\"`");
            }
        }
    }
    Theme { css, logo }
}

/// The leading colour and those that follow from it.
fn lead_tokens(light: &At<String>, dark: &At<String>, checked: &mut Checked<'_>) -> String {
    let mut on_lead = [String::new(), String::new()];
    for ((given, page), on) in [light, dark].into_iter().zip(PAGES).zip(&mut on_lead) {
        let Some(colour) = Colour::parse(&given.value) else {
            checked
                .error(
                    "theme",
                    given.span.clone(),
                    format!("`{}` is not a colour", given.value),
                )
                .hint("write red, green and blue in hexadecimal digits: `#0b5c8a`");
            return String::new();
        };
        let contrast = Colour::parse(page).map_or(LEAST_CONTRAST, |page| colour.contrast(page));
        if contrast < LEAST_CONTRAST {
            let mode = if page == PAGES[0] { "light" } else { "dark" };
            let message = format!(
                "links in this colour have a contrast of {contrast:.1} to the {mode} page, \
                 and need {LEAST_CONTRAST}"
            );
            checked
                .warning("theme", given.span.clone(), message)
                .hint("`lead` is the colour on the light page, `lead-dark` that on the dark one")
                .hint(if mode == "light" {
                    "take a darker one"
                } else {
                    "take a lighter one"
                });
        }
        *on = colour.text_on().to_owned();
    }
    let [on_light, on_dark] = on_lead;
    let (light, dark) = (&light.value, &dark.value);
    format!(
        "  --lead: light-dark({light}, {dark});\n  \
         --lead-strong: color-mix(in oklab, var(--lead), var(--text) 30%);\n  \
         --lead-tint: color-mix(in oklab, var(--page), var(--lead) 12%);\n  \
         --on-lead: light-dark({on_light}, {on_dark});\n  --focus: var(--lead);\n"
    )
}

/// A list of families cannot leave its declaration.
fn check_font(font: &At<String>, checked: &mut Checked<'_>) -> bool {
    let plain = |c: char| c.is_alphanumeric() || " ,-\"'".contains(c);
    let quotes = font.value.matches('"').count();
    let ok =
        font.value.chars().all(plain) && quotes.is_multiple_of(2) && !font.value.trim().is_empty();
    if !ok {
        checked
            .error(
                "theme",
                font.span.clone(),
                "this is no list of font families",
            )
            .hint("write names with commas between them: `Georgia, serif`");
    }
    ok
}

fn check_logo(logo: &At<String>, source: &dyn Source, checked: &mut Checked<'_>) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    if !logo.value.starts_with("figures/")
        || !logo.value.chars().all(plain)
        || logo.value.contains("..")
    {
        checked
            .error(
                "theme",
                logo.span.clone(),
                format!("`{}` is not a path of a figure", logo.value),
            )
            .hint("put the logo into the folder `figures`: `logo = \"figures/logo.svg\"`");
        return false;
    }
    match source.read_bytes(&logo.value) {
        Ok(bytes) if image_size(&bytes).is_some() => true,
        Ok(_) => {
            checked
                .error(
                    "theme",
                    logo.span.clone(),
                    format!("{} is not an image", logo.value),
                )
                .hint("use SVG (with width and height, or a viewBox), PNG, JPEG, WebP or AVIF");
            false
        }
        Err(error) => {
            let files = source.list("figures").unwrap_or_default();
            checked
                .error(
                    "theme",
                    logo.span.clone(),
                    format!("{}: {error}", logo.value),
                )
                .suggest(&logo.value, files.iter().map(String::as_str))
                .hint("put the logo there, or remove the key");
            false
        }
    }
}
