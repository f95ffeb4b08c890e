use super::Process;
use crate::shell::{Exit, interpret::Lookup};

/// `which`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let mut exit = Exit::SUCCESS;
    for name in process.args() {
        if name.data().starts_with(b"-") {
            continue;
        }
        match process.shell.lookup(&name) {
            Lookup::Found(path) => process.line(&path),
            _ if process.files().incomplete() => {
                process.note(format!(
                    "whether the image has `{}` is not known",
                    name.text()
                ));
                exit = Exit::Unknown;
            }
            _ => exit = Exit::FAILURE,
        }
    }
    exit
}
