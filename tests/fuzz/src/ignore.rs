use drybuild::context::ignore::{Ignore, read};

/// Paths of a context that no pattern of the input was made for.
const PATHS: [(&str, bool); 8] = [
    ("a", true),
    ("a/b", true),
    ("a/b/c.txt", false),
    ("a/d", false),
    ("Dockerfile", false),
    ("node_modules", true),
    ("node_modules/é [x]", false),
    ("z.key", false),
];

/// An ignore file, and behind a line `---` paths of the context.
pub fn ignore(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (patterns, paths) = text.split_once("\n---\n").unwrap_or((&text, ""));
    let Ok(lines) = read(patterns) else {
        return;
    };
    assert_eq!(Ok(&lines), read(patterns).as_ref(), "two answers");
    let Ok(ignore) = Ignore::new(&lines) else {
        return;
    };
    let own = lines.iter().map(|line| line.trim_start_matches('!'));
    for path in paths.lines().chain(own).chain(PATHS.map(|(path, _)| path)) {
        let answer = ignore.is_excluded(path);
        assert_eq!(answer, ignore.is_excluded(path), "two answers for {path:?}");
        if lines.is_empty() {
            assert_eq!(answer, Ok(false), "nothing excludes {path:?}");
        }
    }
    let Ok(sent) = ignore.sent(&PATHS) else {
        return;
    };
    let mut at = PATHS.iter();
    for path in &sent {
        assert!(
            at.any(|(known, _)| known == path),
            "{path:?} is sent out of order"
        );
    }
    for (path, is_folder) in PATHS {
        // A folder that is excluded travels when something below it does, and what is below it is looked at only where
        // an exception begins with its name.
        if !is_folder
            && !ignore.has_exceptions()
            && let Ok(excluded) = ignore.is_excluded(path)
        {
            assert_eq!(sent.contains(&path), !excluded, "{path:?}");
        }
    }
}
