//! `File`: actions on a file system, each on the result of an input or of an earlier action.

/// Actions in order; the last one's result is the vertex's output.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FileOp {
    /// At least one.
    pub actions: Vec<FileAction>,
}

/// One action.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FileAction {
    /// What it changes.
    pub input: ActionInput,
    /// What it copies from.
    pub secondary_input: ActionInput,
    /// Its result is an output of the vertex.
    pub output: Option<usize>,
    /// What it does.
    pub kind: ActionKind,
}

/// A file system that an action starts from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ActionInput {
    /// Nothing: an empty one.
    #[default]
    Empty,
    /// Index into the vertex's inputs.
    Input(usize),
    /// Result of an earlier action of this vertex.
    Action(usize),
}

/// Kinds of actions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ActionKind {
    /// Copies paths.
    Copy(Box<CopyAction>),
    /// Makes a folder.
    Mkdir(MkdirAction),
    /// Makes a file.
    Mkfile(MkfileAction),
    /// Removes a path.
    Rm {
        /// Which.
        path: String,
    },
}

/// `COPY` and `ADD`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CopyAction {
    /// Path in the secondary input, may hold wildcards if `allow_wildcard`.
    pub src: String,
    /// Path in the input; a trailing slash means a folder.
    pub dest: String,
    /// `--chown`.
    pub owner: Option<Owner>,
    /// `--chmod` as a number.
    pub mode: Option<u32>,
    /// `--chmod` in letters: `u+x,g=r`; empty when not used.
    pub mode_str: String,
    /// Only these, below `src`.
    pub include: Vec<String>,
    /// `--exclude`.
    pub exclude: Vec<String>,
    /// Fail where one of these is missing (`--parents`).
    pub required_paths: Vec<String>,
    /// Follow `src` when it is a symbolic link.
    pub follow_symlink: bool,
    /// Of a folder copy what is in it.
    pub dir_copy_contents: bool,
    /// Unpack archives (`ADD`).
    pub attempt_unpack: bool,
    /// Make missing folders of `dest`.
    pub create_dest_path: bool,
    /// `src` is a pattern.
    pub allow_wildcard: bool,
    /// A pattern may match nothing.
    pub allow_empty_wildcard: bool,
}

/// A folder to make.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MkdirAction {
    /// Absolute.
    pub path: String,
    /// Permission bits.
    pub mode: u32,
    /// Make missing parents.
    pub make_parents: bool,
    /// Root, unless given.
    pub owner: Option<Owner>,
}

/// A file to make.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MkfileAction {
    /// Absolute.
    pub path: String,
    /// Permission bits.
    pub mode: u32,
    /// Content.
    pub data: Vec<u8>,
}

/// Owner of what an action makes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Owner {
    /// Absent means root.
    pub user: Option<User>,
    /// Absent means the user's own, or root.
    pub group: Option<User>,
}

/// A user or group.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum User {
    /// By number.
    Id(u32),
    /// By name, looked up in `/etc/passwd` or `/etc/group` of a file system.
    Name {
        /// The name.
        name: String,
        /// Where it is looked up.
        input: ActionInput,
    },
}

impl FileAction {
    /// Gives every input that is named another index.
    pub(crate) fn map_inputs(&mut self, place: &impl Fn(usize) -> usize) {
        let map = |input: &mut ActionInput| {
            if let ActionInput::Input(index) = input {
                *index = place(*index);
            }
        };
        map(&mut self.input);
        map(&mut self.secondary_input);
        let owner = match &mut self.kind {
            ActionKind::Copy(copy) => &mut copy.owner,
            ActionKind::Mkdir(mkdir) => &mut mkdir.owner,
            ActionKind::Mkfile(_) | ActionKind::Rm { .. } => return,
        };
        for user in owner
            .iter_mut()
            .flat_map(|o| [&mut o.user, &mut o.group])
            .flatten()
        {
            if let User::Name { input, .. } = user {
                map(input);
            }
        }
    }
}
