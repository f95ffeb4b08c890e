//! A vertex as the JSON of its LLB operation (`solver/pb/json.go`).

use serde_json::{Value, json};

use super::super::object::Object;
use crate::base64;
use crate::graph::{
    ActionInput, ActionKind, CacheSharing, CopyAction, ExecOp, FileAction, FileOp, Mount,
    MountKind, NetworkMode, Op, Owner, ProxyEnv, SecurityMode, SourceOp, User, Vertex,
};
use crate::platform::Platform;

/// The operation without its inputs, which stand beside it.
pub(super) fn json(vertex: &Vertex) -> Value {
    let op = match &vertex.op {
        Op::Source(op) => json!({ "source": source(op) }),
        Op::Exec(op) => json!({ "exec": Value::from(exec(op)) }),
        Op::File(op) => json!({ "file": file(op, vertex.inputs.len()) }),
        Op::Merge(inputs) => {
            let inputs = inputs.iter().map(|input| index_only(*input));
            json!({ "merge": { "inputs": inputs.collect::<Vec<_>>() } })
        }
        Op::Diff { lower, upper } => json!({ "diff": {
            "lower": index_only(lower.unwrap_or_default()),
            "upper": index_only(upper.unwrap_or_default()),
        }}),
    };
    Object::default()
        .always("Op", op)
        .some("platform", vertex.platform.as_ref().map(platform))
        .always("constraints", json!({}))
        .into()
}

fn index_only(input: usize) -> Value {
    Object::default().number("input", signed(input)).into()
}

fn platform(platform: &Platform) -> Value {
    Object::default()
        .text("Architecture", &platform.architecture)
        .text("OS", &platform.os)
        .text("Variant", &platform.variant)
        .text("OSVersion", &platform.os_version)
        .into()
}

fn source(op: &SourceOp) -> Value {
    let attrs = op
        .attrs
        .iter()
        .map(|(key, value)| (key.clone(), value.as_str().into()));
    let attrs: serde_json::Map<String, Value> = attrs.collect();
    Object::default()
        .text("identifier", &op.identifier)
        .some("attrs", Some(attrs).filter(|attrs| !attrs.is_empty()))
        .into()
}

fn exec(op: &ExecOp) -> Object {
    let meta = Object::default()
        .list("args", op.args.iter().map(String::as_str))
        .list("env", op.env.iter().map(String::as_str))
        .text("cwd", &op.cwd)
        .text("user", &op.user)
        .some("proxy_env", op.proxy_env.as_ref().map(proxy))
        .text("hostname", &op.hostname)
        .flag("removeMountStubsRecursive", true);
    let network = match op.network {
        NetworkMode::Sandbox => 0,
        NetworkMode::Host => 1,
        NetworkMode::None => 2,
    };
    let secrets = op.secret_env.iter().map(|secret| {
        Object::default()
            .text("ID", &secret.id)
            .text("name", &secret.name)
            .flag("optional", secret.optional)
    });
    Object::default()
        .object("meta", meta)
        .list("mounts", op.mounts.iter().map(mount))
        .number("network", network)
        .number("security", i64::from(op.security == SecurityMode::Insecure))
        .list("secretenv", secrets)
}

fn proxy(proxy: &ProxyEnv) -> Value {
    Object::default()
        .text("http_proxy", &proxy.http)
        .text("https_proxy", &proxy.https)
        .text("ftp_proxy", &proxy.ftp)
        .text("no_proxy", &proxy.no)
        .text("all_proxy", &proxy.all)
        .into()
}

