//! What is written about a build: the log, the builder's record of it, the descriptions of its cache.

use super::{Build, Documents, Found, Link, Place, Reach, Sink, chain, texts};
use crate::Span;
use crate::graph::{Op, Vertex, VertexId};
use crate::image::ImageConfig;
use crate::labelled::{Certainty, Form};
use crate::shell;

pub(super) fn find(builds: &[Build], documents: &[Documents], found: &mut Found) {
    for (index, (build, documents)) in builds.iter().zip(documents).enumerate() {
        found.look_into(build, builds.last());
        let logged = log(build, found);
        if index + 1 == builds.len() {
            logged.iter().for_each(|line| found.push(line.clone()));
            excerpt(build, found);
        }
        if !build.is_recorded {
            descriptions(build, found);
            continue;
        }
        for line in logged {
            let links = ended(line.chain, "the builder keeps the log of every build", None);
            found.push(Reach {
                sink: Sink::BuilderHistory,
                chain: links,
                place: record("log", line.place.span),
                ..line
            });
        }
        stored(build, documents, found);
        descriptions(build, found);
    }
}

fn record(part: &str, span: Option<Span>) -> Place {
    Place {
        text: part.to_owned(),
        span,
        ..Place::default()
    }
}

fn ended(mut links: Vec<Link>, text: &str, span: Option<Span>) -> Vec<Link> {
    links.push(chain::link(text.to_owned(), span));
    links
}

/// Names of steps, which are expanded, what processes print, and warnings.
fn log(build: &Build, found: &Found) -> Vec<Reach> {
    let mut lines = Vec::new();
    let mut push = |part: &str, span: Option<Span>, form, certainty, links: Vec<Link>| {
        lines.push(Reach {
            sink: Sink::BuildLog,
            outputs: super::Outputs::ThisBuild,
            certainty,
            form,
            place: Place {
                text: part.to_owned(),
                span,
                ..Place::default()
            },
            chain: links,
        });
    };
    for (index, vertex) in build.definition.vertices.iter().enumerate() {
        let id = VertexId(index);
        let solved = build.solution.vertex(id);
        let has_started = solved.is_some()
            || build
                .solution
                .failure
                .as_ref()
                .is_some_and(|f| f.vertex == id);
        if has_started && found.is_in(build, &vertex.name) {
            let links = chain::to_instruction(build, found.secret, vertex.span);
            let links = ended(
                links,
                "the log names the step with its variables expanded",
                vertex.span,
            );
            push(
                "name of the step",
                vertex.span,
                Form::Plain,
                Certainty::Certain,
                links,
            );
        }
        let Some(run) = solved
            .filter(|solved| !solved.is_cached)
            .and_then(|solved| solved.run.as_ref())
        else {
            continue;
        };
        for output in [&run.stdout, &run.stderr] {
            if let Some((form, certainty, taint)) =
                super::layers::in_bytes(build, output, found.secret)
            {
                let links = match &taint {
                    Some(taint) => chain::of_taint(build, taint),
                    None => chain::to_instruction(build, found.secret, vertex.span),
                };
                let links = ended(
                    links,
                    "the step prints it, and the log keeps what steps print",
                    vertex.span,
                );
                push("output of the step", vertex.span, form, certainty, links);
            }
        }
        for possible in &run.possible {
            if possible.taint.secret == found.secret
                && possible.taint.part.is_whole()
                && possible.place == shell::Place::Output
            {
                let links = chain::of_taint(build, &possible.taint);
                let links = ended(
                    links,
                    "what this program does with it is not known: it may print it",
                    vertex.span,
                );
                push(
                    "output of the step",
                    vertex.span,
                    possible.taint.form,
                    Certainty::Possible,
                    links,
                );
            }
        }
    }
    for name in &build.resolved {
        if found.is_in(build, name) {
            let links = vec![chain::link(
                "the log names every image that is looked up".to_owned(),
                None,
            )];
            push(
                "name of an image",
                None,
                Form::Plain,
                Certainty::Certain,
                links,
            );
        }
    }
    for check in &build.checks {
        if found.is_in(build, &check.detail) {
            let links = vec![chain::link(
                "a build check quotes it".to_owned(),
                check.span,
            )];
            push(
                "warning",
                check.span,
                Form::Plain,
                Certainty::Certain,
                links,
            );
        }
    }
    lines
}

