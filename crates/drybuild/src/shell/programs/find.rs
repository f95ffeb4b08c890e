use super::Process;
use crate::{
    filesystem::{Errno, Follow, Inode, Kind},
    labelled::Bytes,
    shell::{Exit, interpret::Pattern, regex::Regex},
};

/// A test or an action.
enum Expression {
    Not(Box<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    True,
    Name(Pattern, bool),
    Path(Pattern),
    Regex(Regex),
    Type(Vec<char>),
    Empty,
    Size(char, u64, char),
    Perm(char, u32),
    User(Option<u32>),
    Group(Option<u32>),
    Newer(u64),
    /// By its sign: older than, younger than, or just so old.
    Age(u8),
    Executable,
    Print(&'static str),
    Printf(Bytes),
    Delete,
    Prune,
    Quit,
    Exec {
        command: Vec<Bytes>,
        batch: usize,
    },
    /// A test on what is not known.
    Unknown,
}

/// `find`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let arguments = process.args();
    let mut at = 0;
    let mut follow = false;
    while let Some(flag) = arguments
        .get(at)
        .map(|argument| argument.text().into_owned())
    {
        match flag.as_str() {
            "-L" => follow = true,
            "-H" | "-P" => {}
            _ => break,
        }
        at += 1;
    }
    let mut roots = Vec::new();
    while let Some(argument) = arguments
        .get(at)
        .filter(|argument| !matches!(argument.data().first(), Some(b'-' | b'(' | b'!')))
    {
        roots.push(argument.clone());
        at += 1;
    }
    if roots.is_empty() {
        roots.push(".".into());
    }
    let mut parser = Parser {
        process,
        arguments: arguments.get(at..).unwrap_or_default(),
        at: 0,
        options: Options::default(),
        batches: 0,
        acts: false,
    };
    let expression = match parser.or() {
        Ok(expression) if parser.at >= parser.arguments.len() => expression,
        other => {
            let message = other
                .err()
                .unwrap_or_else(|| "paths must precede expression".to_owned());
            process.err(message);
            return Exit::FAILURE;
        }
    };
    let (options, batches, acts) = (parser.options, parser.batches, parser.acts);
    let expression = if acts {
        expression
    } else {
        Expression::And(Box::new(expression), Box::new(Expression::Print("\n")))
    };
    let mut walk = Walk {
        options,
        follow,
        expression,
        batches: vec![(Vec::new(), Vec::new()); batches],
        failed: false,
        stopped: false,
    };
    for root in &roots {
        if process.files().stat(root.data(), Follow::No).is_err() {
            let message = Errno::NoEntry.message();
            process.err(if process.is_busybox() {
                format!("{}: {message}", root.text())
            } else {
                format!("'{}': {message}", root.text())
            });
            walk.failed = true;
            continue;
        }
        walk.visit(process, root, 0);
    }
    for (command, paths) in std::mem::take(&mut walk.batches) {
        if !paths.is_empty() && process.run(&[command, paths].concat()) != Exit::SUCCESS {
            walk.failed = true;
        }
    }
    if walk.failed {
        Exit::FAILURE
    } else {
        Exit::SUCCESS
    }
}

#[derive(Clone, Copy, Default)]
struct Options {
    least: usize,
    most: Option<usize>,
    depth_first: bool,
}

struct Parser<'a, 'b, 'c> {
    process: &'a mut Process<'b>,
    arguments: &'c [Bytes],
    at: usize,
    options: Options,
    batches: usize,
    acts: bool,
}

