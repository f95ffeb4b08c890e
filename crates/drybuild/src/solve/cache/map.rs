//! The key of a vertex alone, and how each of its inputs counts.
//!
//! Follows `CacheMap` of `solver/llbsolver/ops/{exec,file,merge,source}.go`: what an operation does by its text, without
//! names, proxies, selectors and the ids that a cache mount was given; the values of secrets are nowhere in it.

use std::fmt::{self, Write as _};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::checksum::Selector;
use crate::graph::{
    ActionInput, ActionKind, CacheMount, CacheSharing, ExecOp, FileOp, MountKind, Op, Owner, User,
    Vertex,
};
use crate::solve::glob;

/// How a vertex is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct CacheMap {
    /// What it does.
    pub(crate) digest: u64,
    /// One for each input.
    pub(crate) inputs: Vec<InputMap>,
}

/// How an input counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct InputMap {
    /// Tells apart which part of the input is used, where it is known by how it was made.
    pub(crate) selector: u64,
    /// What is read of it, where it is known by what it holds.
    pub(crate) content: Option<Vec<Selector>>,
}

/// Values into one number, the same in every build and on every machine.
#[derive(Default)]
pub(crate) struct KeyHasher(DefaultHasher);

impl KeyHasher {
    pub(crate) fn finish(&self) -> u64 {
        self.0.finish()
    }

    pub(crate) fn add(&mut self, value: impl Hash) {
        value.hash(self);
    }

    /// For what is seldom and cannot be hashed. Writing into a hasher cannot fail.
    pub(crate) fn debug(&mut self, value: &impl fmt::Debug) {
        _ = write!(self, "{value:?}");
    }
}

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0.finish()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    /// A length counts the same where addresses have 32 bits.
    fn write_usize(&mut self, value: usize) {
        self.0.write_u64(u64::try_from(value).unwrap_or(u64::MAX));
    }

    /// The variant of an enum.
    fn write_isize(&mut self, value: isize) {
        self.0.write_i64(i64::try_from(value).unwrap_or(i64::MAX));
    }
}

