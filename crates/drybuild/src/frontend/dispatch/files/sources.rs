//! Sources and destination of `COPY` and `ADD`, expanded.

use dockerfile::Word;
use dockerfile::instructions::InlineFile;

use super::super::super::BuildError;
use super::super::super::stage::Stage;
use super::super::Scope;

/// Sources and destination, expanded.
pub(in super::super) struct Files {
    pub(in super::super) paths: Vec<String>,
    /// Name and text of each here-document.
    pub(super) contents: Vec<(String, String)>,
    pub(super) dest: String,
}

impl Files {
    pub(in super::super) fn expand(
        stage: &Stage<'_>,
        scope: &Scope<'_, '_>,
        sources: &[Word],
        inline: &[InlineFile],
        dest: &Word,
    ) -> Result<Self, BuildError> {
        let mut paths = Vec::new();
        for path in sources {
            paths.push(scope.expand(stage, &path.text)?);
        }
        let dest = scope.expand(stage, &dest.text)?;
        let mut contents = Vec::new();
        for content in inline {
            let data = if content.expand {
                scope.expand_text(stage, &content.data)?
            } else {
                content.data.to_string()
            };
            contents.push((content.name.clone(), data));
        }
        Ok(Self {
            paths,
            contents,
            dest,
        })
    }
}

/// Text of a flag's value, empty without the flag.
pub(in super::super::super) fn word(value: &Option<Word>) -> &str {
    value.as_ref().map_or("", |word| word.text.as_str())
}