fn mount(mount: &Mount) -> Object {
    let index = |index: Option<usize>| index.map_or(-1, signed);
    let owned = |id: &str, uid: u32, gid: u32, mode: u32, optional: bool| {
        Object::default()
            .text("ID", id)
            .number("uid", uid.into())
            .number("gid", gid.into())
            .number("mode", mode.into())
            .flag("optional", optional)
    };
    let object = Object::default()
        .number("input", index(mount.input))
        .text("selector", &mount.selector)
        .text("dest", &mount.dest)
        .number("output", index(mount.output))
        .flag("readonly", mount.readonly);
    match &mount.kind {
        MountKind::Bind => object,
        MountKind::Secret(secret) => object.number("mountType", 1).always(
            "secretOpt",
            owned(
                &secret.id,
                secret.uid,
                secret.gid,
                secret.mode,
                secret.optional,
            ),
        ),
        MountKind::Ssh(ssh) => object.number("mountType", 2).always(
            "SSHOpt",
            owned(&ssh.id, ssh.uid, ssh.gid, ssh.mode, ssh.optional),
        ),
        MountKind::Cache(cache) => {
            let sharing = match cache.sharing {
                CacheSharing::Shared => 0,
                CacheSharing::Private => 1,
                CacheSharing::Locked => 2,
            };
            let cache = Object::default()
                .text("ID", &cache.id)
                .number("sharing", sharing);
            object.number("mountType", 3).always("cacheOpt", cache)
        }
        MountKind::Tmpfs { size_bytes } => object
            .number("mountType", 4)
            .always("TmpfsOpt", Object::default().number("size", *size_bytes)),
    }
}

fn file(op: &FileOp, inputs: usize) -> Value {
    let actions = op.actions.iter().map(|one| action(one, inputs));
    Object::default().list("actions", actions).into()
}

fn action(action: &FileAction, inputs: usize) -> Object {
    // Results of earlier actions are numbered on from the inputs.
    let index = |input: ActionInput| match input {
        ActionInput::Empty => -1,
        ActionInput::Input(index) => signed(index),
        ActionInput::Action(index) => signed(inputs + index),
    };
    let what = match &action.kind {
        ActionKind::Copy(action) => json!({ "copy": Value::from(copy(action, index)) }),
        ActionKind::Mkdir(dir) => json!({ "mkdir": Value::from(Object::default()
            .text("path", &dir.path)
            .number("mode", dir.mode.into())
            .flag("makeParents", dir.make_parents)
            .some("owner", dir.owner.as_ref().map(|one| owner(one, index)))
            .number("timestamp", -1)) }),
        ActionKind::Mkfile(file) => json!({ "mkfile": Value::from(Object::default()
            .text("path", &file.path)
            .number("mode", file.mode.into())
            .text("data", &base64::encode(&file.data))
            .number("timestamp", -1)) }),
        ActionKind::Rm { path } => {
            json!({ "rm": Value::from(Object::default().text("path", path)) })
        }
    };
    Object::default()
        .always("input", index(action.input))
        .always("secondaryInput", index(action.secondary_input))
        .always("output", action.output.map_or(-1, signed))
        .always("Action", what)
}

fn copy(action: &CopyAction, index: impl Fn(ActionInput) -> i64 + Copy) -> Object {
    let texts = |list: &[String]| {
        list.iter()
            .map(|text| Value::from(text.as_str()))
            .collect::<Vec<_>>()
    };
    Object::default()
        .text("src", &action.src)
        .text("dest", &action.dest)
        .some("owner", action.owner.as_ref().map(|one| owner(one, index)))
        .number("mode", action.mode.map_or(-1, i64::from))
        .flag("followSymlink", action.follow_symlink)
        .flag("dirCopyContents", action.dir_copy_contents)
        .flag("attemptUnpackDockerCompatibility", action.attempt_unpack)
        .flag("createDestPath", action.create_dest_path)
        .flag("allowWildcard", action.allow_wildcard)
        .flag("allowEmptyWildcard", action.allow_empty_wildcard)
        .number("timestamp", -1)
        .list("include_patterns", texts(&action.include))
        .list("exclude_patterns", texts(&action.exclude))
        .text("modeStr", &action.mode_str)
        .list("required_paths", texts(&action.required_paths))
}

fn owner(owner: &Owner, index: impl Fn(ActionInput) -> i64 + Copy) -> Value {
    let user = |user: &User| {
        let user = match user {
            User::Id(id) => Object::default().number("byId", (*id).into()),
            User::Name { name, input } => Object::default().always(
                "byName",
                Object::default()
                    .text("name", name)
                    .number("input", index(*input)),
            ),
        };
        Object::default().always("User", user)
    };
    Object::default()
        .some("user", owner.user.as_ref().map(user))
        .some("group", owner.group.as_ref().map(user))
        .into()
}

fn signed(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
