//! The lab's scenario as the simulator's input.

use std::collections::BTreeMap;

use drybuild::base_image::Images;
use drybuild::build::Input;
use drybuild::command::{self, Problem};
use drybuild::context::ContextTree;
use drybuild::machine::Machine;
use lab_protocol::Scenario;

thread_local! {
    /// Base images that earlier requests asked for are not made again.
    static IMAGES: Images = Images::default();
}

/// What a scenario asks for.
pub(crate) struct Asked {
    pub(crate) input: Input,
    pub(crate) problems: Vec<Problem>,
}

/// Reads the command and gives it the client's files and variables.
pub(crate) fn read(scenario: &Scenario) -> Asked {
    let env: BTreeMap<String, String> = scenario
        .secrets
        .iter()
        .filter_map(|secret| Some((secret.env.clone()?, secret.value.clone())))
        .collect();
    let mut context = ContextTree::default();
    for file in &scenario.files {
        context = context.with_file(&file.path, file.text.as_str());
    }
    let mut command = command::parse(&scenario.command, &env);
    let path = command
        .dockerfile
        .clone()
        .unwrap_or_else(|| "Dockerfile".to_owned());
    let mut dockerfile = scenario.dockerfile.clone();
    if clean(&path) != "Dockerfile"
        && let Some(other) = context.file(&path)
    {
        dockerfile = String::from_utf8_lossy(other).into_owned();
    }
    let mut tree = context.with_file("Dockerfile", scenario.dockerfile.as_str());
    if let Some(text) = &scenario.dockerignore {
        tree = tree.with_file(".dockerignore", text.as_str());
    }
    let ignore = tree
        .file(".dockerignore")
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    command.options.dockerignore = ignore;
    let beside = tree.file(&format!("{path}.dockerignore"));
    command.options.dockerfile_dockerignore =
        beside.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let contexts = local_contexts(&command, &tree);
    let client_file = |path: &str| {
        let outside = scenario
            .secrets
            .iter()
            .find(|secret| secret.file.as_deref().map(clean) == Some(clean(path)));
        let inside = || tree.file(path).map(<[u8]>::to_vec);
        outside
            .map(|secret| secret.value.clone().into_bytes())
            .or_else(inside)
    };
    command.read_secrets(client_file);
    Asked {
        problems: command.problems,
        input: Input {
            dockerfile,
            options: command.options,
            context: tree,
            contexts,
            secrets: scenario
                .secrets
                .iter()
                .map(|secret| secret.value.clone().into_bytes())
                .collect(),
            images: IMAGES.with(Images::clone),
            machine: Machine::default(),
        },
    }
}

/// The folders of `--build-context`, which lie in the lab's own.
fn local_contexts(command: &command::Command, tree: &ContextTree) -> BTreeMap<String, ContextTree> {
    let mut contexts = BTreeMap::new();
    for (name, source) in &command.options.contexts {
        if let Some(folder) = source.strip_prefix("local:") {
            contexts.insert(name.clone(), tree.below(folder));
        }
    }
    contexts
}

fn clean(path: &str) -> &str {
    path.trim_start_matches("./")
}
