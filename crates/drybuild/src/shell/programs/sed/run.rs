use super::{Process, case::Case};
use crate::{
    labelled::Bytes,
    shell::{interpret::respelled, regex::Regex},
};

/// Rounds that one line may branch.
const MOST_BRANCHES: u32 = 10_000;

/// How sed was called.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) quiet: bool,
    pub(super) extended: bool,
    pub(super) separate: bool,
    pub(super) separator: u8,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            quiet: false,
            extended: false,
            separate: false,
            separator: b'\n',
        }
    }
}

pub(super) struct Command {
    pub(super) from: Option<Address>,
    pub(super) to: Option<Address>,
    pub(super) negated: bool,
    pub(super) action: Action,
}

pub(super) enum Address {
    Line(usize),
    Step(usize, usize),
    Plus(usize),
    Last,
    Match(Regex),
}

pub(super) enum Action {
    Nothing,
    /// A group, and the command that ends it.
    Open(usize),
    Substitute(Substitution),
    Translate(Vec<u8>, Vec<u8>),
    Delete,
    DeleteFirst,
    Print,
    PrintFirst,
    Next,
    Append,
    Get,
    GetAppend,
    Hold,
    HoldAppend,
    Exchange,
    Number,
    Quit {
        status: u8,
        prints: bool,
    },
    After(Bytes),
    Before(Bytes),
    Change(Bytes),
    Branch(Vec<u8>),
    BranchIfChanged(Vec<u8>),
    Label(Vec<u8>),
    Read(Bytes),
    Write(Bytes),
}

pub(super) struct Substitution {
    pub(super) regex: Option<Regex>,
    pub(super) pieces: Vec<Piece>,
    pub(super) all: bool,
    pub(super) nth: usize,
    pub(super) prints: bool,
    pub(super) writes: Option<Bytes>,
}

pub(super) enum Piece {
    Text(Bytes),
    Group(usize),
    /// `\U`, `\L`, `\u`, `\l` or `\E` of GNU, by its letter.
    Case(u8),
}

/// Runs a script over its inputs; the output and the exit status.
pub(super) fn run(
    process: &mut Process<'_>,
    program: &[Command],
    settings: &Settings,
    inputs: &[Bytes],
) -> (Bytes, u8) {
    let mut lines: Vec<(Bytes, bool)> = Vec::new();
    for content in inputs {
        let mut pieces = content.split(settings.separator);
        let ended = pieces.last().is_some_and(Bytes::is_empty);
        if ended {
            pieces.pop();
        }
        let count = pieces.len();
        lines.extend(
            pieces
                .into_iter()
                .enumerate()
                .map(|(index, line)| (line, ended || index + 1 < count)),
        );
    }
    // A missing line break is added where another file follows.
    let last = lines.len();
    for (index, (_, ended)) in lines.iter_mut().enumerate() {
        *ended |= index + 1 < last;
    }
    let mut machine = Machine {
        process,
        program,
        settings,
        lines,
        next: 0,
        space: Bytes::new(),
        hold: Bytes::new(),
        ended: true,
        out: Bytes::new(),
        queue: Vec::new(),
        active: vec![None; program.len()],
        changed: false,
        written: Vec::new(),
    };
    let status = machine.all();
    let out = std::mem::take(&mut machine.out);
    for (path, content) in std::mem::take(&mut machine.written) {
        let _written = machine.process.write(&path, content);
    }
    (out, status)
}

struct Machine<'a, 'b> {
    process: &'a mut Process<'b>,
    program: &'a [Command],
    settings: &'a Settings,
    lines: Vec<(Bytes, bool)>,
    next: usize,
    space: Bytes,
    hold: Bytes,
    /// Whether the current line had a line break.
    ended: bool,
    out: Bytes,
    /// Text for the end of the cycle.
    queue: Vec<Bytes>,
    /// For each range: the line that it ends at, or 0 while that is open.
    active: Vec<Option<usize>>,
    changed: bool,
    written: Vec<(Bytes, Bytes)>,
}

enum Cycle {
    Done,
    Deleted,
    Restart,
    Quit(u8, bool),
}

impl Machine<'_, '_> {
    fn all(&mut self) -> u8 {
        let mut restart = false;
        loop {
            if !restart && !self.read_line() {
                return 0;
            }
            let cycle = self.cycle();
            restart = false;
            match cycle {
                Cycle::Done => self.end(true),
                Cycle::Deleted => self.end(false),
                Cycle::Restart => {
                    self.end(false);
                    restart = true;
                }
                Cycle::Quit(status, prints) => {
                    self.end(prints);
                    return status;
                }
            }
        }
    }

