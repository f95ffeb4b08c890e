//! The key `instructions`: stages and their typed instructions.

use dockerfile::instructions::{
    Arg, ArgPair, CommandLine, Healthcheck, InlineFile, Instruction, KeyValue, Mount, Run,
};
use dockerfile::{Command, Dockerfile, Lines, MetaArg, ProblemStage, Stage, Word};
use serde_json::{Map, Value, json};

use crate::record::object;

pub(super) fn answer(file: &Dockerfile) -> Value {
    if let Some(problem) = file.problems.first() {
        if problem.stage == ProblemStage::Parse {
            return json!({ "ok": false, "error": "(parse failed)" });
        }
        let lines: Vec<usize> = problem.lines.iter().collect();
        return json!({ "ok": false, "error": problem.to_string(), "errorLines": [lines] });
    }
    json!({
        "ok": true,
        "metaArgs": file.meta_args.iter().map(meta_arg).collect::<Vec<_>>(),
        "stages": file.stages.iter().map(stage).collect::<Vec<_>>(),
    })
}

fn meta_arg(meta: &MetaArg) -> Value {
    json!({
        "args": args(&meta.arg),
        "code": meta.origin.code(),
        "lines": lines(meta.origin.lines),
    })
}

fn stage(stage: &Stage) -> Value {
    json!({
        "name": stage.from.name,
        "base": stage.from.base.text,
        "platform": text(&stage.from.platform),
        "origCmd": stage.origin.keyword.text,
        "code": stage.origin.code(),
        "doc": stage.from.doc,
        "lines": lines(stage.origin.lines),
        "commands": stage.commands.iter().map(command).collect::<Vec<_>>(),
    })
}

fn command(command: &Command) -> Value {
    let mut value = object([
        ("name", json!(command.origin.keyword.text)),
        ("lines", lines(command.origin.lines)),
        ("code", json!(command.origin.code())),
        ("comments", json!(command.origin.comments)),
    ]);
    value.extend(fields(&command.instruction));
    value.into()
}

/// The type, and what only this instruction has.
fn fields(instruction: &Instruction) -> Map<String, Value> {
    let fields = match instruction {
        Instruction::Add(add) => json!({
            "type": "add",
            "sources": texts(&add.sources),
            "dest": add.dest.text,
            "contents": contents(&add.contents),
            "chown": text(&add.chown),
            "chmod": text(&add.chmod),
            "link": add.link,
            "exclude": texts(&add.exclude),
            "checksum": text(&add.checksum),
            "keepGitDir": add.keep_git_dir,
            "unpack": add.unpack,
        }),
        Instruction::Arg(arg) => json!({ "type": "arg", "args": args(arg) }),
        Instruction::Cmd(cmd) => return command_line("cmd", &cmd.command),
        Instruction::Copy(copy) => json!({
            "type": "copy",
            "sources": texts(&copy.sources),
            "dest": copy.dest.text,
            "contents": contents(&copy.contents),
            "from": text(&copy.from),
            "chown": text(&copy.chown),
            "chmod": text(&copy.chmod),
            "link": copy.link,
            "parents": copy.parents,
            "exclude": texts(&copy.exclude),
        }),
        Instruction::Entrypoint(entrypoint) => {
            return command_line("entrypoint", &entrypoint.command);
        }
        Instruction::Env(env) => json!({ "type": "env", "env": pairs(&env.pairs) }),
        Instruction::Expose(expose) => json!({ "type": "expose", "ports": texts(&expose.ports) }),
        Instruction::Healthcheck(check) => {
            json!({ "type": "healthcheck", "health": health(check) })
        }
        Instruction::Label(label) => json!({ "type": "label", "labels": pairs(&label.pairs) }),
        Instruction::Maintainer(maintainer) => {
            json!({ "type": "maintainer", "maintainer": maintainer.maintainer.text })
        }
        Instruction::Onbuild(onbuild) => {
            json!({ "type": "onbuild", "expression": onbuild.expression })
        }
        Instruction::Run(run) => return run_fields(run),
        Instruction::Shell(shell) => json!({ "type": "shell", "shell": texts(&shell.shell) }),
        Instruction::StopSignal(stop) => {
            json!({ "type": "stopsignal", "signal": stop.signal.text })
        }
        Instruction::User(user) => json!({ "type": "user", "user": user.user.text }),
        Instruction::Volume(volume) => {
            json!({ "type": "volume", "volumes": texts(&volume.volumes) })
        }
        Instruction::Workdir(workdir) => json!({ "type": "workdir", "path": workdir.path.text }),
    };
    fields.as_object().cloned().unwrap_or_default()
}