impl Parser<'_, '_, '_> {
    fn peek(&self) -> String {
        self.arguments
            .get(self.at)
            .map(|argument| argument.text().into_owned())
            .unwrap_or_default()
    }

    fn or(&mut self) -> Result<Expression, String> {
        let mut left = self.and()?;
        while matches!(self.peek().as_str(), "-o" | "-or") {
            self.at += 1;
            left = Expression::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Expression, String> {
        let mut left = Expression::True;
        let mut first = true;
        loop {
            match self.peek().as_str() {
                "-a" | "-and" => self.at += 1,
                "-o" | "-or" | ")" => return Ok(left),
                "" if self.at >= self.arguments.len() => return Ok(left),
                _ => {}
            }
            let right = self.primary()?;
            left = if first {
                right
            } else {
                Expression::And(Box::new(left), Box::new(right))
            };
            first = false;
        }
    }

    fn value(&mut self, option: &str) -> Result<Bytes, String> {
        self.at += 1;
        self.arguments
            .get(self.at - 1)
            .cloned()
            .ok_or_else(|| format!("missing argument to `{option}'"))
    }

    fn primary(&mut self) -> Result<Expression, String> {
        let option = self.peek();
        self.at += 1;
        Ok(match option.as_str() {
            "!" | "-not" => Expression::Not(Box::new(self.primary()?)),
            "(" => {
                let inner = self.or()?;
                if self.peek() != ")" {
                    return Err("invalid expression; I was expecting to find a ')' somewhere but did not see one.".to_owned());
                }
                self.at += 1;
                inner
            }
            "-name" => Expression::Name(Pattern::from_text(self.value(&option)?.data()), false),
            "-iname" => Expression::Name(
                Pattern::from_text(&self.value(&option)?.data().to_ascii_lowercase()),
                true,
            ),
            "-path" | "-wholename" => {
                Expression::Path(Pattern::from_text(self.value(&option)?.data()))
            }
            "-regex" => match Regex::basic(self.value(&option)?.data(), false)
                .and_then(|regex| regex.surrounded("^", "$", false))
            {
                Some(regex) => Expression::Regex(regex),
                None => self.not_understood(&option),
            },
            "-type" => Expression::Type(
                self.value(&option)?
                    .text()
                    .chars()
                    .filter(|letter| *letter != ',')
                    .collect(),
            ),
            "-empty" if !self.process.is_busybox() => Expression::Empty,
            "-size" => {
                let text = self.value(&option)?.text().into_owned();
                let sign = text
                    .chars()
                    .next()
                    .filter(|sign| "+-".contains(*sign))
                    .unwrap_or('=');
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                let unit = text
                    .chars()
                    .last()
                    .filter(char::is_ascii_alphabetic)
                    .unwrap_or('b');
                if self.process.is_busybox() && !matches!(unit, 'b' | 'c' | 'k') {
                    return Err(format!("invalid number '{text}'"));
                }
                Expression::Size(sign, digits.parse().unwrap_or(0), unit)
            }
            "-perm" => {
                let text = self.value(&option)?.text().into_owned();
                let sign = text
                    .chars()
                    .next()
                    .filter(|sign| "/-+".contains(*sign))
                    .unwrap_or('=');
                let mode = super::mkdir::parse_mode(text.trim_start_matches(['/', '-', '+']), 0)
                    .unwrap_or(0);
                Expression::Perm(sign, mode)
            }
            "-user" => {
                let name = self.value(&option)?.text().into_owned();
                Expression::User(super::chown::id_of(self.process, "/etc/passwd", &name))
            }
            "-group" => {
                let name = self.value(&option)?.text().into_owned();
                Expression::Group(super::chown::id_of(self.process, "/etc/group", &name))
            }
            "-newer" => {
                let path = self.value(&option)?;
                Expression::Newer(
                    self.process
                        .files()
                        .stat(path.data(), Follow::Yes)
                        .map_or(0, |inode| inode.modified),
                )
            }
            "-executable" => Expression::Executable,
            "-true" => Expression::True,
            "-false" => Expression::Not(Box::new(Expression::True)),
            "-maxdepth" => {
                self.options.most = self.value(&option)?.text().parse().ok();
                Expression::True
            }
            "-mindepth" => {
                self.options.least = self.value(&option)?.text().parse().unwrap_or(0);
                Expression::True
            }
            "-depth" => {
                self.options.depth_first = true;
                Expression::True
            }
            "-xdev" | "-mount" | "-noleaf" | "-follow" | "-daystart" => Expression::True,
            "-print" => self.action(Expression::Print("\n")),
            "-print0" => self.action(Expression::Print("\0")),
            "-printf" if !self.process.is_busybox() => {
                let format = self.value(&option)?;
                self.action(Expression::Printf(format))
            }
            "-delete" if !self.process.is_busybox() => {
                self.options.depth_first = true;
                self.action(Expression::Delete)
            }
            "-prune" => Expression::Prune,
            "-quit" => self.action(Expression::Quit),
            "-exec" | "-execdir" | "-ok" => self.exec()?,
            "-mtime" | "-mmin" => {
                self.process.note(format!(
                    "{option} of `find`: every file is taken to be as old as this step"
                ));
                let value = self.value(&option)?;
                Expression::Age(value.data().first().copied().unwrap_or(b'0'))
            }
            "-ctime" | "-cmin" | "-atime" | "-amin" | "-newermt" | "-inum" | "-links"
            | "-samefile" | "-lname" => {
                let _value = self.value(&option)?;
                self.not_understood(&option)
            }
            _ if option.starts_with('-') => {
                return Err(if self.process.is_busybox() {
                    format!("unrecognized: {option}")
                } else {
                    format!("unknown predicate `{option}'")
                });
            }
            _ => return Err(format!("paths must precede expression: `{option}'")),
        })
    }

    fn not_understood(&mut self, option: &str) -> Expression {
        self.process.note(format!(
            "the test {option} of `find` is not understood: it is taken to be true"
        ));
        Expression::Unknown
    }

    fn action(&mut self, action: Expression) -> Expression {
        self.acts = true;
        action
    }

    fn exec(&mut self) -> Result<Expression, String> {
        self.acts = true;
        let mut command = Vec::new();
        loop {
            let word = self.value("-exec")?;
            if word.data() == b";" {
                return Ok(Expression::Exec {
                    command,
                    batch: usize::MAX,
                });
            }
            if word.data() == b"+"
                && command
                    .last()
                    .is_some_and(|last: &Bytes| last.data() == b"{}")
            {
                command.pop();
                self.batches += 1;
                return Ok(Expression::Exec {
                    command,
                    batch: self.batches - 1,
                });
            }
            command.push(word);
        }
    }
}

struct Walk {
    options: Options,
    follow: bool,
    expression: Expression,
    /// Commands of `-exec … +` and the paths that they get.
    batches: Vec<(Vec<Bytes>, Vec<Bytes>)>,
    failed: bool,
    stopped: bool,
}

/// One path that is looked at.
struct Visit<'a> {
    path: &'a Bytes,
    inode: &'a Inode,
    depth: usize,
    prunes: bool,
}

