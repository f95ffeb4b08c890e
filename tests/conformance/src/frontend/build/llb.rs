//! A graph as the data writes it: a list of ops, inputs as `"<op>:<output>"`.

use drybuild::graph::{
    ActionInput, ActionKind, CacheSharing, CopyAction, Definition, Edge, ExecOp, FileAction, Mount,
    MountKind, NetworkMode, Op, Owner, SecurityMode, User, Vertex,
};
use serde_json::{Map, Value, json};

use crate::record::object;

/// The record of one platform's graph.
pub(super) fn answer(definition: &Definition) -> Value {
    let mut ops: Vec<Value> = definition
        .vertices
        .iter()
        .enumerate()
        .map(|(i, vertex)| op(i, vertex))
        .collect();
    if let Some(result) = definition.result {
        ops.push(json!({ "i": ops.len(), "kind": "result", "inputs": [edge(&result)] }));
    }
    json!({ "ops": ops })
}

fn edge(edge: &Edge) -> String {
    format!("{}:{}", edge.vertex.0, edge.output)
}

fn op(index: usize, vertex: &Vertex) -> Value {
    let inputs = vertex.inputs.len();
    let (kind, mut record) = match &vertex.op {
        Op::Source(source) => (
            "source",
            object([
                ("identifier", json!(source.identifier)),
                ("attrs", json!(source.attrs)),
            ]),
        ),
        Op::Exec(process) => ("exec", exec(process)),
        Op::File(file) => {
            let actions: Vec<Value> = file.actions.iter().map(|a| action(a, inputs)).collect();
            ("file", object([("actions", json!(actions))]))
        }
        Op::Merge(merged) => ("merge", object([("merge", json!(merged))])),
        Op::Diff { lower, upper } => ("diff", object([("diff", json!([lower, upper]))])),
    };
    record.extend(object([
        ("i", json!(index)),
        ("kind", json!(kind)),
        (
            "inputs",
            json!(vertex.inputs.iter().map(edge).collect::<Vec<_>>()),
        ),
        (
            "platform",
            json!(vertex.platform.as_ref().map(ToString::to_string)),
        ),
        ("name", json!(vertex.name)),
        ("command", json!(vertex.command)),
        ("ignoreCache", json!(vertex.ignore_cache)),
    ]));
    let lines: Vec<&Vec<usize>> = vertex.lines.iter().filter(|l| !l.is_empty()).collect();
    record.insert("lines".to_owned(), json!(lines));
    if let Some(group) = &vertex.progress_group {
        record.insert(
            "progressGroup".to_owned(),
            json!({ "id": group.id, "name": group.name, "weak": group.weak }),
        );
    }
    record.into()
}

fn exec(exec: &ExecOp) -> Map<String, Value> {
    let secret_env: Vec<Value> = exec
        .secret_env
        .iter()
        .map(|s| json!({ "id": s.id, "name": s.name, "optional": s.optional }))
        .collect();
    let proxy = exec.proxy_env.as_ref().map(
        |p| json!({ "http": p.http, "https": p.https, "ftp": p.ftp, "no": p.no, "all": p.all }),
    );
    let network = match exec.network {
        NetworkMode::Sandbox => None,
        NetworkMode::Host => Some("HOST"),
        NetworkMode::None => Some("NONE"),
    };
    let security = (exec.security == SecurityMode::Insecure).then_some("INSECURE");
    object([
        ("args", json!(exec.args)),
        ("env", json!(exec.env)),
        ("cwd", json!(exec.cwd)),
        ("user", json!(exec.user)),
        ("hostname", json!(exec.hostname)),
        ("network", json!(network)),
        ("security", json!(security)),
        ("proxyEnv", json!(proxy)),
        ("secretEnv", json!(secret_env)),
        ("mounts", exec.mounts.iter().map(mount).collect()),
    ])
}