fn run_fields(run: &Run) -> Map<String, Value> {
    let parse = |word: &Word| {
        Mount::parse(dockerfile::Version::CURRENT, &word.text, &mut |text| {
            Ok(text.into())
        })
    };
    let mounts = run.mounts.iter().map(parse).collect::<Result<Vec<_>, _>>();
    let mut value = command_line("run", &run.command);
    value.extend(object([
        ("flagsUsed", json!(run.flags_used)),
        ("network", json!(run.network.as_str())),
        ("security", json!(run.security.as_str())),
        match mounts {
            Ok(mounts) => ("mounts", mounts.iter().map(mount).collect()),
            Err(message) => ("mountError", json!(message)),
        },
    ]));
    value
}

fn mount(mount: &Mount) -> Value {
    let mut value = object([
        ("type", json!(mount.kind.as_str())),
        ("from", json!(mount.from)),
        ("source", json!(mount.source)),
        ("target", json!(mount.target)),
        ("readonly", json!(mount.readonly)),
        ("required", json!(mount.required)),
        ("id", json!(mount.id)),
        (
            "sharing",
            json!(mount.sharing.map(|sharing| sharing.as_str())),
        ),
        ("size", json!(mount.size_bytes)),
    ]);
    value.extend(mount.env.iter().map(|env| ("env".to_owned(), json!(env))));
    value.extend(mount.uid.map(|uid| ("uid".to_owned(), json!(uid))));
    value.extend(mount.gid.map(|gid| ("gid".to_owned(), json!(gid))));
    value.extend(
        mount
            .mode
            .map(|mode| ("mode".to_owned(), json!(format!("{mode:04o}")))),
    );
    value.into()
}

fn command_line(kind: &str, command: &CommandLine) -> Map<String, Value> {
    let file =
        |file: &InlineFile| json!({ "name": file.name, "data": file.data, "chomp": file.chomp });
    object([
        ("type", json!(kind)),
        ("cmdLine", json!(texts(&command.args))),
        ("shellForm", json!(command.is_shell_form())),
        ("files", command.files.iter().map(file).collect()),
    ])
}

/// Go's HealthConfig, times in nanoseconds, zeros left out.
fn health(check: &Healthcheck) -> Value {
    let numbers = [
        ("Interval", check.interval_ns),
        ("Timeout", check.timeout_ns),
        ("StartPeriod", check.start_period_ns),
        ("StartInterval", check.start_interval_ns),
        ("Retries", i64::from(check.retries)),
    ];
    let mut value = object([("Test", json!(check.test))]);
    let given = numbers.into_iter().filter(|(_, number)| *number != 0);
    value.extend(given.map(|(key, number)| (key.to_owned(), json!(number))));
    value.into()
}

fn args(arg: &Arg) -> Value {
    let pair = |pair: &ArgPair| {
        let mut value = object([("key", json!(pair.key.text))]);
        value.extend(
            pair.value
                .iter()
                .map(|value| ("value".to_owned(), json!(value.text))),
        );
        let doc = Some(&pair.doc).filter(|doc| !doc.is_empty());
        value.extend(doc.map(|doc| ("doc".to_owned(), json!(doc))));
        Value::from(value)
    };
    arg.args.iter().map(pair).collect()
}

fn pairs(pairs: &[KeyValue]) -> Value {
    let pair = |pair: &KeyValue| json!({ "key": pair.key.text, "value": pair.value.text, "noDelim": pair.no_delim });
    pairs.iter().map(pair).collect()
}

fn contents(contents: &[InlineFile]) -> Value {
    let file =
        |file: &InlineFile| json!({ "path": file.name, "data": file.data, "expand": file.expand });
    contents.iter().map(file).collect()
}

fn lines(lines: Lines) -> Value {
    json!([lines.first, lines.last])
}

fn text(word: &Option<Word>) -> &str {
    word.as_ref().map_or("", |word| &word.text)
}

fn texts(words: &[Word]) -> Vec<&str> {
    words.iter().map(Word::as_str).collect()
}
