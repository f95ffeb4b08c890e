//! `docker image ls`, `tag` and `rm`.

use super::command::{fail, refuse};
use super::flags::{Given, Known};
use super::history::with_tag;
use super::store::full_name;
use super::{Docker, history, table};
use crate::shell::{Exit, Process};

const LIST_FLAGS: &[Known] = &[
    ("--all", false),
    ("-a", false),
    ("--no-trunc", false),
    ("--quiet", false),
    ("-q", false),
    ("--format", true),
];

/// As the client prints it up to version 28.
pub(super) fn list(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let given = match Given::read(words, LIST_FLAGS, false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let asked = given.operands.first();
    let rows = docker.images.rows().filter(|(name, _)| {
        let repository = name
            .rsplit_once(':')
            .map_or(*name, |(repository, _)| repository);
        asked.is_none_or(|asked| asked == repository || full_name(asked).as_deref() == Some(*name))
    });
    let rows = rows.map(|(name, image)| {
        let (repository, tag) = name.rsplit_once(':').unwrap_or((name, ""));
        let id = if given.is_on("--no-trunc") {
            &image.id
        } else {
            image.short_id()
        };
        let created = image.created_minutes.map_or("N/A".to_owned(), |minutes| {
            table::ago(docker.minutes.saturating_sub(minutes))
        });
        let size = image
            .platforms
            .iter()
            .map(super::store::PlatformVariant::size_bytes)
            .sum();
        [repository, tag, id, &created, &table::size(size)].map(str::to_owned)
    });
    let mut rows: Vec<[String; 5]> = rows.collect();
    let text = if given.is_on("-q") || given.is_on("--quiet") {
        rows.iter()
            .map(|[_, _, id, ..]| format!("{id}\n"))
            .collect()
    } else if let Some(format) = given.value("--format").filter(|format| *format != "table") {
        const FIELDS: [&str; 5] = ["Repository", "Tag", "ID", "CreatedSince", "Size"];
        rows.iter()
            .map(|row| history::filled(format, &FIELDS, row))
            .collect()
    } else {
        rows.insert(
            0,
            ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"].map(str::to_owned),
        );
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.to_vec()).collect();
        table::columns(&rows)
    };
    process.print(text);
    Exit::SUCCESS
}

pub(super) fn tag(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let [source, target] = words else {
        return fail(process, "docker: 'docker tag' requires 2 arguments");
    };
    let Some(image) = docker.images.find(source).cloned() else {
        return refuse(process, &format!("No such image: {}", with_tag(source)));
    };
    let Some(target) = full_name(target) else {
        return refuse(process, &format!("invalid reference format: {target}"));
    };
    docker.images.put(&[target], image);
    Exit::SUCCESS
}

pub(super) fn remove(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let given = match Given::read(words, &[("-f", false), ("--force", false)], false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let mut exit = Exit::SUCCESS;
    let is_forced = given.is_on("-f") || given.is_on("--force");
    for name in &given.operands {
        let image = docker.images.find(name);
        let user = image.and_then(|image| docker.containers.of_image(&image.id));
        if let (Some(image), Some(container), false) = (image, user, is_forced) {
            let message = format!(
                "conflict: unable to delete {} (must be forced) - container {} is using its referenced image {}",
                with_tag(name),
                container.short_id(),
                image.short_id()
            );
            exit = refuse(process, &message);
            continue;
        }
        match docker.images.remove(name) {
            Some(image) => {
                process.print(format!("Untagged: {}\n", with_tag(name)));
                if docker.images.find(&image.id).is_none() {
                    process.print(format!("Deleted: {}\n", image.id));
                }
            }
            None => exit = refuse(process, &format!("No such image: {}", with_tag(name))),
        }
    }
    exit
}
