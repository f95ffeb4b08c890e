/// What one command of a tool costs on the simulator's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// The program.
    pub tool: &'static str,
    /// Its figures.
    pub cost: Cost,
    /// Whether its cache held something when it began.
    pub is_warm: bool,
}

/// How long a command of a tool takes, on one processor of the platform that it was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// With an empty cache.
    pub cold_ms: u64,
    /// With a full one.
    pub warm_ms: u64,
    /// What an empty cache makes it download.
    pub download_bytes: u64,
    /// Where the figures were measured; `None` where they are illustrative.
    pub measured: Option<&'static str>,
}

impl Work {
    /// The time that this run takes.
    #[must_use]
    pub fn duration_ms(&self) -> u64 {
        if self.is_warm {
            self.cost.warm_ms
        } else {
            self.cost.cold_ms
        }
    }

    /// The bytes that this run downloads.
    #[must_use]
    pub fn download_bytes(&self) -> u64 {
        if self.is_warm {
            0
        } else {
            self.cost.download_bytes
        }
    }
}
