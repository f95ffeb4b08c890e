//! Names of vertices in the progress log: `[linux/amd64 build 2/5] RUN make`.

use crate::environment::Environment;
use crate::platform::Platform;

/// What stands in the brackets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prefix<'a> {
    /// Empty when the file has one stage only.
    pub(super) stage: &'a str,
    /// Place of the instruction in its stage, from 1.
    pub(super) index: usize,
    /// How many there are.
    pub(super) total: usize,
    /// The platform, where several are built.
    pub(super) platform: Option<&'a Platform>,
    /// The instruction comes from `ONBUILD` of a base.
    pub(super) on_build: bool,
}

impl Prefix<'_> {
    /// The name of a vertex (`prefixCommand` of `dockerfile2llb/convert.go`).
    pub(super) fn name(&self, environment: &Environment, command: &str) -> String {
        let platform = self.platform.map_or_else(String::new, |platform| {
            format!("{platform}{} ", cross(platform, environment))
        });
        let blank = if self.stage.is_empty() { "" } else { " " };
        let width = self.total.checked_ilog10().unwrap_or_default() as usize + 1;
        let on_build = if self.on_build { "ONBUILD " } else { "" };
        let Self {
            stage,
            index,
            total,
            ..
        } = self;
        format!("[{platform}{stage}{blank}{index:>width$}/{total}] {on_build}{command}")
    }
}

/// `->arm64` where a stage runs on one platform and its variables name another (`formatTargetPlatform`).
fn cross(base: &Platform, environment: &Environment) -> String {
    let Some(mut target) = target_of(environment) else {
        return String::new();
    };
    if target.os.is_empty() {
        target.os.clone_from(&base.os);
    }
    if target.architecture.is_empty() {
        target.architecture.clone_from(&base.architecture);
    }
    let target = target.normalize();
    if target.os != base.os {
        return format!("->{target}");
    }
    if target.architecture == base.architecture {
        return String::new();
    }
    let variant = if target.variant.is_empty() {
        String::new()
    } else {
        format!("/{}", target.variant)
    };
    format!("->{}{variant}", target.architecture)
}

/// The platform that `TARGETPLATFORM` or its parts name (`platformFromEnv`).
fn target_of(environment: &Environment) -> Option<Platform> {
    let mut platform = None;
    for key in environment.keys() {
        let value = environment.get(key).unwrap_or_default();
        match key {
            "TARGETPLATFORM" => {
                if let Ok(whole) = Platform::parse(value) {
                    return Some(whole);
                }
            }
            "TARGETOS" => value.clone_into(&mut platform.get_or_insert_with(Platform::default).os),
            "TARGETARCH" => {
                value.clone_into(&mut platform.get_or_insert_with(Platform::default).architecture)
            }
            "TARGETVARIANT" => {
                value.clone_into(&mut platform.get_or_insert_with(Platform::default).variant)
            }
            _ => {}
        }
    }
    platform
}

/// The instruction with its keyword in capitals.
pub(super) fn uppercase_keyword(command: &str) -> String {
    match command.split_once(' ') {
        Some((keyword, rest)) => format!("{} {rest}", keyword.to_uppercase()),
        None => command.to_uppercase(),
    }
}

/// First line of a here-document, with dots if there are more.
pub(super) fn summarize_heredoc(data: &str) -> String {
    let data = data.trim().replace("\r\n", "\n");
    match data.split_once('\n') {
        Some((first, _)) => format!("{first}..."),
        None => data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets() {
        let platform = Platform::linux_amd64();
        let mut environment = Environment::default();
        let prefix = Prefix {
            stage: "build",
            index: 2,
            total: 10,
            platform: Some(&platform),
            on_build: false,
        };
        assert_eq!(
            prefix.name(&environment, "RUN x"),
            "[linux/amd64 build  2/10] RUN x"
        );
        environment.set("TARGETARCH", "arm");
        assert_eq!(
            prefix.name(&environment, "RUN x"),
            "[linux/amd64->arm/v7 build  2/10] RUN x"
        );
        let prefix = Prefix {
            stage: "",
            index: 1,
            total: 1,
            platform: None,
            on_build: true,
        };
        assert_eq!(
            prefix.name(&environment, "COPY . ."),
            "[1/1] ONBUILD COPY . ."
        );
    }

    #[test]
    fn keyword_and_heredoc() {
        assert_eq!(uppercase_keyword("run a b"), "RUN a b");
        assert_eq!(uppercase_keyword("copy"), "COPY");
        assert_eq!(summarize_heredoc("\n a\nb\n"), "a...");
    }
}
