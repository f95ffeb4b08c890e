//! Mermaid to SVG that takes colours, type and paper from the page's style sheet.
//!
//! In: the text of a diagram. Out: SVG with classes and without style, script, font or link, or
//! the place where the text is wrong. It draws on the machine that builds the course: nothing of
//! it is in the browser.

mod number;
mod themed;

use std::ops::Range;
use std::sync::LazyLock;

use merman::svg::SvgRenderOptions;
use merman::{
    MermaidEngine, OperationControl, ParseOptions, RenderError, RenderOutput, RenderRequest,
    Renderer, SourcePresentationConfig, SvgRequest,
};

/// A diagram, ready to be put into a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drawing {
    pub(crate) svg: String,
    /// In CSS pixels, at the size at which its text is the page's small text.
    pub(crate) width: u32,
}

/// Why a text is no diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) message: String,
    /// UTF-8 bytes in the text, if the place is known.
    pub(crate) span: Option<Range<usize>>,
}

/// Draws a diagram. `id` is unique in the page; `label` is what those hear who do not see it.
pub(crate) fn draw(text: &str, id: &str, label: &str) -> Result<Drawing, Refusal> {
    let options = SvgRenderOptions {
        diagram_id: Some(id.to_owned()),
        ..SvgRenderOptions::default()
    };
    let request = SvgRequest {
        options,
        ..SvgRequest::default()
    };
    let drawn = RENDERER.render(RenderRequest::svg(text, OperationControl::new(), request));
    match drawn {
        Ok(RenderOutput::Svg(Some(output))) => {
            themed::themed(output.svg(), id, label).map_err(|message| Refusal {
                message,
                span: None,
            })
        }
        Ok(_) => Err(unknown_kind()),
        Err(RenderError::NoDiagram) => Err(unknown_kind()),
        Err(RenderError::Parse(problem)) => {
            let details = problem.terminal_diagnostic_details();
            if !matches!(details.code.as_str(), "merman.parse.diagram_parse") {
                return Err(unknown_kind());
            }
            let message = problem.terminal_safe_message();
            // The kind of diagram in brackets says nothing that the author did not write.
            let message = message
                .split_once("): ")
                .map_or(message.as_str(), |(_, rest)| rest);
            Err(Refusal {
                message: lower_first(message),
                span: details.span.map(|span| span.start..span.end),
            })
        }
        Err(other) => Err(Refusal {
            message: lower_first(&other.to_string()),
            span: None,
        }),
    }
}

/// The look is the style sheet's; only what moves things is said here.
static RENDERER: LazyLock<Renderer> = LazyLock::new(|| {
    let settings = serde_json::json!({
        "look": "classic",
        "theme": "base",
        "htmlLabels": false,
        "fontFamily": "sans-serif",
        "flowchart": { "htmlLabels": false },
        "sequence": { "mirrorActors": false, "actorFontFamily": "sans-serif" },
    });
    let engine =
        MermaidEngine::new().with_site_config(SourcePresentationConfig::from_value(settings));
    Renderer::new()
        .with_presentation_engine(engine)
        .with_parse_options(ParseOptions::strict())
});

fn unknown_kind() -> Refusal {
    Refusal {
        message: "this is no kind of diagram known here".to_owned(),
        span: None,
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
