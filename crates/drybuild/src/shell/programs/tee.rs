use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `tee`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "aip",
        &[("append", 'a'), ("ignore-interrupts", 'i')],
    );
    let input = process.stdin();
    process.out(&input);
    let mut exit = Exit::SUCCESS;
    for path in &flags.operands {
        let mut content = Bytes::new();
        if flags.has('a') && process.shell.descriptor_of(path.data()).is_none() {
            content = process
                .files()
                .read(path.data())
                .map(|content| (*content).clone())
                .unwrap_or_default();
        }
        content.push(&input);
        if let Err(error) = process.write(path, content) {
            exit = Exit::FAILURE;
            process.err(format!("{}: {}", path.text(), error.message()));
        }
    }
    exit
}
