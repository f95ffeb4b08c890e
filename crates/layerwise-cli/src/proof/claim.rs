use course::CodeBlock;

use super::leaves::Leaves;

/// What a block says of itself.
#[derive(Debug, Default)]
pub(super) struct Claim {
    /// Where it is run: a lab's id, a folder that ends in `/`, or empty for an empty folder.
    pub(super) place: String,
    /// Begins with a new terminal and a new builder.
    pub(super) fresh: bool,
    /// More values to follow, by name.
    pub(super) secrets: Vec<(String, String)>,
    /// Commands with no line below them print nothing.
    pub(super) silent: bool,
    /// Lines that stand before a Dockerfile that is only a part.
    pub(super) after: Option<String>,
    /// The build of a Dockerfile, where it is not the place's own.
    pub(super) command: Option<String>,
    /// The build fails with this text.
    pub(super) fails: Option<String>,
    /// The build checks that warn.
    pub(super) warns: Option<Vec<String>>,
    /// How many layers the Dockerfile adds.
    pub(super) layers: Option<usize>,
    /// Rows of the history.
    pub(super) history: Vec<String>,
    /// Where the secrets are then.
    pub(super) leaves: Option<Leaves>,
}

/// What a console may say; everything but `silent` is a Dockerfile's.
const OF_CONSOLES: &[&str] = &["proved", "fresh", "secret", "silent", "leaves"];
const OF_FILES: &[&str] = &["proved", "fresh"];

impl Claim {
    /// Reads a block's attributes.
    ///
    /// # Errors
    /// What is wrong with them.
    pub(super) fn read(block: &CodeBlock<'_>) -> Result<Self, String> {
        let mut claim = Self::default();
        let mut is_proved = false;
        for (key, value) in &block.attributes {
            if !is_of(&block.language, key) {
                return Err(format!("a {} block cannot say `{key}`", block.language));
            }
            match (key.as_str(), value.as_deref()) {
                ("proved", place) => {
                    is_proved = true;
                    claim.place = place.unwrap_or_default().to_owned();
                }
                ("fresh", None) => claim.fresh = true,
                ("silent", None) => claim.silent = true,
                ("fresh" | "silent", Some(_)) => return Err(format!("`{key}` takes no value")),
                (_, None) => return Err(format!("`{key}` needs a value: `{key}=\"…\"`")),
                ("secret", Some(secret)) => {
                    let (name, value) = secret
                        .split_once('=')
                        .filter(|(name, value)| !name.is_empty() && !value.is_empty())
                        .ok_or("`secret` is a name and a value: `secret=\"TOKEN=demo-4711\"`")?;
                    claim.secrets.push((name.to_owned(), value.to_owned()));
                }
                ("after", Some(lines)) => claim.after = Some(lines.to_owned()),
                ("command", Some(command)) => claim.command = Some(command.to_owned()),
                ("fails", Some(text)) => claim.fails = Some(text.to_owned()),
                ("warns", Some(rules)) => claim.warns = Some(names(rules)),
                ("layers", Some(count)) => {
                    let count = count.parse().map_err(|_| {
                        format!("`layers` is the number of layers that the Dockerfile adds, not {count:?}")
                    })?;
                    claim.layers = Some(count);
                }
                ("history", Some(row)) => claim.history.push(row.to_owned()),
                ("leaves", Some(text)) => claim.leaves = Some(Leaves::read(text)?),
                _ => {}
            }
        }
        if !is_proved {
            return Err(
                "this is claimed and not proved: say where it is run, `proved=\"<lab or folder/>\"`"
                    .to_owned(),
            );
        }
        if !matches!(block.language.as_str(), "console" | "dockerfile") && block.title.is_empty() {
            return Err(
                "the block is saved for those below, and needs a title: the file's name".to_owned(),
            );
        }
        Ok(claim)
    }
}

fn is_of(language: &str, key: &str) -> bool {
    match language {
        "console" => OF_CONSOLES.contains(&key),
        "dockerfile" => key != "silent",
        _ => OF_FILES.contains(&key),
    }
}

/// The names of a list; `nothing` has none.
fn names(list: &str) -> Vec<String> {
    let mut names: Vec<String> = list
        .split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty() && name != "nothing")
        .collect();
    names.sort();
    names.dedup();
    names
}
