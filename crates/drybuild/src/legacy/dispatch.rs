//! What each instruction does (`builder/dockerfile/dispatchers.go`).

use dockerfile::instructions::{CommandLine, Healthcheck, Instruction, Run};

use super::client::ContextForm;
use super::commit::{Made, shell_of, with_cmd};
use super::copy::{self, Manner, Source};
use super::ports;
use super::session::{Session, Stop};
use super::stage::{Stage, no_such_host};
use super::tarsum::{self, Origin};
use crate::filesystem::{Content, FileSystem, Owner, diff};
use crate::frontend::{duration, is_signal};
use crate::image;
use crate::quote::{quote, quote_list};
use crate::shell::Exit;
use crate::solve::user_entry;

const NEEDS_BUILDKIT: &str = "option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled";

impl Session<'_> {
    /// Carries out an instruction; triggers of a base come here too.
    pub(super) fn dispatch(
        &mut self,
        stage: &mut Stage,
        instruction: &Instruction,
    ) -> Result<(), Stop> {
        let env = environment(stage);
        let expand = |session: &Self, word: &dockerfile::Word| session.expand(&word.text, &env);
        match instruction {
            Instruction::Add(add) => {
                let copied = Copied {
                    keyword: "ADD",
                    from: None,
                    chown: self.optional(add.chown.as_ref(), &env)?,
                    sources: self.all(&add.sources, &env)?,
                    dest: expand(self, &add.dest)?,
                };
                if add.chmod.is_some() {
                    return Err(format!("the --chmod {NEEDS_BUILDKIT}").into());
                }
                self.copy(stage, &copied)
            }
            Instruction::Copy(copy) => {
                let copied = Copied {
                    keyword: "COPY",
                    from: copy.from.as_ref().map(|from| from.to_string()),
                    chown: self.optional(copy.chown.as_ref(), &env)?,
                    sources: self.all(&copy.sources, &env)?,
                    dest: expand(self, &copy.dest)?,
                };
                if copy.chmod.is_some() {
                    return Err(format!("the --chmod {NEEDS_BUILDKIT}").into());
                }
                self.copy(stage, &copied)
            }
            Instruction::Arg(arg) => {
                let mut shown = Vec::new();
                let mut pairs = Vec::new();
                for pair in &arg.args {
                    let key = expand(self, &pair.key)?;
                    let value = self.optional(pair.value.as_ref(), &env)?;
                    shown.push(match &value {
                        Some(value) => format!("{key}={value}"),
                        None => key.clone(),
                    });
                    pairs.push((key, value));
                }
                for (key, value) in pairs {
                    stage.args.declare(&key, value);
                }
                self.commit(stage, &format!("ARG {}", shown.join(" ")));
                Ok(())
            }
            Instruction::Cmd(cmd) => {
                let args = command_line(stage, &cmd.command);
                stage.has_cmd |= !cmd.command.args.is_empty();
                let line = format!("CMD {}", quote_list(&args));
                stage.config.cmd = args;
                self.commit(stage, &line);
                Ok(())
            }
            Instruction::Entrypoint(entrypoint) => {
                let args = command_line(stage, &entrypoint.command);
                let line = format!("ENTRYPOINT {}", quote_list(&args));
                stage.config.entrypoint = args;
                if !stage.has_cmd {
                    stage.config.cmd.clear();
                }
                self.commit(stage, &line);
                Ok(())
            }
            Instruction::Env(variables) => {
                let mut line = "ENV".to_owned();
                let mut pairs = Vec::new();
                for pair in &variables.pairs {
                    pairs.push((expand(self, &pair.key)?, expand(self, &pair.value)?));
                }
                for (key, value) in pairs {
                    line += &format!(" {key}={value}");
                    stage.config.set_env(&key, &value);
                }
                self.commit(stage, &line);
                Ok(())
            }
            Instruction::Expose(expose) => {
                let mut words = Vec::new();
                for word in &expose.ports {
                    let expansion = self.tree.lex().expand(&word.text, &env);
                    words.extend(expansion.map_err(|error| error.message)?.words);
                }
                for word in &words {
                    stage.config.exposed_ports.extend(ports::parse(word)?);
                }
                self.commit(stage, &format!("EXPOSE {}", words.join(" ")));
                Ok(())
            }
            Instruction::Healthcheck(check) => {
                self.healthcheck(stage, check);
                Ok(())
            }
            Instruction::Label(label) => {
                let mut pairs = Vec::new();
                for pair in &label.pairs {
                    pairs.push((expand(self, &pair.key)?, expand(self, &pair.value)?));
                }
                self.label(stage, &pairs)
            }
            Instruction::Maintainer(maintainer) => {
                stage.author = maintainer.maintainer.to_string();
                let line = format!("MAINTAINER {}", stage.author);
                self.commit(stage, &line);
                Ok(())
            }
            Instruction::Onbuild(onbuild) => {
                stage.config.on_build.push(onbuild.expression.clone());
                self.commit(stage, &format!("ONBUILD {}", onbuild.expression));
                Ok(())
            }
            Instruction::Run(run) => self.run_step(stage, run),
            Instruction::Shell(shell) => {
                stage.config.shell = shell.shell.iter().map(|word| word.to_string()).collect();
                let line = format!("SHELL [{}]", stage.config.shell.join(" "));
                self.commit(stage, &line);
                Ok(())
            }
            Instruction::StopSignal(signal) => {
                let signal = expand(self, &signal.signal)?;
                if !is_signal(&signal) {
                    return Err(format!("Invalid signal: {signal}").into());
                }
                self.commit_with(stage, format!("STOPSIGNAL {signal}"), |config| {
                    config.stop_signal = signal;
                });
                Ok(())
            }
            Instruction::User(user) => {
                let user = expand(self, &user.user)?;
                self.commit_with(stage, format!("USER {user}"), |config| config.user = user);
                Ok(())
            }
            Instruction::Volume(volume) => {
                let volumes = self.all(&volume.volumes, &env)?;
                if volumes.iter().any(String::is_empty) {
                    return Err("VOLUME specified can not be an empty string".into());
                }
                let line = format!("VOLUME [{}]", volumes.join(" "));
                self.commit_with(stage, line, |config| config.volumes.extend(volumes));
                Ok(())
            }
            Instruction::Workdir(workdir) => {
                let path = expand(self, &workdir.path)?;
                self.workdir(stage, &path)
            }
        }
    }

    /// `LABEL`, and `--label` behind the last instruction.
    pub(super) fn label(
        &mut self,
        stage: &mut Stage,
        pairs: &[(String, String)],
    ) -> Result<(), Stop> {
        let mut line = "LABEL".to_owned();
        for (key, value) in pairs {
            line += &format!(" {key}={value}");
            stage.config.labels.insert(key.clone(), value.clone());
        }
        self.commit(stage, &line);
        Ok(())
    }

    fn commit_with(
        &mut self,
        stage: &mut Stage,
        line: String,
        change: impl FnOnce(&mut image::ContainerConfig),
    ) {
        change(&mut stage.config);
        self.commit(stage, &line);
    }

    fn healthcheck(&mut self, stage: &mut Stage, check: &Healthcheck) {
        if let Some(old) = &stage.config.healthcheck
            && old.test.first().is_some_and(|kind| kind != "NONE")
        {
            let text = format!(
                "Note: overriding previous HEALTHCHECK: [{}]\n",
                old.test.join(" ")
            );
            self.say(&text);
        }
        let line = healthcheck_text(check);
        stage.config.healthcheck = Some(image::Healthcheck {
            test: check.test.clone(),
            interval_ns: check.interval_ns,
            timeout_ns: check.timeout_ns,
            start_period_ns: check.start_period_ns,
            start_interval_ns: 0,
            retries: i64::from(check.retries),
        });
        self.commit(stage, &line);
    }

    fn workdir(&mut self, stage: &mut Stage, path: &str) -> Result<(), Stop> {
        if path.is_empty() {
            return Err("cannot normalize nothing".into());
        }
        stage.config.working_dir = if path.starts_with('/') {
            path.to_owned()
        } else {
            crate::path::clean(&format!("/{}/{path}", stage.config.working_dir))
        };
        let mut command = shell_of(&stage.config);
        command.push(format!("#(nop) WORKDIR {}", stage.config.working_dir));
        let config = with_cmd(&stage.config, command);
        if self.probe(stage, &config) {
            return Ok(());
        }
        let lower = self.files(stage);
        let path = &config.working_dir;
        let in_the_way = copy::resolve(&lower, path).and_then(|(_, id)| lower.get(id));
        if in_the_way.is_some_and(|inode| !inode.is_dir()) {
            return Err(format!("Cannot mkdir: {path} is not a directory").into());
        }
        let files = super::run::create(&lower, &config);
        let container = self.create(&config, &lower, &files);
        let changes = diff(&lower, &files);
        let made = Made {
            files,
            changes,
            container: Some(container),
        };
        self.keep(stage, config, made);
        Ok(())
    }

    fn run_step(&mut self, stage: &mut Stage, run: &Run) -> Result<(), Stop> {
        if let Some(flag) = run.flags_used.first() {
            return Err(format!("the --{flag} {NEEDS_BUILDKIT}").into());
        }
        let command = command_line(stage, &run.command);
        let args = stage.args.beside(&stage.config.env);
        let shown: Vec<String> = args
            .iter()
            .filter(|(key, _)| stage.args.is_shown(key))
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        let mut kept = command.clone();
        if !args.is_empty() {
            let mut sorted = shown;
            sorted.sort();
            kept = std::iter::once(format!("|{}", sorted.len()))
                .chain(sorted)
                .chain(command.iter().cloned())
                .collect();
        }
        let mut config = with_cmd(&stage.config, kept);
        if !config.cmd.is_empty() {
            config.entrypoint.clear();
        }
        if self.probe(stage, &config) {
            return Ok(());
        }
        let mut process = with_cmd(&config, command);
        process
            .env
            .extend(args.iter().map(|(key, value)| format!("{key}={value}")));
        if process.cmd.is_empty() && process.entrypoint.is_empty() {
            return Err("No command specified".into());
        }
        let lower = self.files(stage);
        let created = super::run::create(&lower, &process);
        let container = self.create(&process, &lower, &created);
        let start = with_cmd(&config, process.cmd.clone());
        let ran = self.process(&lower, &start, &args, &container)?;
        let exit = ran.outcome.exit;
        self.ran(ran.outcome);
        if let Exit::Known(status) = exit
            && status != 0
        {
            if let Some(left) = self.open.last_mut() {
                left.exit = Some(status);
                left.changes = ran.changes;
            }
            return Err(Stop {
                message: format!(
                    "The command '{}' returned a non-zero code: {status}",
                    process.cmd.join(" ")
                ),
                exit: i32::from(status),
            });
        }
        let made = Made {
            files: ran.files,
            changes: ran.changes,
            container: Some(container),
        };
        self.keep(stage, config, made);
        Ok(())
    }

    fn copy(&mut self, stage: &mut Stage, copied: &Copied) -> Result<(), Stop> {
        let from = match &copied.from {
            Some(from) => Some(
                self.copy_from(from)
                    .map_err(|error| format!("invalid from flag value {from}: {error}"))?,
            ),
            None => None,
        };
        let origin = match self.input.form {
            _ if from.is_some() => Origin::Daemon,
            ContextForm::Archive => Origin::Archive,
            _ => Origin::Client,
        };
        let mut files = from.clone().unwrap_or_else(|| self.context.clone());
        let keyword = copied.keyword;
        let mut sources: Vec<Source> = Vec::new();
        for word in &copied.sources {
            let found = if word.starts_with("http://") || word.starts_with("https://") {
                self.download(keyword, word, &copied.dest, &mut files)
            } else {
                copy::sources(&files, word, origin)
            };
            sources.extend(found.map_err(|error| format!("{keyword} failed: {error}"))?);
        }
        if sources.is_empty() {
            return Err(format!("{keyword} failed: no source files were specified").into());
        }
        if sources.len() > 1 && !copied.dest.ends_with('/') {
            return Err(format!(
                "When using {keyword} with more than one source file, the destination must be a directory and end with a /"
            )
            .into());
        }
        let hash = match sources.as_slice() {
            [source] => source.hash.clone(),
            many => tarsum::of_list(
                "multi",
                &many
                    .iter()
                    .map(|source| source.hash.clone())
                    .collect::<Vec<_>>(),
            ),
        };
        let chown = copied.chown.as_ref().filter(|chown| !chown.is_empty());
        let shown = chown
            .map(|chown| format!("--chown={chown}"))
            .unwrap_or_default();
        let mut command = shell_of(&stage.config);
        command.push(format!(
            "#(nop) {keyword} {shown}{hash} in {} ",
            copied.dest
        ));
        let config = with_cmd(&stage.config, command);
        if self.probe(stage, &config) {
            return Ok(());
        }
        let lower = self.files(stage);
        let mut upper = lower.layer();
        let owner = match chown {
            Some(chown) => Some(owner(&lower, chown).map_err(|error| {
                format!("unable to convert uid/gid chown string to host mapping: {error}")
            })?),
            None if from.is_some() => None,
            None => Some(Owner::default()),
        };
        let manner = Manner {
            owner,
            unpacks: keyword == "ADD",
        };
        let dest = absolute(&stage.config.working_dir, &copied.dest);
        for source in &sources {
            copy::perform(&files, source, &mut upper, &dest, &manner)
                .map_err(|error| format!("failed to copy files: {error}"))?;
        }
        let made = Made {
            changes: diff(&lower, &upper),
            files: upper,
            container: None,
        };
        self.keep(stage, config, made);
        Ok(())
    }

    /// The files behind `--from`: a stage by name or number, or an image.
    fn copy_from(&mut self, from: &str) -> Result<FileSystem, String> {
        let lower = from.to_lowercase();
        let mut id = self
            .done
            .iter()
            .find(|(name, _)| *name == lower && !name.is_empty());
        if id.is_none()
            && let Ok(index) = from.parse::<i64>()
        {
            let count = self.done.len();
            let index = usize::try_from(index).map_err(|_| "index out of bounds".to_owned())?;
            if index == count {
                return Err("refers to current build stage".to_owned());
            }
            id = Some(self.done.get(index).ok_or("index out of bounds")?);
        }
        let id = match id {
            Some((_, id)) => id.clone(),
            None => self.fetch(from)?,
        };
        let image = self.engine.image(&id);
        Ok(image.map_or_else(FileSystem::new, |image| image.files.clone()))
    }

    /// A file from a site: its content is not known.
    fn download(
        &self,
        keyword: &str,
        url: &str,
        dest: &str,
        files: &mut FileSystem,
    ) -> Result<Vec<Source>, String> {
        if keyword == "COPY" {
            return Err("source can't be a URL for COPY".to_owned());
        }
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = authority.rsplit('@').next().unwrap_or_default();
        if self.engine.is_offline {
            let shown = match authority.rsplit_once('@') {
                Some((user, host)) => {
                    let user = user.split(':').next().unwrap_or_default();
                    url.replacen(authority, &format!("{user}:***@{host}"), 1)
                }
                None => url.to_owned(),
            };
            return Err(format!("Get \"{shown}\": {}", no_such_host(host)));
        }
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut name = path.rsplit('/').next().unwrap_or_default().to_owned();
        if name.is_empty() {
            if dest.ends_with('/') {
                return Err(format!("cannot determine filename for source {url}"));
            }
            "__unnamed__".clone_into(&mut name);
        }
        let content = Content::Unknown { size_bytes: None };
        let _written = files.write(&name, content, 0o600, Owner::default());
        Ok(vec![Source::remote(files, &name)])
    }

    fn optional(
        &self,
        word: Option<&dockerfile::Word>,
        env: &[(String, String)],
    ) -> Result<Option<String>, String> {
        word.map(|word| self.expand(&word.text, env)).transpose()
    }

    fn all(
        &self,
        words: &[dockerfile::Word],
        env: &[(String, String)],
    ) -> Result<Vec<String>, String> {
        words
            .iter()
            .map(|word| self.expand(&word.text, env))
            .collect()
    }
}

