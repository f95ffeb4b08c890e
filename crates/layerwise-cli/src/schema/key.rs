/// A TOML table that an author writes.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) keys: &'static [Key],
    /// Whether keys may follow that are not said here.
    pub(super) open: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) required: bool,
    /// What an editor shows beside it.
    pub(super) about: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A string that is not empty.
    Text,
    /// A string in kebab-case.
    Id,
    /// A BCP 47 tag.
    Language,
    /// A whole number.
    Number { least: u32 },
    /// True or false.
    Flag,
    /// One of these.
    Choice(&'static [&'static str]),
    /// A list of strings.
    Texts,
    /// A list of ids.
    Ids,
    /// One table.
    Table(&'static Table),
    /// A list of tables, at least one.
    Tables(&'static Table),
    /// What a judge makes of it.
    Any,
}

pub(super) static COURSE: Table = Table {
    keys: &[
        required(
            "id",
            Kind::Id,
            "Permanent: a browser keeps progress under it",
        ),
        required("title", Kind::Text, "As shown"),
        required("summary", Kind::Text, "One or two sentences of plain text"),
        required("language", Kind::Language, "BCP 47 tag: en, de, pt-BR"),
        required("version", Kind::Text, "Your version of the course"),
        required("licence", Kind::Text, "Licence of the content"),
        optional(
            "url",
            Kind::Text,
            "Where the course will be: https://example.org/course/",
        ),
        required("chapters", Kind::Tables(&CHAPTER), "In reading order"),
        optional(
            "theme",
            Kind::Table(&THEME),
            "What the course changes of the look",
        ),
    ],
    open: false,
};

pub(super) static THEME: Table = Table {
    keys: &[
        optional(
            "lead",
            Kind::Text,
            "Colour of links and marks on the light page: #0b5c8a",
        ),
        optional("lead-dark", Kind::Text, "The same on the dark page"),
        optional(
            "font-text",
            Kind::Text,
            "Font families of the text, with commas between them",
        ),
        optional("font-code", Kind::Text, "Font families of code"),
        optional(
            "logo",
            Kind::Text,
            "An image in figures, shown before the course's title",
        ),
        optional(
            "style",
            Kind::Text,
            "A style sheet that comes after all others",
        ),
    ],
    open: false,
};

pub(super) static CHAPTER: Table = Table {
    keys: &[
        required("id", Kind::Id, "Permanent, unique among chapters"),
        required("title", Kind::Text, "As shown, without a number"),
        required(
            "topics",
            Kind::Ids,
            "Ids of topics in reading order: the names of their files",
        ),
    ],
    open: false,
};

pub(super) static FRONT_MATTER: Table = Table {
    keys: &[
        required("id", Kind::Id, "The name of the file, without .md"),
        required("title", Kind::Text, "As shown, without a number"),
        optional("tags", Kind::Texts, "Words under which the topic is found"),
        required("summary", Kind::Text, "One or two sentences of plain text"),
        required(
            "minutes",
            Kind::Number { least: 1 },
            "To read it and answer its questions",
        ),
        optional(
            "updated",
            Kind::Text,
            "The day of the last change that readers should know of",
        ),
        optional(
            "prerequisites",
            Kind::Ids,
            "Ids of topics that come earlier",
        ),
    ],
    open: false,
};

pub(super) static GLOSSARY: Table = Table {
    keys: &[required("terms", Kind::Tables(&TERM), "The words")],
    open: false,
};

pub(super) static TERM: Table = Table {
    keys: &[
        required("id", Kind::Id, "Permanent: what term:… links to"),
        required("name", Kind::Text, "As shown"),
        required("definition", Kind::Text, "A line of Markdown"),
    ],
    open: false,
};

pub(super) static QUIZ: Table = Table {
    keys: &[
        required(
            "id",
            Kind::Id,
            "Permanent, unique in the course: answers are kept under it",
        ),
        optional(
            "type",
            Kind::Choice(&[
                "single-choice",
                "multiple-choice",
                "short-answer",
                "number",
                "ordering",
                "matching",
                "fill-in",
                "predict",
                "fix-it",
            ]),
            "How it is answered; single-choice if left out",
        ),
        optional("aliases", Kind::Ids, "Ids that the question had before"),
        optional("hints", Kind::Texts, "Markdown, opened one by one"),
        optional(
            "attempts",
            Kind::Number { least: 0 },
            "Before the right answer is shown; 0: as many as wanted",
        ),
        optional(
            "reveal",
            Kind::Choice(&["at-once", "when-done"]),
            "When the right answer is shown",
        ),
        optional(
            "confidence",
            Kind::Flag,
            "Whether learners are asked how sure they are",
        ),
    ],
    open: true,
};

pub(super) static LAB: Table = Table {
    keys: &[
        required("id", Kind::Id, "Permanent, unique in the course"),
        required("title", Kind::Text, "As shown"),
        optional("task", Kind::Text, "Markdown: what to do"),
        optional("hints", Kind::Texts, "Markdown, opened one by one"),
        required(
            "context",
            Kind::Text,
            "Folder with the Dockerfile and all else that the build sees",
        ),
        required("command", Kind::Text, "The build as typed in a terminal"),
        optional(
            "solution",
            Kind::Text,
            "Folder with the files that meet the goal",
        ),
        optional(
            "solution-command",
            Kind::Text,
            "The solution's command, where it is another one",
        ),
        optional(
            "secrets",
            Kind::Any,
            "Demo values that are followed: name, value, and file or env",
        ),
        optional("goal", Kind::Any, "Conditions on what the simulator says"),
    ],
    open: false,
};

const fn required(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key {
        name,
        kind,
        required: true,
        about,
    }
}

const fn optional(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key {
        name,
        kind,
        required: false,
        about,
    }
}