impl Walk {
    fn visit(&mut self, process: &mut Process<'_>, path: &Bytes, depth: usize) {
        if self.stopped {
            return;
        }
        let follow = if self.follow { Follow::Yes } else { Follow::No };
        let Ok(inode) = process.files().stat(path.data(), follow) else {
            return;
        };
        let mut visit = Visit {
            path,
            inode: &inode,
            depth,
            prunes: false,
        };
        let counts = depth >= self.options.least;
        let expression = std::mem::replace(&mut self.expression, Expression::True);
        if counts && !self.options.depth_first {
            self.holds(process, &expression, &mut visit);
        }
        self.expression = expression;
        let deeper = self.options.most.is_none_or(|most| depth < most);
        if inode.is_dir() && deeper && !visit.prunes {
            match process.files().list(path.data()) {
                Ok(entries) => {
                    for (name, _) in entries {
                        let mut child = path.clone();
                        if !child.data().ends_with(b"/") {
                            child.push_plain("/");
                        }
                        child.push(&name);
                        self.visit(process, &child, depth + 1);
                    }
                }
                Err(error) => {
                    self.failed = true;
                    process.err(format!("'{}': {}", path.text(), error.message()));
                }
            }
        }
        if counts && self.options.depth_first && !self.stopped {
            // Children may be gone by now: the test for emptiness looks again.
            let Ok(inode) = process.files().stat(path.data(), follow) else {
                return;
            };
            let mut visit = Visit {
                path,
                inode: &inode,
                depth,
                prunes: false,
            };
            let expression = std::mem::replace(&mut self.expression, Expression::True);
            self.holds(process, &expression, &mut visit);
            self.expression = expression;
        }
    }