    fn read_line(&mut self) -> bool {
        let Some((line, ended)) = self.lines.get(self.next).cloned() else {
            return false;
        };
        self.next += 1;
        self.space = line;
        self.ended = ended;
        true
    }

    fn end(&mut self, prints: bool) {
        if prints && !self.settings.quiet {
            let space = self.space.clone();
            self.print(&space);
        }
        for text in std::mem::take(&mut self.queue) {
            self.ensure_break();
            self.out.push(&text);
        }
    }

    /// A last line without a line break gets one when more output follows.
    fn ensure_break(&mut self) {
        if self
            .out
            .data()
            .last()
            .is_some_and(|byte| *byte != self.settings.separator)
        {
            self.out.push_plain([self.settings.separator]);
        }
    }

    fn print(&mut self, line: &Bytes) {
        self.ensure_break();
        self.out.push(line);
        if self.ended || self.next < self.lines.len() {
            self.out.push_plain([self.settings.separator]);
        }
    }

    fn is_last(&self) -> bool {
        self.next >= self.lines.len()
    }

    fn selects(&mut self, index: usize) -> bool {
        let Some(command) = self.program.get(index) else {
            return false;
        };
        let number = self.next;
        let selected = match (&command.from, &command.to) {
            (None, _) => true,
            (Some(from), None) => self.at(from),
            (Some(from), Some(to)) => match self.active.get(index).copied().flatten() {
                Some(end) => {
                    let ends = match to {
                        Address::Match(regex) => regex.is_match(self.space.data()),
                        Address::Last => self.is_last(),
                        _ => number >= end,
                    };
                    if ends && let Some(slot) = self.active.get_mut(index) {
                        *slot = None;
                    }
                    // A line number that has passed selects nothing more.
                    !matches!(to, Address::Line(line) if number > *line)
                }
                None if matches!(from, Address::Line(0)) && number == 1 => {
                    let ends =
                        matches!(to, Address::Match(regex) if regex.is_match(self.space.data()));
                    if !ends && let Some(slot) = self.active.get_mut(index) {
                        *slot = Some(0);
                    }
                    true
                }
                None if self.at(from) => {
                    let end = match to {
                        Address::Line(line) => *line,
                        Address::Plus(count) => number + count,
                        Address::Step(_, step) => number.next_multiple_of((*step).max(1)),
                        Address::Last | Address::Match(_) => usize::MAX,
                    };
                    if end > number
                        && !(matches!(to, Address::Last) && self.is_last())
                        && let Some(slot) = self.active.get_mut(index)
                    {
                        *slot = Some(end);
                    }
                    true
                }
                None => false,
            },
        };
        selected != command.negated
    }

    fn at(&self, address: &Address) -> bool {
        match address {
            Address::Line(line) => self.next == *line,
            Address::Step(first, step) => {
                if *step == 0 {
                    self.next == *first
                } else {
                    self.next >= *first && (self.next - first).is_multiple_of(*step)
                }
            }
            Address::Plus(_) => false,
            Address::Last => self.is_last(),
            Address::Match(regex) => regex.is_match(self.space.data()),
        }
    }

    fn label(&self, name: &[u8]) -> usize {
        if name.is_empty() {
            return self.program.len();
        }
        self.program
            .iter()
            .position(|command| matches!(&command.action, Action::Label(label) if label == name))
            .unwrap_or(self.program.len())
    }

