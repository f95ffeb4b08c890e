use super::super::{write, write_unknown};
use super::{Run, credential, settings, ssh};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

const WITH_VALUE: &[&str] = &[
    "-b",
    "--branch",
    "--depth",
    "-o",
    "--origin",
    "-j",
    "--jobs",
    "--reference",
    "--filter",
    "--template",
    "-u",
    "--upload-pack",
    "--separate-git-dir",
    "--shallow-since",
    "--server-option",
];

/// What a clone is told.
struct Told {
    settings: Vec<Bytes>,
    operands: Vec<Bytes>,
    is_bare: bool,
}

fn told(arguments: &[Bytes]) -> Told {
    let mut told = Told {
        settings: Vec::new(),
        operands: Vec::new(),
        is_bare: false,
    };
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.text().as_ref() {
            "-c" | "--config" => told.settings.extend(words.next().cloned()),
            "--bare" | "--mirror" => told.is_bare = true,
            text if WITH_VALUE.contains(&text) => {
                words.next();
            }
            text if text.starts_with("--config=") => {
                told.settings.push(word.from_offset("--config=".len()));
            }
            text if text.starts_with('-') => {}
            _ => told.operands.push(word.clone()),
        }
    }
    told
}

pub(super) fn run(process: &mut Process<'_>, run: &Run) -> Exit {
    let told = told(&run.rest);
    let Some(url) = told.operands.first() else {
        return Exit::Known(129);
    };
    let folder = match told.operands.get(1) {
        Some(folder) => folder.text().trim_end_matches('/').to_owned(),
        None => folder_of(&url.text()),
    };
    if !run.is_quiet() {
        let into = if told.is_bare { "bare repository " } else { "" };
        process.err_text(format!("Cloning into {into}'{folder}'...\n"));
    }
    if let Some(exit) = ssh::refused(process, &url.text()) {
        return exit;
    }
    let folder = run.path(&folder);
    let git = if told.is_bare {
        folder.clone()
    } else {
        format!("{folder}/.git")
    };
    let mut content =
        Bytes::from("[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n");
    for setting in &told.settings {
        let (key, value) = settings::split(setting);
        content.push(&settings::lines(&key, &value));
    }
    content.push(&settings::lines(&"remote.origin.url".into(), url));
    content.push_plain("\tfetch = +refs/heads/*:refs/remotes/origin/*\n");
    write(process, &format!("{git}/config"), content);
    write(
        process,
        &format!("{git}/HEAD"),
        "ref: refs/heads/main\n".into(),
    );
    write_unknown(
        process,
        &format!("{git}/objects/pack/pack-0000.pack"),
        2_000_000,
        0o444,
    );
    credential::remember(process, run, url);
    if !told.is_bare {
        write_unknown(process, &format!("{folder}/README.md"), 1_000, 0o644);
        process.note("the files of the repository are not known: a README.md stands for them");
    }
    Exit::SUCCESS
}

/// The folder that a URL is cloned into.
fn folder_of(url: &str) -> String {
    let name = url.trim_end_matches('/').rsplit(['/', ':']).next();
    name.unwrap_or_default().trim_end_matches(".git").to_owned()
}