    fn holds(
        &mut self,
        process: &mut Process<'_>,
        expression: &Expression,
        visit: &mut Visit<'_>,
    ) -> bool {
        let inode = visit.inode;
        match expression {
            Expression::Not(inner) => !self.holds(process, inner, visit),
            Expression::And(left, right) => {
                self.holds(process, left, visit) && self.holds(process, right, visit)
            }
            Expression::Or(left, right) => {
                self.holds(process, left, visit) || self.holds(process, right, visit)
            }
            Expression::True | Expression::Unknown => true,
            Expression::Name(pattern, lower) => {
                let name = super::cp::last_part(visit.path);
                let name = if name.is_empty() {
                    visit.path.clone()
                } else {
                    name
                };
                if *lower {
                    pattern.matches(&name.data().to_ascii_lowercase())
                } else {
                    pattern.matches(name.data())
                }
            }
            Expression::Path(pattern) => pattern.matches(visit.path.data()),
            Expression::Regex(regex) => regex.is_match(visit.path.data()),
            Expression::Type(letters) => letters.contains(&type_letter(inode)),
            Expression::Empty => match &inode.kind {
                Kind::File(content) => content.size_bytes() == Some(0),
                Kind::Directory(entries) => entries.is_empty(),
                _ => false,
            },
            Expression::Size(sign, count, unit) => {
                let size = match &inode.kind {
                    Kind::File(content) => content.size_bytes().unwrap_or(0),
                    Kind::Symlink(target) => target.len() as u64,
                    _ => 4096,
                };
                let block = match unit {
                    'c' => 1,
                    'w' => 2,
                    'k' => 1 << 10,
                    'M' => 1 << 20,
                    'G' => 1 << 30,
                    _ => 512,
                };
                // BusyBox counts the blocks that are full.
                let blocks = if process.is_busybox() {
                    size / block
                } else {
                    size.div_ceil(block)
                };
                match sign {
                    '+' => blocks > *count,
                    '-' => blocks < *count,
                    _ => blocks == *count,
                }
            }
            Expression::Perm(sign, mode) => match sign {
                '-' => inode.mode & mode == *mode,
                '/' | '+' => *mode == 0 || inode.mode & mode != 0,
                _ => inode.mode == *mode,
            },
            Expression::User(uid) => *uid == Some(inode.owner.uid),
            Expression::Group(gid) => *gid == Some(inode.owner.gid),
            Expression::Newer(modified) => inode.modified > *modified,
            Expression::Age(sign) => matches!(sign, b'-' | b'0'),
            Expression::Executable => process.files().may(inode, 1),
            Expression::Print(end) => {
                let mut line = visit.path.clone();
                line.push_plain(end);
                process.out(&line);
                true
            }
            Expression::Printf(format) => {
                let line = formatted(process, format, visit);
                process.out(&line);
                true
            }
            Expression::Delete => {
                let removed = if inode.is_dir() {
                    process.files().remove_dir(visit.path.data())
                } else {
                    process.files().unlink(visit.path.data())
                };
                if let Err(error) = removed {
                    self.failed = true;
                    process.err(format!(
                        "cannot delete '{}': {}",
                        visit.path.text(),
                        error.message()
                    ));
                }
                removed.is_ok()
            }
            Expression::Prune => {
                visit.prunes = true;
                true
            }
            Expression::Quit => {
                self.stopped = true;
                true
            }
            Expression::Exec { command, batch } => {
                if let Some((known, paths)) = self.batches.get_mut(*batch) {
                    known.clone_from(command);
                    paths.push(visit.path.clone());
                    return true;
                }
                let argv: Vec<Bytes> = command
                    .iter()
                    .map(|word| braces(word, visit.path))
                    .collect();
                process.run(&argv) == Exit::SUCCESS
            }
        }
    }
}