    fn cycle(&mut self) -> Cycle {
        let mut at = 0;
        let mut branches = 0;
        self.changed = false;
        while let Some(command) = self.program.get(at) {
            let selected = self.selects(at);
            at += 1;
            if !selected {
                if let Action::Open(end) = command.action {
                    at = end;
                }
                continue;
            }
            match &command.action {
                Action::Nothing | Action::Open(_) | Action::Label(_) => {}
                Action::Substitute(substitution) => self.substitute(substitution),
                Action::Translate(from, to) => {
                    let data = self.space.data().iter().map(|byte| {
                        from.iter()
                            .position(|member| member == byte)
                            .and_then(|index| to.get(index))
                            .copied()
                            .unwrap_or(*byte)
                    });
                    self.space = respelled(&self.space, data.collect());
                }
                Action::Delete => return Cycle::Deleted,
                Action::DeleteFirst => {
                    match self.space.data().iter().position(|byte| *byte == b'\n') {
                        Some(end) => {
                            self.space = self.space.from_offset(end + 1);
                            return Cycle::Restart;
                        }
                        None => return Cycle::Deleted,
                    }
                }
                Action::Print => {
                    let space = self.space.clone();
                    self.print(&space);
                }
                Action::PrintFirst => {
                    let end = self
                        .space
                        .data()
                        .iter()
                        .position(|byte| *byte == b'\n')
                        .unwrap_or(self.space.len());
                    let first = self.space.slice(0..end);
                    self.print(&first);
                }
                Action::Next => {
                    if self.is_last() {
                        return Cycle::Quit(0, true);
                    }
                    self.end(true);
                    self.read_line();
                }
                Action::Append => {
                    if self.is_last() {
                        return Cycle::Quit(0, true);
                    }
                    let mut space = self.space.clone();
                    self.read_line();
                    space.push_plain("\n");
                    space.push(&self.space);
                    self.space = space;
                }
                Action::Get => self.space = self.hold.clone(),
                Action::GetAppend => {
                    self.space.push_plain("\n");
                    self.space.push(&self.hold);
                }
                Action::Hold => self.hold = self.space.clone(),
                Action::HoldAppend => {
                    self.hold.push_plain("\n");
                    self.hold.push(&self.space);
                }
                Action::Exchange => std::mem::swap(&mut self.space, &mut self.hold),
                Action::Number => {
                    let line = format!("{}\n", self.next);
                    self.ensure_break();
                    self.out.push_plain(line);
                }
                Action::Quit { status, prints } => return Cycle::Quit(*status, *prints),
                Action::After(text) => self.queue.push(text.clone()),
                Action::Before(text) => {
                    self.ensure_break();
                    self.out.push(text);
                }
                Action::Change(text) => {
                    let open = command.to.is_some()
                        && self.active.get(at - 1).copied().flatten().is_some();
                    if !open {
                        self.ensure_break();
                        self.out.push(text);
                    }
                    return Cycle::Deleted;
                }
                Action::Branch(label) => at = self.label(label),
                Action::BranchIfChanged(label) => {
                    if std::mem::take(&mut self.changed) {
                        at = self.label(label);
                    }
                }
                Action::Read(path) => {
                    if let Ok(content) = self.process.read(path) {
                        self.queue.push(content);
                    }
                }
                Action::Write(path) => {
                    let space = self.space.clone();
                    self.write(path, &space);
                }
            }
            branches += 1;
            if branches > MOST_BRANCHES {
                self.process
                    .note("this script of `sed` runs too long to be followed to its end");
                return Cycle::Quit(0, true);
            }
        }
        Cycle::Done
    }

    fn write(&mut self, path: &Bytes, line: &Bytes) {
        let mut text = line.clone();
        text.push_plain("\n");
        match self
            .written
            .iter_mut()
            .find(|(known, _)| known.data() == path.data())
        {
            Some((_, content)) => content.push(&text),
            None => self.written.push((path.clone(), text)),
        }
    }

    fn substitute(&mut self, substitution: &Substitution) {
        let Some(regex) = &substitution.regex else {
            return;
        };
        let mut out = Bytes::new();
        let mut copied = 0;
        let mut at = 0;
        let mut count = 0;
        let mut replaced = false;
        // Where the last match ended, unless it was empty.
        let mut behind = None;
        while let Some(groups) = regex.find(self.space.data(), at) {
            let Some(Some(whole)) = groups.first().cloned() else {
                break;
            };
            // An empty match right behind the last one does not count.
            if whole.is_empty() && behind == Some(whole.start) {
                at += 1;
                behind = None;
                if at > self.space.len() {
                    break;
                }
                continue;
            }
            count += 1;
            if count >= substitution.nth {
                out.push(&self.space.slice(copied..whole.start));
                let mut case = Case::default();
                for piece in &substitution.pieces {
                    match piece {
                        Piece::Text(text) => out.push(&case.applied(text)),
                        Piece::Group(number) => {
                            if let Some(Some(range)) = groups.get(*number) {
                                out.push(&case.applied(&self.space.slice(range.clone())));
                            }
                        }
                        Piece::Case(letter) => case.set(*letter),
                    }
                }
                copied = whole.end;
                replaced = true;
                if !substitution.all {
                    break;
                }
            }
            behind = (!whole.is_empty()).then_some(whole.end);
            at = if whole.is_empty() {
                whole.end + 1
            } else {
                whole.end
            };
            if at > self.space.len() {
                break;
            }
        }
        if !replaced {
            return;
        }
        out.push(&self.space.from_offset(copied));
        self.space = out;
        self.changed = true;
        if substitution.prints {
            let space = self.space.clone();
            self.print(&space);
        }
        if let Some(path) = &substitution.writes {
            let space = self.space.clone();
            self.write(path, &space);
        }
    }
}