/// `COPY` or `ADD`, expanded.
struct Copied {
    keyword: &'static str,
    from: Option<String>,
    chown: Option<String>,
    sources: Vec<String>,
    dest: String,
}

/// What words are expanded with: the environment, and arguments that it does not set.
fn environment(stage: &Stage) -> Vec<(String, String)> {
    let entries = stage.config.env.iter().map(|entry| {
        let (key, value) = entry.split_once('=').unwrap_or((entry, ""));
        (key.to_owned(), value.to_owned())
    });
    entries
        .chain(stage.args.beside(&stage.config.env))
        .collect()
}

/// A shell form is given to the shell.
fn command_line(stage: &Stage, line: &CommandLine) -> Vec<String> {
    let args: Vec<String> = line.args.iter().map(|word| word.to_string()).collect();
    if !line.is_shell_form() {
        return args;
    }
    let mut command = shell_of(&stage.config);
    // Without any text the shell gets no argument for its `-c`.
    if !args.is_empty() {
        command.push(args.join(" "));
    }
    command
}

/// `%q` of a pointer to Go's `HealthConfig`: the number of retries comes out as a character.
pub(crate) fn healthcheck_text(check: &Healthcheck) -> String {
    let times = [check.interval_ns, check.timeout_ns, check.start_period_ns]
        .map(|time| quote(&duration(time)));
    let retries = u32::try_from(check.retries).ok().and_then(char::from_u32);
    let retries = rune(retries.unwrap_or(char::REPLACEMENT_CHARACTER));
    format!(
        "HEALTHCHECK &{{{} {} {retries}}}",
        quote_list(&check.test),
        times.join(" ")
    )
}

