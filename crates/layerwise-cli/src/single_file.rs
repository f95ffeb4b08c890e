//! A course in one HTML file that opens by a double click: pages are fragments of its address, and
//! what the site has as files stands in it as data. It asks for nothing, not even beside itself.

use anyhow::{Context, Result, bail};
use app::{GlossaryFile, Links, OneFile, Page, PageData, Route, TopicFile};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use course::{Compilation, Source, Topic};

use crate::bundle::Bundle;
use crate::data_address::data_address;
use crate::not_found::source_hash;
use crate::precompressed::packed;
use crate::site::{build_name, with_benches};
use crate::{search_index, standalone};

/// The workers of the bundle: the script that starts one, its glue, and its module.
const WORKERS: [(&str, &str, &str); 2] = [
    ("simulator.js", "worker.js", "worker_bg.wasm"),
    ("search.js", "searcher.js", "searcher_bg.wasm"),
];

/// The modules of the page itself: each with its glue, and the script that starts it.
const MODULES: [(&str, &str, &str); 2] = [
    ("app_bg.wasm", "app.js", "single-file-app.js"),
    ("lab_bg.wasm", "lab.js", "single-file-lab.js"),
];

/// The look of the pages, and of what stands in them.
const STYLES: [&str; 4] = ["style.css", "lab.css", "present.css", "keys.css"];

/// The folder with the parts of presenter mode and of the list of keys, and what starts them.
const PRESENT: (&str, &str) = ("present/", "single-file-present.js");

/// What those scripts share.
const SHARED: &str = "single-file.js";

/// The file.
///
/// # Errors
/// When the compilation has no course, or a figure cannot be read.
pub(crate) fn document(
    compilation: &Compilation,
    figures: &dyn Source,
    bundle: &Bundle,
) -> Result<String> {
    let course = compilation.course.as_ref().context("there is no course")?;
    let topics: Vec<Topic> = with_benches(&compilation.topics)
        .iter()
        .map(|topic| {
            standalone::with_figures(&standalone::linked(topic, Links::Fragments), figures)
        })
        .collect::<Result<_>>()?;
    let build = build_name(bundle, course, &topics, &compilation.glossary)?;

    let mut data = String::new();
    for topic in &topics {
        let path = format!("{}topic.json", Route::Topic(topic.id.clone()).folder());
        let file = TopicFile {
            build: build.clone(),
            topic: topic.clone(),
        };
        push_json(&mut data, &path, &serde_json::to_string(&file)?);
    }
    for (path, text) in search_index::files(course, &topics, &compilation.glossary) {
        push_json(&mut data, &path, &text);
    }
    let glossary = GlossaryFile {
        build: build.clone(),
        terms: compilation
            .glossary
            .iter()
            .map(|term| standalone::linked_term(term, Links::Fragments))
            .collect(),
    };
    push_json(
        &mut data,
        "glossary/terms.json",
        &serde_json::to_string(&glossary)?,
    );
    for (name, glue, module) in WORKERS {
        push_module(&mut data, bundle, module)?;
        let glue = classic(script(bundle, glue)?);
        data.push_str(&format!(
            "<script type=\"text/plain\" data-worker=\"{name}\" data-module=\"{module}\">{glue}</script>\n"
        ));
    }

    let theme = script(bundle, "theme.js")?;
    let shared = script(bundle, SHARED)?;
    let mut scripts = Vec::new();
    for (module, glue, start) in MODULES {
        push_module(&mut data, bundle, module)?;
        let (glue, start) = (script(bundle, glue)?, script(bundle, start)?);
        scripts.push(format!("{glue}\n{shared}\n{start}"));
    }
    scripts.push(present(bundle)?);
    let sources: Vec<_> = scripts.iter().map(|script| source_hash(script)).collect();
    let sheets = STYLES.map(|name| text(bundle, name));
    let style = sheets.into_iter().collect::<Result<Vec<_>>>()?.concat();
    let policy = format!(
        "default-src 'none'; script-src {} {} 'wasm-unsafe-eval'; style-src {}; \
         img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'",
        source_hash(theme),
        sources.join(" "),
        source_hash(&style),
    );
    let icon = data_address("image/svg+xml", text(bundle, "icon.svg")?.as_bytes());
    let page = PageData {
        build,
        course: course.clone(),
        page: Page::Home,
        links: Links::Fragments,
    };
    Ok(app::one_file(
        &page,
        &OneFile {
            policy: &policy,
            icon: &icon,
            style: &style,
            theme,
            scripts: &scripts,
            data: &data,
        },
    ))
}