/// The lines around the step that failed, which the client prints.
fn excerpt(build: &Build, found: &mut Found) {
    let Some((text, span)) = build.excerpt() else {
        return;
    };
    if found.is_in(build, text) {
        let links = vec![
            chain::link(
                "the Dockerfile holds the value itself".to_owned(),
                build.first_line_with(found.secret),
            ),
            chain::link(
                "the error shows the lines around the step that failed".to_owned(),
                Some(span),
            ),
        ];
        let place = Place {
            text: "build log, excerpt of the Dockerfile".to_owned(),
            span: Some(span),
            ..Place::default()
        };
        found.certain(Sink::BuildLog, place, links);
    }
}

/// The record: provenance with mode=max whatever was asked for, the request, the image config.
fn stored(build: &Build, documents: &Documents, found: &mut Found) {
    let always =
        "the builder stores provenance with mode=max for every build, whatever `--provenance` says";
    if let Some(held) = documents.maximum(build, found).into_iter().next() {
        let links = ended(held.links, always, None);
        found.certain(Sink::BuilderHistory, record("provenance", held.span), links);
    }
    let options = &build.options;
    let sent = |flag: &str, pairs: &[(String, String)]| {
        let mut hits = Vec::new();
        for (key, value) in pairs {
            if found.is_in(build, value) || found.is_in(build, key) {
                hits.push(vec![
                    chain::link(format!("`{flag}` of the command holds the value"), None),
                    chain::link(
                        "the builder's record keeps the request, whether it was used or not"
                            .to_owned(),
                        None,
                    ),
                ]);
            }
        }
        hits
    };
    let single = |flag: &str, texts: &[String]| {
        let pairs: Vec<_> = texts
            .iter()
            .map(|text| (String::new(), text.clone()))
            .collect();
        sent(flag, &pairs)
    };
    let mut requests = sent("--build-arg", &options.build_args);
    requests.extend(sent("--label", &options.labels));
    requests.extend(sent("--annotation", &options.annotations));
    requests.extend(sent("--build-context", &options.contexts));
    requests.extend(single("--tag", &options.tags));
    requests.extend(single("--target", std::slice::from_ref(&options.target)));
    requests.extend(single("--output", &options.output));
    for links in requests {
        found.certain(Sink::BuilderHistory, record("request", None), links);
    }
    if let Some(message) = build.error()
        && found.is_in(build, message)
    {
        let links = vec![chain::link(
            "the builder's record keeps the error".to_owned(),
            None,
        )];
        found.certain(Sink::BuilderHistory, record("error", None), links);
    }
    for image in build.built_images() {
        of_config(build, &image.config, found);
    }
}

fn of_config(build: &Build, image: &ImageConfig, found: &mut Found) {
    let mut rows = image.history.iter();
    let row = rows.find(|row| found.is_in(build, &row.created_by));
    let field = || {
        let mut fields = texts::fields(&image.config, &image.author).into_iter();
        let (json_path, _) = fields.find(|(_, value)| found.is_in(build, value))?;
        Some(chain::setter(build, found.secret, &json_path))
    };
    if let Some(span) = row.map(|row| row.span).or_else(field) {
        let links = ended(
            chain::to_instruction(build, found.secret, span),
            "the builder's record keeps the image config with its history",
            None,
        );
        found.certain(Sink::BuilderHistory, record("image config", span), links);
    }
}

/// `docker buildx du --verbose`.
fn descriptions(build: &Build, found: &mut Found) {
    for (index, vertex) in build.definition.vertices.iter().enumerate() {
        if build.solution.vertex(VertexId(index)).is_none() {
            continue;
        }
        let Some(text) = description(vertex).filter(|text| found.is_in(build, text)) else {
            continue;
        };
        let links = chain::to_instruction(build, found.secret, vertex.span);
        let links = ended(
            links,
            "the builder lists everything it caches with the command that made it",
            vertex.span,
        );
        let what = text.split(' ').take(2).collect::<Vec<_>>().join(" ");
        let place = Place {
            text: format!("{what} …"),
            span: vertex.span,
            ..Place::default()
        };
        found.certain(Sink::CacheRecord, place, links);
    }
}

fn description(vertex: &Vertex) -> Option<String> {
    match &vertex.op {
        Op::Exec(op) => Some(format!("mount / from exec {}", op.args.join(" "))),
        Op::File(_) | Op::Merge(_) if vertex.span.is_some() => Some(vertex.name.clone()),
        Op::Source(source) if source.identifier.starts_with("http") => {
            Some(format!("http url {}", source.identifier))
        }
        Op::Source(source) if source.identifier.starts_with("git") => {
            let url = source
                .attrs
                .get("git.fullurl")
                .unwrap_or(&source.identifier);
            Some(format!("git snapshot for {url}"))
        }
        Op::Source(source) if source.identifier.starts_with("docker-image") => Some(format!(
            "pulled from {}",
            source.identifier.trim_start_matches("docker-image://")
        )),
        _ => None,
    }
}
