use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// An editor that saves, or a build that replaces a folder, touches several files at once: the
/// change is over when nothing more has happened for this long.
const QUIET: Duration = Duration::from_millis(60);

/// Runs `changed` after each change below the folders, as long as the result lives. Folders that do
/// not exist are left out.
pub(super) fn watch(
    folders: &[PathBuf],
    changed: impl Fn() + Send + 'static,
) -> Result<RecommendedWatcher> {
    let (tell, told) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Reading is no change; the sites' own build reads everything.
        if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
            // Nobody listens any more when the server ends.
            let _ = tell.send(());
        }
    })?;
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        watch_folder(&mut watcher, folder)?;
    }
    thread::spawn(move || follow(&told, changed));
    Ok(watcher)
}

fn watch_folder(watcher: &mut RecommendedWatcher, folder: &Path) -> Result<()> {
    watcher
        .watch(folder, RecursiveMode::Recursive)
        .with_context(|| format!("cannot watch {}", folder.display()))
}

fn follow(told: &Receiver<()>, changed: impl Fn()) {
    while told.recv().is_ok() {
        while told.recv_timeout(QUIET).is_ok() {}
        changed();
    }
}
