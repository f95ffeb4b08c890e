use std::fmt;

/// How far the browser is with keeping the course for reading without a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offline {
    /// It can be kept; it is this large.
    Offered {
        /// All of it.
        bytes: u64,
    },
    /// It is on its way.
    Keeping {
        /// What is here already.
        kept: u64,
        /// All of it.
        bytes: u64,
    },
    /// It is here.
    Kept {
        /// All of it; 0 if that could not be learned.
        bytes: u64,
    },
    /// Something of it could not be had, or there is no room.
    Failed,
}

/// What the script `offline.js` tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// How far it is.
    Now(Offline),
    /// A newer version is kept too, and waits to be used.
    Update,
}

/// Reads `state kept bytes`: `keeping 1200000 4300000`. `None` for anything else.
pub(crate) fn read(told: &str) -> Option<News> {
    let mut words = told.split(' ');
    let state = words.next()?;
    let kept = words.next()?.parse().ok()?;
    let bytes = words.next()?.parse().ok()?;
    Some(match state {
        "offered" => News::Now(Offline::Offered { bytes }),
        "keeping" => News::Now(Offline::Keeping { kept, bytes }),
        "kept" => News::Now(Offline::Kept { bytes }),
        "failed" => News::Now(Offline::Failed),
        "update" => News::Update,
        _ => return None,
    })
}

impl Offline {
    /// Bytes kept, of how many, while it goes on.
    pub(crate) fn progress(self) -> Option<(u64, u64)> {
        match self {
            Self::Keeping { kept, bytes } => Some((kept, bytes)),
            _ => None,
        }
    }

    /// Whether the reader may ask for it.
    pub(crate) fn is_offered(self) -> bool {
        matches!(self, Self::Offered { .. })
    }
}

impl fmt::Display for Offline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offered { bytes } => write!(
                f,
                "This course can be kept on this device, to be opened without a network: {}.",
                Megabytes(*bytes)
            ),
            Self::Keeping { bytes, .. } => write!(
                f,
                "Keeping this course on this device, to be opened without a network: {}.",
                Megabytes(*bytes)
            ),
            Self::Kept { bytes: 0 } => {
                f.write_str("This course is kept on this device: it opens without a network.")
            }
            Self::Kept { bytes } => write!(
                f,
                "This course is kept on this device: it opens without a network. It takes {}.",
                Megabytes(*bytes)
            ),
            Self::Failed => f.write_str(
                "This course could not be kept on this device. It is tried again at your next visit.",
            ),
        }
    }
}

/// `4.3 MB`, rounded up.
struct Megabytes(u64);

impl fmt::Display for Megabytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // In whole numbers: code that prints fractions is long, and waited for.
        let tenths = self.0.div_ceil(100_000);
        write!(f, "{}.{} MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_script_tells_is_read_and_nothing_else() {
        let bytes = 4_210_001;
        for (told, news) in [
            (
                "offered 0 4210001",
                Some(News::Now(Offline::Offered { bytes })),
            ),
            (
                "keeping 12 4210001",
                Some(News::Now(Offline::Keeping { kept: 12, bytes })),
            ),
            (
                "kept 4210001 4210001",
                Some(News::Now(Offline::Kept { bytes })),
            ),
            ("failed 0 0", Some(News::Now(Offline::Failed))),
            ("update 0 0", Some(News::Update)),
            ("asleep 0 0", None),
            ("kept", None),
            ("kept a b", None),
            ("", None),
        ] {
            assert_eq!(read(told), news, "{told}");
        }
    }

    #[test]
    fn the_size_is_said_before() {
        let offered = Offline::Offered { bytes: 4_210_001 };
        assert!(
            offered.to_string().ends_with("network: 4.3 MB."),
            "{offered}"
        );
        assert!(offered.is_offered());
        assert_eq!(offered.progress(), None);
        let kept = Offline::Kept { bytes: 0 };
        assert!(!kept.to_string().contains("MB"));
    }
}
