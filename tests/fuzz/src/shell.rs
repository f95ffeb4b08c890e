use std::ops::Range;

use drybuild::base_image::Images;
use drybuild::filesystem::{
    ChangeKind, FileSystem, Kind, Mount, MountKind, Namespace, Owner, diff,
};
use drybuild::labelled::{Bytes, Certainty, Form, SecretId, Trace};
use drybuild::reference::Reference;
use drybuild::shell::{Machine, Outcome, Stream, exec};

use crate::holds;
use crate::scenario::VALUES;

thread_local! {
    /// The images that have the shells, made once.
    static IMAGES: Images = Images::default();
}

/// A script, run by each of the three shells with a secret in a file and another in a variable.
pub fn shell(data: &[u8]) {
    let script = String::from_utf8_lossy(data);
    for (image, shell) in [
        ("debian", "/bin/sh"),
        ("debian", "/bin/bash"),
        ("alpine", "/bin/sh"),
    ] {
        let lower = files(image);
        let (outcome, upper) = run(&lower, shell, &script);
        check_outcome(&script, &outcome);
        check_secrets(&script, &outcome, &lower, &upper);
        let (again, upper_again) = run(&lower, shell, &script);
        assert_eq!(format!("{outcome:?}"), format!("{again:?}"), "two answers");
        let changes = |upper| format!("{:?}", diff(&lower, upper));
        assert_eq!(changes(&upper), changes(&upper_again), "two layers");
    }
}

fn files(image: &str) -> FileSystem {
    let reference = Reference::parse(image).expect("a plain name");
    let mut files = IMAGES.with(|images| images.find(&reference).files);
    let written = files.write(
        "/work/notes.txt",
        "one\ntwo words\n\tthree\n".into(),
        0o644,
        Owner::default(),
    );
    written.expect("a folder of its own");
    files
}

fn run(lower: &FileSystem, shell: &str, script: &str) -> (Outcome, FileSystem) {
    let [in_file, in_variable, _] = VALUES;
    let mut files = Namespace::for_run(lower.layer());
    let mut secret = FileSystem::new();
    let content = Bytes::from(format!("{in_file}\n").as_str());
    let content = content.with_secret(0..in_file.len(), SecretId(0), Trace::default());
    let root = secret.write("token", content.into(), 0o400, Owner::default());
    files.mount(Mount {
        target: "/run/secrets/token".into(),
        kind: MountKind::Secret,
        files: secret,
        root: root.expect("a fresh tree"),
        readonly: true,
    });
    files.cwd = b"/work".to_vec();
    let mut machine = Machine::new(files);
    machine.env = vec![
        (
            "PATH".to_owned(),
            "/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin".into(),
        ),
        ("HOME".to_owned(), "/root".into()),
        (
            "TOKEN".to_owned(),
            Bytes::secret(in_variable, SecretId(1), Trace::default()),
        ),
    ];
    let outcome = exec(&[shell.into(), "-c".into(), script.into()], &mut machine);
    (outcome, machine.files.finish().0)
}

/// Every place is one of the script or of the stream.
fn check_outcome(script: &str, outcome: &Outcome) {
    let in_script = |span: &Range<usize>| {
        assert!(
            script.get(span.clone()).is_some(),
            "{span:?} is no range of {script:?}"
        );
    };
    outcome.notes.iter().for_each(|note| in_script(&note.span));
    outcome
        .possible
        .iter()
        .for_each(|possible| in_script(&possible.span));
    for written in &outcome.written {
        in_script(&written.span);
        let stream = match written.stream {
            Stream::Stdout => &outcome.stdout,
            Stream::Stderr => &outcome.stderr,
        };
        assert!(
            stream.data().get(written.range.clone()).is_some(),
            "{written:?}"
        );
    }
    for bytes in [&outcome.stdout, &outcome.stderr] {
        check_labels(bytes);
        for taint in bytes.taints() {
            taint
                .trace
                .steps()
                .iter()
                .for_each(|step| in_script(&step.span));
        }
    }
}

/// Labels fit the bytes, and one that says that the whole secret certainly stands there is true.
fn check_labels(bytes: &Bytes) {
    for label in bytes.labels() {
        assert!(bytes.data().get(label.range.clone()).is_some(), "{label:?}");
    }
    for taint in bytes.whole_secrets() {
        if taint.form == Form::Plain && taint.certainty == Certainty::Certain {
            let value = VALUES
                .get(taint.secret.0 as usize)
                .expect("one that was planted");
            assert!(
                holds(bytes.data(), value.as_bytes()),
                "{value} is not in {:?}",
                bytes.text()
            );
        }
    }
}

/// What holds the value of a secret says so, unless the script itself spells it.
fn check_secrets(script: &str, outcome: &Outcome, lower: &FileSystem, upper: &FileSystem) {
    let told = |bytes: &Bytes, place: &str| {
        for (secret, value) in (0..).map(SecretId).zip(VALUES).take(2) {
            if holds(bytes.data(), value.as_bytes()) && !script.contains(value) {
                let is_told = bytes.whole_secrets().any(|taint| taint.secret == secret);
                assert!(
                    is_told,
                    "{place} holds {value} and does not say so: {bytes:?}"
                );
            }
        }
    };
    told(&outcome.stdout, "the output");
    told(&outcome.stderr, "the error output");
    for change in diff(lower, upper) {
        let path = change.path.text();
        told(&change.path, &path);
        check_labels(&change.path);
        if let ChangeKind::Put(inode) = &change.kind
            && let Kind::File(content) = &inode.kind
        {
            told(&content.bytes(), &path);
            check_labels(&content.bytes());
        }
    }
}