impl fmt::Write for KeyHasher {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

/// The map of a vertex that is no source; a source is known by where it comes from and what is there.
pub(crate) fn of(vertex: &Vertex) -> CacheMap {
    let mut hasher = KeyHasher::default();
    let mut inputs = vec![InputMap::default(); vertex.inputs.len()];
    match &vertex.op {
        Op::Exec(op) => {
            hasher.add(&vertex.platform);
            exec(op, &mut hasher);
            exec_inputs(op, &mut inputs);
        }
        Op::File(op) => {
            file(op, &mut hasher);
            file_inputs(op, &mut inputs);
        }
        op => hasher.add(op),
    }
    for (input, edge) in inputs.iter_mut().zip(&vertex.inputs) {
        // A key stands for the first output of a vertex; the others are told apart here.
        if edge.output > 0 {
            let mut hasher = KeyHasher::default();
            hasher.add((input.selector, edge.output));
            input.selector = hasher.finish();
        }
    }
    CacheMap {
        digest: hasher.finish(),
        inputs,
    }
}

fn exec(op: &ExecOp, hasher: &mut KeyHasher) {
    hasher.add((&op.args, &op.env, &op.cwd, &op.user, &op.hostname));
    hasher.add((op.network, op.security, &op.secret_env));
    for mount in &op.mounts {
        hasher.add((&mount.dest, mount.input, mount.output, mount.readonly));
        match &mount.kind {
            MountKind::Cache(cache) if is_cleared(cache, &mount.dest) => {
                hasher.add(MountKind::Cache(CacheMount::default()));
            }
            kind => hasher.add(kind),
        }
    }
}

/// Whether id and sharing of a cache mount do not count (`checkShouldClearCacheOpts`): all but the defaults.
fn is_cleared(cache: &CacheMount, dest: &str) -> bool {
    let is_default = cache.id == dest || cache.id.split_once('/').is_some_and(|(_, id)| id == dest);
    !(is_default && cache.sharing == CacheSharing::Shared)
}

/// Mounts whose changes are dropped, read-only ones and those of a whole input are known by content; the root never is
/// (`getMountDeps`). Of two mounts of one input the last decides.
fn exec_inputs(op: &ExecOp, inputs: &mut [InputMap]) {
    let mut paths: Vec<Vec<String>> = vec![Vec::new(); inputs.len()];
    for mount in &op.mounts {
        if matches!(
            mount.kind,
            MountKind::Secret(_) | MountKind::Ssh(_) | MountKind::Tmpfs { .. }
        ) {
            continue;
        }
        let Some((index, input)) = mount.input.and_then(|at| Some((at, inputs.get_mut(at)?)))
        else {
            continue;
        };
        let path = format!("/{}", mount.selector.trim_matches('/'));
        let is_safe = mount.output.is_none() || mount.readonly || path == "/";
        input.content = (is_safe && mount.dest != "/").then(Vec::new);
        if let Some(paths) = paths.get_mut(index) {
            paths.push(path);
        }
    }
    for (input, paths) in inputs.iter_mut().zip(paths) {
        let mut hasher = KeyHasher::default();
        hasher.add(&paths);
        input.selector = hasher.finish();
        if let Some(content) = &mut input.content {
            let is_whole = paths.iter().any(|path| path == "/");
            *content = if is_whole {
                vec![Selector::path("/")]
            } else {
                paths.iter().map(|path| Selector::path(path)).collect()
            };
            content.sort_by(|a, b| a.path.cmp(&b.path));
            content.dedup();
        }
    }
}

fn file(op: &FileOp, hasher: &mut KeyHasher) {
    for action in &op.actions {
        hasher.add((action.input, action.secondary_input, action.output));
        match (&action.kind, action.secondary_input) {
            // Where the source lies does not count, what it is called does.
            (ActionKind::Copy(copy), ActionInput::Input(_)) => {
                let mut copy = copy.clone();
                let name = copy
                    .src
                    .trim_end_matches('/')
                    .rsplit('/')
                    .next()
                    .unwrap_or_default();
                copy.src = name.to_owned();
                hasher.add(&copy);
            }
            (kind, _) => hasher.add(kind),
        }
    }
}

/// Sources of copies and the files that owners are looked up in are known by content, unless the same input is changed.
fn file_inputs(op: &FileOp, inputs: &mut [InputMap]) {
    let mut selectors: Vec<Vec<Selector>> = vec![Vec::new(); inputs.len()];
    let mut add = |input: ActionInput, selector: Selector| {
        if let ActionInput::Input(index) = input
            && let Some(list) = selectors.get_mut(index)
        {
            list.push(selector);
        }
    };
    for action in &op.actions {
        let owner = match &action.kind {
            ActionKind::Copy(copy) => {
                let selector = Selector {
                    path: copy.src.clone(),
                    follow: copy.follow_symlink,
                    is_pattern: copy.allow_wildcard && glob::is_pattern(&copy.src),
                    include: copy.include.clone(),
                    exclude: copy.exclude.clone(),
                    required: copy.required_paths.clone(),
                };
                add(action.secondary_input, selector);
                &copy.owner
            }
            ActionKind::Mkdir(mkdir) => &mkdir.owner,
            _ => &None,
        };
        for (user, file) in owner.iter().flat_map(of_owner) {
            if let User::Name { input, .. } = user {
                add(*input, Selector::path(file));
            }
        }
    }
    for (index, (input, mut list)) in inputs.iter_mut().zip(selectors).enumerate() {
        let is_changed = op
            .actions
            .iter()
            .any(|action| action.input == ActionInput::Input(index));
        if list.is_empty() || is_changed {
            continue;
        }
        list.sort_by(|a, b| a.path.cmp(&b.path));
        list.dedup();
        let mut hasher = KeyHasher::default();
        for selector in &list {
            hasher.add(&selector.path);
        }
        input.selector = hasher.finish();
        input.content = Some(list);
    }
}

fn of_owner(owner: &Owner) -> impl Iterator<Item = (&User, &'static str)> {
    let user = owner.user.iter().map(|user| (user, "/etc/passwd"));
    user.chain(owner.group.iter().map(|group| (group, "/etc/group")))
}