/// Go's `%q` of a number.
fn rune(c: char) -> String {
    match c {
        '\'' => "'\\''".to_owned(),
        '"' => "'\"'".to_owned(),
        c if c < ' ' && !matches!(c, '\u{7}'..='\r') => format!("'\\x{:02x}'", u32::from(c)),
        '\u{b}' => "'\\v'".to_owned(),
        '\u{7f}' => "'\\x7f'".to_owned(),
        c => {
            let quoted = quote(&c.to_string());
            let inner = quoted.trim_matches('"');
            format!("'{inner}'")
        }
    }
}

fn absolute(working_dir: &str, dest: &str) -> String {
    if dest.starts_with('/') {
        return dest.to_owned();
    }
    let path = crate::path::clean(&format!("/{working_dir}/{dest}"));
    if dest.ends_with('/') && !path.ends_with('/') {
        path + "/"
    } else {
        path
    }
}

/// `--chown`: without a group, the group of the user's name.
fn owner(files: &FileSystem, chown: &str) -> Result<Owner, String> {
    let mut parts = chown.split(':');
    let user = parts.next().unwrap_or_default();
    let group = parts.next().unwrap_or(user);
    if parts.next().is_some() {
        return Err(format!("invalid chown string format: {chown}"));
    }
    let number = |kind: &str, noun: &str, path: &str, name: &str| {
        if let Ok(id) = name.parse::<u32>() {
            return Ok(id);
        }
        let entry = user_entry(files, path, 0, name);
        let id = entry.and_then(|fields| fields.get(2)?.parse().ok());
        id.ok_or_else(|| {
            let why = match files.lookup(path) {
                Some(_) => format!("no such {noun}: {name}"),
                None => format!("open {}{path}: no such file or directory", copy::MERGED),
            };
            format!("can't find {kind} for {noun} {name}: {why}")
        })
    };
    Ok(Owner {
        uid: number("uid", "user", "/etc/passwd", user)?,
        gid: number("gid", "group", "/etc/group", group)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_come_out_as_a_character() {
        let text = |retries| {
            healthcheck_text(&Healthcheck {
                test: vec!["CMD".to_owned(), "true".to_owned()],
                interval_ns: 30_000_000_000,
                retries,
                ..Healthcheck::default()
            })
        };
        assert_eq!(
            text(0),
            r#"HEALTHCHECK &{["CMD" "true"] "30s" "0s" "0s" '\x00'}"#
        );
        assert_eq!(
            text(3),
            r#"HEALTHCHECK &{["CMD" "true"] "30s" "0s" "0s" '\x03'}"#
        );
        assert_eq!(
            text(10),
            r#"HEALTHCHECK &{["CMD" "true"] "30s" "0s" "0s" '\n'}"#
        );
        assert_eq!(
            text(39),
            r#"HEALTHCHECK &{["CMD" "true"] "30s" "0s" "0s" '\''}"#
        );
        assert_eq!(
            text(65),
            r#"HEALTHCHECK &{["CMD" "true"] "30s" "0s" "0s" 'A'}"#
        );
    }
}
