//! The builds of a page: what each block adds to them.

use std::collections::BTreeMap;

use drybuild::command::{self, Problem};
use drybuild::context::{ContextEntry, ContextTree};
use drybuild::options::BuildOptions;

use crate::page::blocks;

/// More builds than these tell nothing new.
const MOST_BUILDS: usize = 3;

/// Values that nothing makes by chance, so that where one stands it came from the input. A page's `secret` blocks get
/// them in turn.
pub(crate) const VALUES: [&str; 3] = ["k7Qx-demo-Vw93zR", "hY2m_demo_8LtGpB", "Zc5Jdemo0nTe6fWs"];

/// One build of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scenario {
    pub(crate) dockerfile: String,
    pub(crate) options: BuildOptions,
    pub(crate) problems: Vec<Problem>,
    pub(crate) context: ContextTree,
    /// How many of [`VALUES`] are planted.
    pub(crate) secrets: usize,
    /// Lines of `image <name>` blocks, by name.
    pub(crate) images: BTreeMap<String, Vec<String>>,
    line: Option<String>,
    raw: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
    env: BTreeMap<String, String>,
}

/// The builds in order. Every block that asks for an answer ends one; what is not said again stays.
pub(crate) fn scenarios(text: &str) -> Vec<Scenario> {
    let mut now = Scenario::default();
    let mut builds = Vec::new();
    let mut is_new = false;
    for block in blocks(text) {
        let is_input = now.read(&block.info, &block.body);
        if !is_input && is_new && builds.len() < MOST_BUILDS {
            builds.push(now.completed());
        }
        is_new = is_input;
    }
    if is_new || builds.is_empty() {
        builds.push(now.completed());
    }
    builds
}

impl Scenario {
    /// Reads one block; `false` where it asks for an answer.
    fn read(&mut self, info: &str, body: &str) -> bool {
        let mut words = info.split_whitespace();
        match words.next().unwrap_or_default() {
            "dockerfile" => body.clone_into(&mut self.dockerfile),
            "command" => self.line = Some(body.trim_end().to_owned()),
            "file" => {
                let path = words.next().unwrap_or_default();
                let mode = words
                    .next()
                    .and_then(|mode| u32::from_str_radix(mode, 8).ok());
                let entry = ContextEntry::File {
                    bytes: body.as_bytes().to_vec(),
                    mode: mode.unwrap_or(0o644),
                };
                self.context.insert(path, entry);
            }
            "link" => {
                let target = body.trim_end().to_owned();
                let path = words.next().unwrap_or_default();
                self.context.insert(path, ContextEntry::Symlink { target });
            }
            "secret" => self.secret(words),
            "raw" => {
                let lines = body.lines().filter_map(|line| line.split_once('='));
                self.raw = lines
                    .map(|(key, value)| (key.to_owned(), value.to_owned()))
                    .collect();
            }
            "image" => {
                let name = words.next().unwrap_or_default().to_owned();
                self.images
                    .insert(name, body.lines().map(str::to_owned).collect());
            }
            _ => return false,
        }
        true
    }

    fn secret<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        let Some(value) = VALUES.get(self.secrets) else {
            return;
        };
        self.secrets += 1;
        for (key, name) in words.filter_map(|word| word.split_once('=')) {
            match key {
                "file" => self.files.insert(name.to_owned(), (*value).to_owned()),
                "env" => self.env.insert(name.to_owned(), (*value).to_owned()),
                _ => None,
            };
        }
    }

    /// The build with its command line read.
    fn completed(&self) -> Self {
        let mut done = self.clone();
        done.context = done
            .context
            .with_file("Dockerfile", done.dockerfile.as_str());
        let line = self.line.as_deref().unwrap_or("docker build -t app .");
        let mut command = command::parse(line, &self.env);
        command.read_secrets(|path| {
            let outside = self.files.get(path).map(|value| value.clone().into_bytes());
            outside.or_else(|| done.context.file(path).map(<[u8]>::to_vec))
        });
        let text = |path: &str| {
            let bytes = done.context.file(path);
            bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        };
        command.options.dockerignore = text(".dockerignore");
        command.options.dockerfile_dockerignore = text("Dockerfile.dockerignore");
        command.options.raw.extend(self.raw.clone());
        done.options = command.options;
        done.problems = command.problems;
        done
    }
}