fn braces(word: &Bytes, path: &Bytes) -> Bytes {
    let mut out = word.clone();
    let mut from = 0;
    while let Some(at) = out
        .data()
        .get(from..)
        .and_then(|rest| rest.windows(2).position(|pair| pair == b"{}"))
    {
        out = out.replace(from + at..from + at + 2, path);
        from += at + path.len();
    }
    out
}

fn type_letter(inode: &Inode) -> char {
    match &inode.kind {
        Kind::File(_) => 'f',
        Kind::Directory(_) => 'd',
        Kind::Symlink(_) => 'l',
        Kind::Fifo => 'p',
        Kind::Device(_) => 'c',
    }
}

fn formatted(process: &mut Process<'_>, format: &Bytes, visit: &Visit<'_>) -> Bytes {
    let data = format.data();
    let mut out = Bytes::new();
    let mut at = 0;
    while let Some(byte) = data.get(at).copied() {
        if byte == b'\\' {
            let (bytes, used) =
                crate::shell::escape::printf(data.get(at..).unwrap_or_default(), false);
            out.push_plain(bytes);
            at += used;
            continue;
        }
        if byte != b'%' {
            out.push(&format.slice(at..at + 1));
            at += 1;
            continue;
        }
        let letter = data.get(at + 1).copied().unwrap_or(b'%');
        at += 2;
        match letter {
            b'p' => out.push(visit.path),
            b'f' => out.push(&super::cp::last_part(visit.path)),
            b'h' => out.push(&super::cp::parent_of(visit.path)),
            b'd' => out.push_plain(visit.depth.to_string()),
            b'M' => out.push_plain(super::ls::permissions(visit.inode)),
            b'y' => out.push_plain(type_letter(visit.inode).to_string()),
            b'm' => out.push_plain(format!("{:o}", visit.inode.mode)),
            b'U' => out.push_plain(visit.inode.owner.uid.to_string()),
            b'G' => out.push_plain(visit.inode.owner.gid.to_string()),
            b'u' => out.push_plain(super::id::name_of(
                process,
                "/etc/passwd",
                visit.inode.owner.uid,
            )),
            b'g' => out.push_plain(super::id::name_of(
                process,
                "/etc/group",
                visit.inode.owner.gid,
            )),
            b's' => match &visit.inode.kind {
                Kind::File(content) => match content.size_bytes() {
                    Some(size) => out.push_plain(size.to_string()),
                    None => out.push(&Bytes::unknown("0", "a size that is not known")),
                },
                Kind::Symlink(target) => out.push_plain(target.len().to_string()),
                _ => out.push_plain("4096"),
            },
            b'l' => {
                if let Kind::Symlink(target) = &visit.inode.kind {
                    out.push(target);
                }
            }
            b'P' => {
                let text = visit.path.data();
                // What stands behind the starting point: one name for each step down.
                let start = text
                    .iter()
                    .enumerate()
                    .filter(|(_, byte)| **byte == b'/')
                    .map(|(at, _)| at)
                    .rev()
                    .nth(visit.depth.saturating_sub(1))
                    .map_or(0, |slash| slash + 1);
                out.push(&visit.path.from_offset(if visit.depth == 0 {
                    text.len()
                } else {
                    start
                }));
            }
            b'%' => out.push_plain("%"),
            _ => out.push(&Bytes::unknown(
                "?",
                "a field of `find -printf` that is not understood",
            )),
        }
    }
    out
}