fn mount(mount: &Mount) -> Value {
    let index = |place: Option<usize>| place.map_or(json!(-1), |i| json!(i));
    let mut record = object([
        ("dest", json!(mount.dest)),
        ("input", index(mount.input)),
        ("output", index(mount.output)),
        ("readonly", json!(mount.readonly)),
        ("selector", json!(mount.selector)),
    ]);
    let octal = |mode: u32| format!("{mode:04o}");
    let (kind, detail) = match &mount.kind {
        MountKind::Bind => ("bind", None),
        MountKind::Cache(cache) => {
            let sharing = match cache.sharing {
                CacheSharing::Shared => "SHARED",
                CacheSharing::Private => "PRIVATE",
                CacheSharing::Locked => "LOCKED",
            };
            (
                "cache",
                Some(("cache", json!({ "id": cache.id, "sharing": sharing }))),
            )
        }
        MountKind::Tmpfs { size_bytes } => ("tmpfs", Some(("tmpfsSize", json!(size_bytes)))),
        MountKind::Secret(s) => {
            let detail = json!({ "id": s.id, "uid": s.uid, "gid": s.gid, "mode": octal(s.mode), "optional": s.optional });
            ("secret", Some(("secret", detail)))
        }
        MountKind::Ssh(s) => {
            let detail = json!({ "id": s.id, "uid": s.uid, "gid": s.gid, "mode": octal(s.mode), "optional": s.optional });
            ("ssh", Some(("ssh", detail)))
        }
    };
    record.insert("type".to_owned(), json!(kind));
    if let Some((key, detail)) = detail {
        record.insert(key.to_owned(), detail);
    }
    record.into()
}

fn action(action: &FileAction, inputs: usize) -> Value {
    let input = |input: ActionInput| match input {
        ActionInput::Empty => json!(-1),
        ActionInput::Input(index) => json!(index),
        ActionInput::Action(index) => json!(inputs + index),
    };
    let owner = |owner: &Option<Owner>| {
        owner
            .as_ref()
            .map(|o| json!({ "user": user(&o.user, &input), "group": user(&o.group, &input) }))
    };
    let mut record = object([
        ("input", input(action.input)),
        ("secondaryInput", input(action.secondary_input)),
        ("output", action.output.map_or(json!(-1), |i| json!(i))),
    ]);
    let octal = |mode: u32| format!("{mode:04o}");
    let detail = match &action.kind {
        ActionKind::Copy(copy) => self::copy(copy, owner(&copy.owner)),
        ActionKind::Mkdir(mkdir) => {
            let mut detail = object([
                ("action", json!("mkdir")),
                ("path", json!(mkdir.path)),
                ("mode", json!(octal(mkdir.mode))),
                ("makeParents", json!(mkdir.make_parents)),
            ]);
            detail.extend(owner(&mkdir.owner).map(|o| ("owner".to_owned(), o)));
            detail
        }
        ActionKind::Mkfile(mkfile) => object([
            ("action", json!("mkfile")),
            ("path", json!(mkfile.path)),
            ("mode", json!(octal(mkfile.mode))),
            ("data", json!(String::from_utf8_lossy(&mkfile.data))),
        ]),
        ActionKind::Rm { path } => object([("action", json!("rm")), ("path", json!(path))]),
    };
    record.extend(detail);
    record.into()
}

fn user(user: &Option<User>, input: &dyn Fn(ActionInput) -> Value) -> Value {
    match user {
        None => Value::Null,
        Some(User::Id(id)) => json!({ "byID": id }),
        Some(User::Name { name, input: place }) => {
            json!({ "byName": name, "input": input(*place) })
        }
    }
}

fn copy(copy: &CopyAction, owner: Option<Value>) -> Map<String, Value> {
    // BuildKit sends a zero beside a mode in letters.
    let mode = copy.mode.or((!copy.mode_str.is_empty()).then_some(0));
    let flags = json!({
        "allowEmptyWildcard": copy.allow_empty_wildcard,
        "allowWildcard": copy.allow_wildcard,
        "attemptUnpack": copy.attempt_unpack,
        "createDestPath": copy.create_dest_path,
        "dirCopyContents": copy.dir_copy_contents,
        "followSymlink": copy.follow_symlink,
    });
    let mut record = object([
        ("action", json!("copy")),
        ("src", json!(copy.src)),
        ("dest", json!(copy.dest)),
        ("include", json!(copy.include)),
        ("exclude", json!(copy.exclude)),
        ("requiredPaths", json!(copy.required_paths)),
        ("modeStr", json!(copy.mode_str)),
        ("mode", json!(mode.map(|mode| format!("{mode:04o}")))),
        ("flags", flags),
    ]);
    record.extend(owner.map(|o| ("owner".to_owned(), o)));
    record
}