/// What the site has as a file of JSON.
fn push_json(data: &mut String, path: &str, json: &str) {
    let json = json.replace('<', "\\u003c");
    data.push_str(&format!(
        "<script type=\"application/json\" id=\"file:{path}\">{json}</script>\n"
    ));
}

/// A module, compressed and as text.
fn push_module(data: &mut String, bundle: &Bundle, name: &str) -> Result<()> {
    let bytes = bundle.file(name).with_context(|| missing(name))?;
    let packed = STANDARD.encode(packed(bytes)?);
    data.push_str(&format!(
        "<script type=\"application/octet-stream\" id=\"packed:{name}\">{packed}</script>\n"
    ));
    Ok(())
}

/// The parts of presenter mode as one script. No two of them declare the same name.
fn present(bundle: &Bundle) -> Result<String> {
    let (folder, start) = PRESENT;
    let names = bundle.files().map(|(name, _)| name);
    let mut whole = String::new();
    for name in names.filter(|name| name.starts_with(folder)) {
        for line in script(bundle, name)?.lines() {
            if !line.starts_with("import ") {
                whole.push_str(line.strip_prefix("export ").unwrap_or(line));
                whole.push('\n');
            }
        }
    }
    whole.push_str(script(bundle, start)?);
    Ok(whole)
}

/// A script that can stand in the page.
fn script<'b>(bundle: &'b Bundle, name: &str) -> Result<&'b str> {
    let text = text(bundle, name)?;
    if text.contains("</script") || text.contains("<!--") {
        bail!("{name} cannot stand in a page: it has a tag in it");
    }
    Ok(text)
}

fn text<'b>(bundle: &'b Bundle, name: &str) -> Result<&'b str> {
    let bytes = bundle.file(name).with_context(|| missing(name))?;
    std::str::from_utf8(bytes).with_context(|| format!("{name} is not text"))
}

fn missing(name: &str) -> String {
    format!("the app has no {name}")
}

/// A module's glue as a classic script: browsers start no worker of modules from an address that a
/// page on a disk has made.
fn classic(glue: &str) -> String {
    let mut script = String::new();
    for line in glue.lines().filter(|line| !line.starts_with("export {")) {
        let line = line.strip_prefix("export ").unwrap_or(line);
        script.push_str(&line.replace("import.meta.url", "location.href"));
        script.push('\n');
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn file() -> String {
        document(
            &sample::compilation(),
            &sample::figures(),
            &sample::whole_bundle(),
        )
        .expect("it can be made")
    }

    #[test]
    fn it_is_the_same_every_time_and_asks_for_nothing() {
        let html = file();
        assert_eq!(html, file());
        for asking in [" src=\"", "href=\"../", "href=\"./", "url(", "@import"] {
            let found = html.split(asking).nth(1).map(|rest| rest.get(..40));
            let is_data = found.flatten().is_none_or(|rest| rest.starts_with("data:"));
            assert!(is_data, "{asking}{found:?}");
        }
        assert!(html.contains("default-src 'none'"));
    }

    #[test]
    fn every_topic_and_the_index_are_in_it() {
        let html = file();
        for path in [
            "arg-secrets/topic.json",
            "buildkit/topic.json",
            "search/index.json",
        ] {
            assert!(html.contains(&format!("id=\"file:{path}\"")), "{path}");
        }
    }

    #[test]
    fn glue_becomes_a_classic_script() {
        let glue =
            "export function a() {}\nnew URL('x', import.meta.url);\nexport { b as default };\n";
        assert_eq!(
            classic(glue),
            "function a() {}\nnew URL('x', location.href);\n"
        );
    }
}
