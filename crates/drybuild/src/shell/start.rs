use std::{collections::BTreeMap, rc::Rc};

use super::{
    Exit, Machine, Outcome, Stream,
    interpret::{Invocation, Lookup, Open, Options, Scope, Seen, Shared, Shell},
    syntax::Dialect,
};
use crate::{
    filesystem::{Content, Device, Family, Follow, Kind, Namespace},
    labelled::Bytes,
};

/// Runs a shell script as `RUN <script>` does by default: `/bin/sh -c <script>`.
///
/// Never fails: what is not understood is in [`Outcome::notes`].
pub fn run(script: &Bytes, machine: &mut Machine) -> Outcome {
    exec(&["/bin/sh".into(), "-c".into(), script.clone()], machine)
}

/// Runs a process by its argument list, as the exec form of RUN does. Where it is a shell with `-c`, all spans of the
/// outcome are byte offsets into the text of that script; else they are `0..0`.
///
/// A program that cannot be started gives what runc says on standard error and status 1. A working directory that is
/// missing is made, and stays, as with runc.
pub fn exec(argv: &[Bytes], machine: &mut Machine) -> Outcome {
    let files = std::mem::replace(
        &mut machine.files,
        Namespace::new(crate::filesystem::FileSystem::new()),
    );
    let mut shell = new_shell(files, machine);
    shell.import(&machine.env);
    let given = machine.env.iter().map(|(_, value)| value);
    given
        .chain(argv)
        .for_each(|value| shell.shared.seen.see(value));
    for name in ["IFS", "OPTIND", "PS4", "PWD"] {
        if !machine.env.iter().any(|(known, _)| known == name) {
            shell.unset(name);
        }
    }
    make_working_directory(&mut shell.files);
    let exit = start(&mut shell, argv);
    let mut outcome = std::mem::take(&mut shell.shared.outcome);
    outcome.exit = exit;
    machine.env = shell.environment();
    machine.files = shell.files;
    outcome
}

fn make_working_directory(files: &mut Namespace) {
    let (user, umask) = (std::mem::take(&mut files.user), files.umask);
    let cwd = std::mem::replace(&mut files.cwd, b"/".to_vec());
    let mut path = Vec::new();
    for part in cwd
        .split(|byte| *byte == b'/')
        .filter(|part| !part.is_empty())
    {
        path.push(b'/');
        path.extend_from_slice(part);
        if files.stat(&path, Follow::Yes).is_err() {
            let _made = files.make_dir(&path.as_slice().into(), 0o755);
        }
    }
    files.cwd = cwd;
    files.user = user;
    files.umask = umask;
}

fn new_shell(files: Namespace, machine: &Machine) -> Shell {
    let family = ["/bin/sh", "/bin/busybox"]
        .into_iter()
        .find_map(|path| program_at(&files, path))
        .map(|(_, family)| family);
    let fds = BTreeMap::from([
        (0, Open::Device(Device::Null).shared()),
        (1, Open::Output(Stream::Stdout).shared()),
        (2, Open::Output(Stream::Stderr).shared()),
    ]);
    let invocation = Invocation {
        name: Rc::from("/bin/sh"),
        command_string: true,
        dialect: Dialect::Dash,
    };
    Shell {
        scope: Scope {
            variables: Rc::default(),
            functions: Rc::default(),
            positional: Rc::default(),
            options: Options::default(),
            fds,
            traps: Rc::default(),
            invocation,
            locals: Vec::new(),
            last: Exit::SUCCESS,
            substituted: None,
            loops: 0,
            tested: 0,
            line: 1,
            outer: None,
            jobs: crate::shell::interpret::Jobs::default(),
            getopts_at: 0,
            subshell: false,
            nesting: 0,
        },
        files,
        shared: Shared {
            outcome: Outcome::default(),
            catalogue: machine.catalogue.clone(),
            script: machine.script,
            commands: 0,
            depth: 0,
            temporary: 0,
            seen: Seen::default(),
            pipes: Vec::new(),
            readers: Vec::new(),
        },
        family: family.unwrap_or(Family::Gnu),
    }
}

fn program_at(files: &Namespace, path: &str) -> Option<(Rc<str>, Family)> {
    match &files.stat(path.as_bytes(), Follow::Yes).ok()?.kind {
        Kind::File(Content::Program(program)) => Some((Rc::clone(&program.name), program.family)),
        Kind::File(Content::Bytes(bytes)) => busybox(bytes, path),
        _ => None,
    }
}

/// A BusyBox that came with the build context, by what the program says of itself; it does what its name says.
pub(super) fn busybox(bytes: &Bytes, path: &str) -> Option<(Rc<str>, Family)> {
    const SAYS: &[u8] = b"BusyBox v1.";
    let data = bytes.data();
    let is_busybox =
        data.starts_with(b"\x7fELF") && data.windows(SAYS.len()).any(|part| part == SAYS);
    is_busybox.then(|| {
        (
            Rc::from(path.rsplit('/').next().unwrap_or_default()),
            Family::Busybox,
        )
    })
}

fn start(shell: &mut Shell, argv: &[Bytes]) -> Exit {
    let Some(name) = argv.first() else {
        return Exit::SUCCESS;
    };
    let text = name.text().into_owned();
    let found = shell.lookup(name);
    let (program, family) = match &found {
        Lookup::Found(path) => {
            program_at(&shell.files, &path.text()).unwrap_or((Rc::from(""), shell.family))
        }
        _ if shell.files.incomplete() => (
            Rc::from(text.rsplit('/').next().unwrap_or_default()),
            shell.family,
        ),
        Lookup::Denied(..) => {
            let line = format!(
                "runc run failed: unable to start container process: exec: \"{text}\": permission denied\n"
            );
            shell.write_fd(2, &line.as_str().into(), &(0..0));
            return Exit::FAILURE;
        }
        Lookup::Missing => {
            let why = if text.contains('/') {
                format!("stat {text}: no such file or directory")
            } else {
                "executable file not found in $PATH".to_owned()
            };
            let line = format!(
                "runc run failed: unable to start container process: exec: \"{text}\": {why}\n"
            );
            shell.write_fd(2, &line.as_str().into(), &(0..0));
            return Exit::FAILURE;
        }
    };
    let dialect = match program.as_ref() {
        "sh" if family == Family::Busybox => Some(Dialect::Ash),
        "ash" => Some(Dialect::Ash),
        "sh" | "dash" => Some(Dialect::Dash),
        "bash" => Some(Dialect::Bash),
        _ => None,
    };
    if let Some(dialect) = dialect {
        return shell.run_shell(dialect, argv, Some(()), &(0..0));
    }
    match found {
        Lookup::Found(path) => {
            let content = shell.files.read(path.data()).unwrap_or_default();
            if program.is_empty() && content.is_known() && !content.data().starts_with(b"#!") {
                let line = format!("exec {text}: exec format error\n");
                shell.write_fd(2, &line.as_str().into(), &(0..0));
                return Exit::FAILURE;
            }
            shell.execute(&path, argv, &(0..0))
        }
        _ => shell.run_named(&program, family, argv, &(0..0)),
    }
}
