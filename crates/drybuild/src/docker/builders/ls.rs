//! `docker buildx ls`.

use super::super::command::fail;
use super::super::flags::Given;
use super::super::{Docker, table};
use super::{BUILDKIT_VERSION, Builder, Node};
use crate::platform::Platform;
use crate::shell::{Exit, Process};

/// The families that a short list names first.
const MAJOR: &[&str] = &[
    "amd64", "arm64", "arm", "ppc64le", "s390x", "riscv64", "mips64",
];

/// How many families a short list names.
const SHOWN: usize = 4;

pub(in super::super) fn run(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    let given = match Given::read(words, &[("--no-trunc", false), ("--format", true)], false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let mut rows = vec![
        [
            "NAME/NODE",
            "DRIVER/ENDPOINT",
            "STATUS",
            "BUILDKIT",
            "PLATFORMS",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    let current = docker.builders.current().name.clone();
    for builder in docker.builders.iter() {
        let mark = if builder.name == current { "*" } else { "" };
        rows.push(vec![
            format!("{}{mark}", builder.name),
            builder.driver.to_string(),
            String::new(),
            String::new(),
            String::new(),
        ]);
        for node in &builder.nodes {
            let platforms = docker.platforms_of(builder, node);
            let platforms = if given.is_on("--no-trunc") {
                platforms.join(", ")
            } else {
                shortened(&platforms)
            };
            let version = if node.is_running {
                BUILDKIT_VERSION
            } else {
                ""
            };
            rows.push(vec![
                format!(" \\_ {}", node.name),
                format!(" \\_ {}", node.endpoint),
                status(node).to_owned(),
                version.to_owned(),
                platforms,
            ]);
        }
    }
    process.print(table::columns(&rows));
    Exit::SUCCESS
}

pub(super) fn status(node: &Node) -> &'static str {
    if node.is_running {
        "running"
    } else {
        "inactive"
    }
}

/// Four families, the well-known ones first, and how many platforms are left out (`truncPlatforms`).
fn shortened(platforms: &[String]) -> String {
    let family = |name: &str| {
        let bare = name.trim_end_matches('*');
        Platform::parse(bare)
            .map(|platform| platform.architecture)
            .unwrap_or_default()
    };
    let mut families: Vec<String> = Vec::new();
    let known = MAJOR.iter().map(|name| (*name).to_owned());
    for name in known.chain(platforms.iter().map(|name| family(name))) {
        let is_there = platforms.iter().any(|platform| family(platform) == name);
        if is_there && !families.contains(&name) && families.len() < SHOWN {
            families.push(name);
        }
    }
    let mut shown = 0;
    let mut out: Vec<String> = Vec::new();
    for name in families {
        let members: Vec<&String> = platforms
            .iter()
            .filter(|platform| family(platform) == name)
            .collect();
        shown += members.len();
        out.push(match members.as_slice() {
            [only] => (*only).clone(),
            many => {
                let mark = if many.iter().any(|name| name.ends_with('*')) {
                    "*"
                } else {
                    ""
                };
                format!("linux/{name}{mark} (+{})", many.len())
            }
        });
    }
    if shown < platforms.len() {
        out.push(format!("({} more)", platforms.len() - shown));
    }
    out.join(", ")
}

impl Docker {
    /// The platforms of a node: those it was given with a star, then those that its machine runs. One that does not run
    /// has told nobody what it can.
    pub(super) fn platforms_of(&self, builder: &Builder, node: &Node) -> Vec<String> {
        let given = node
            .platforms
            .iter()
            .map(|platform| format!("{}*", platform.format()));
        let mut names: Vec<String> = given.collect();
        // A node on another machine is not known but for what it was given.
        let is_here = node.endpoint == super::OWN || builder.driver == super::Driver::Docker;
        if node.is_running && is_here {
            let own = self
                .platforms()
                .into_iter()
                .filter(|platform| !node.platforms.contains(platform));
            names.extend(own.map(|platform| platform.format()));
        }
        names
    }
}
