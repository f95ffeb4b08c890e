//! An index of a small course, and what is found in it with which of its files.

use search::{Entry, IndexFile, Reply, Search, WhichPage, index};

const ALL: WhichPage = WhichPage {
    most: 10,
    excerpts: true,
};

fn entry(topic: &str, anchor: &str, title: &str, text: &str) -> Entry {
    Entry {
        topic: topic.to_owned(),
        anchor: anchor.to_owned(),
        title: title.to_owned(),
        within: String::new(),
        context: topic.replace('-', " "),
        text: text.to_owned(),
    }
}

fn course() -> Vec<IndexFile> {
    let filler: String = (0..9000).map(|n| format!("filler{n} ")).collect();
    let entries = [
        entry("", "", "Where secrets go", ""),
        entry(
            "arg-secrets",
            "",
            "A password in ARG stays",
            "Why a build argument is no secret.",
        ),
        entry(
            "arg-secrets",
            "history",
            "The history",
            "docker history shows every ARG.",
        ),
        entry(
            "cache-mounts",
            "",
            "Cache mounts",
            "RUN --mount=type=cache keeps a folder.",
        ),
        entry(
            "cache-mounts",
            "secrets",
            "Secrets in a cache",
            "What a RUN writes there stays there.",
        ),
        entry("zh", "", "构建缓存", "每一步的结果都会保存在构建缓存中。"),
        entry("filler", "", "Filler", &filler),
    ];
    let number = std::cell::Cell::new(0);
    index(&entries, |kind, _| {
        number.set(number.get() + 1);
        format!("{kind}-{}.json", number.get())
    })
}

/// The titles that are found, and the files that it took.
fn found(query: &str) -> (Vec<String>, Vec<String>) {
    let files = course();
    let mut search = Search::default();
    let mut taken = Vec::new();
    loop {
        match search.ask(query, ALL) {
            Reply::Needs(names) => {
                assert!(
                    names.iter().all(|name| !taken.contains(name)),
                    "asked twice: {names:?}"
                );
                for name in names {
                    let file = files.iter().find(|file| file.name == name);
                    assert!(file.is_some(), "there is no {name}");
                    search.take(&name, file.map_or("", |file| &file.text));
                    taken.push(name);
                }
            }
            Reply::Found(hits, total) => {
                assert!(hits.len() <= total);
                return (hits.into_iter().map(|hit| hit.place.title).collect(), taken);
            }
        }
    }
}

#[test]
fn chapters_topics_and_headings_are_found_the_best_first() {
    for (query, titles) in [
        ("history", &["The history"][..]),
        ("HISTORY arg", &["The history"]),
        (
            "secret",
            &[
                "Where secrets go",
                "Secrets in a cache",
                "A password in ARG stays",
                "The history",
            ],
        ),
        ("cache mount", &["Cache mounts", "Secrets in a cache"]),
        ("passw", &["A password in ARG stays"]),
        ("--mount=type=cache", &["Cache mounts"]),
        ("构建缓存", &["构建缓存"]),
        ("缓存", &["构建缓存"]),
        ("结", &["构建缓存"]),
        ("nowhere", &[]),
        ("", &[]),
        (" -- ", &[]),
    ] {
        assert_eq!(found(query).0, titles, "{query}");
    }
}

#[test]
fn where_no_section_has_all_words_those_with_most_are_found() {
    assert_eq!(found("history nowhere").0, ["The history"]);
}

#[test]
fn a_query_takes_few_files() {
    let (_, taken) = found("history");
    let words = taken
        .iter()
        .filter(|name| name.starts_with("words"))
        .count();
    let shelves = course()
        .iter()
        .filter(|file| file.name.starts_with("words"))
        .count();
    assert!(shelves > 3, "only {shelves} files with words");
    assert!(words <= 1, "{taken:?}");
}

#[test]
fn an_excerpt_shows_what_was_found() {
    let files = course();
    let mut search = Search::default();
    for file in &files {
        search.take(&file.name, &file.text);
    }
    let Reply::Found(hits, 1) = search.ask("every", ALL) else {
        panic!("one hit");
    };
    let marked: Vec<_> = hits[0].excerpt.iter().filter(|piece| piece.found).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0].text, "every");
}

#[test]
fn a_file_that_cannot_be_read_costs_only_what_is_in_it() {
    let mut search = Search::default();
    for file in course() {
        let text = if file.name.starts_with("text") {
            "<html>"
        } else {
            &file.text
        };
        search.take(&file.name, text);
    }
    let Reply::Found(hits, 1) = search.ask("every", ALL) else {
        panic!("one hit");
    };
    assert!(hits[0].excerpt.is_empty());
}
