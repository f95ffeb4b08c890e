//! The same on paper.

use std::{collections::BTreeMap, rc::Rc};

use drybuild::{
    filesystem::{ChangeKind, Content, Family, FileSystem, Kind, Namespace, Owner, Program, diff},
    labelled::Bytes,
    shell::{Exit, Machine, exec},
};

use super::Answer;

const PROGRAMS: [&str; 53] = [
    "awk",
    "base64",
    "basename",
    "cat",
    "chmod",
    "comm",
    "cp",
    "cut",
    "date",
    "dirname",
    "echo",
    "env",
    "expr",
    "false",
    "find",
    "fold",
    "grep",
    "gunzip",
    "gzip",
    "head",
    "id",
    "join",
    "ln",
    "ls",
    "md5sum",
    "mkdir",
    "mkfifo",
    "mktemp",
    "mv",
    "nl",
    "od",
    "paste",
    "printenv",
    "printf",
    "readlink",
    "rev",
    "rm",
    "rmdir",
    "sed",
    "seq",
    "sha256sum",
    "sleep",
    "sort",
    "stat",
    "tac",
    "tail",
    "tar",
    "tee",
    "touch",
    "tr",
    "true",
    "uniq",
    "wc",
];

fn base(shell: &str) -> FileSystem {
    let family = if shell == "busybox" {
        Family::Busybox
    } else {
        Family::Gnu
    };
    let mut files = FileSystem::new();
    for folder in ["/tmp", "/root", "/dev", "/proc", "/sys", "/etc", "/work"] {
        files
            .make_dir(folder, 0o755, Owner::default())
            .expect("a fresh tree");
    }
    let sh = if shell == "busybox" { "sh" } else { "dash" };
    let others = [
        ("sh", sh),
        ("bash", "bash"),
        ("dash", "dash"),
        ("ash", "ash"),
        ("xargs", "xargs"),
    ];
    let programs = PROGRAMS.into_iter().map(|name| (name, name)).chain(others);
    for (path, name) in programs {
        let program = Content::Program(Program {
            name: Rc::from(name),
            family,
        });
        files
            .write(&format!("/bin/{path}"), program, 0o755, Owner::default())
            .expect("a fresh tree");
    }
    files
}

fn machine(lower: &FileSystem) -> Machine {
    let mut machine = Machine::new(Namespace::for_run(lower.layer()));
    machine.files.cwd = b"/work".to_vec();
    machine.env = vec![
        ("PATH".to_owned(), "/bin".into()),
        ("HOME".to_owned(), "/root".into()),
    ];
    machine
}

/// The status of a process, if it is known.
pub(crate) fn exit(argv: &[&str]) -> Option<i32> {
    let argv: Vec<Bytes> = argv.iter().map(|word| (*word).into()).collect();
    match exec(&argv, &mut machine(&base("bash"))).exit {
        Exit::Known(status) => Some(i32::from(status)),
        Exit::Unknown => None,
    }
}

pub(crate) fn run(shell: &str, script: &str) -> Answer {
    let lower = base(shell);
    let mut machine = machine(&lower);
    let program = match shell {
        "busybox" => "/bin/ash".to_owned(),
        name => format!("/bin/{name}"),
    };
    let argv = [
        program.as_str().into(),
        "-c".into(),
        format!("umask 022; {script}").as_str().into(),
    ];
    let outcome = exec(&argv, &mut machine);
    let (upper, _) = machine.files.finish();
    let mut files = BTreeMap::new();
    for change in diff(&lower, &upper) {
        let path = change.path.text().trim_start_matches('/').to_owned();
        let Some(name) = path.strip_prefix("work/") else {
            continue;
        };
        let what = match &change.kind {
            ChangeKind::Whiteout => continue,
            ChangeKind::Hardlink { target } => {
                let target = target.text();
                let target = target.trim_start_matches('/').trim_start_matches("work/");
                files.get(target).cloned().unwrap_or_default()
            }
            ChangeKind::Put(inode) => match &inode.kind {
                Kind::Symlink(target) => format!("link {}", target.text()),
                Kind::Directory(_) => format!("dir {:o}", inode.mode),
                Kind::File(content) => {
                    format!("file {:o} {}", inode.mode, shown(content.bytes().data()))
                }
                _ => format!("other {:o}", inode.mode),
            },
        };
        files.insert(name.to_owned(), what);
    }
    Answer {
        exit: match outcome.exit {
            Exit::Known(status) => Some(i32::from(status)),
            Exit::Unknown => None,
        },
        output: outcome.stdout.text().into_owned(),
        files,
    }
}

/// The content of a file for a message; archives hold times, and compressed ones differ by machine.
pub(crate) fn shown(content: &[u8]) -> String {
    let archive = content.starts_with(&[0x1f, 0x8b]) || content.get(257..262) == Some(b"ustar");
    if archive {
        "an archive".to_owned()
    } else {
        String::from_utf8_lossy(content).into_owned()
    }
}
