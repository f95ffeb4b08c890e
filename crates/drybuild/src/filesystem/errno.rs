/// Why a file operation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errno {
    /// ENOENT
    NoEntry,
    /// ENOTDIR
    NotDirectory,
    /// EISDIR
    IsDirectory,
    /// EEXIST
    Exists,
    /// EACCES
    Permission,
    /// EPERM
    NotPermitted,
    /// EROFS
    ReadOnly,
    /// ENOTEMPTY
    NotEmpty,
    /// EBUSY: a mount point
    Busy,
    /// ELOOP
    Loop,
    /// EXDEV: another mount
    CrossDevice,
    /// EINVAL
    Invalid,
}

impl Errno {
    /// The message of the C library.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::NoEntry => "No such file or directory",
            Self::NotDirectory => "Not a directory",
            Self::IsDirectory => "Is a directory",
            Self::Exists => "File exists",
            Self::Permission => "Permission denied",
            Self::NotPermitted => "Operation not permitted",
            Self::ReadOnly => "Read-only file system",
            Self::NotEmpty => "Directory not empty",
            Self::Busy => "Device or resource busy",
            Self::Loop => "Too many levels of symbolic links",
            Self::CrossDevice => "Invalid cross-device link",
            Self::Invalid => "Invalid argument",
        }
    }
}
