//! The builder as a machine: what it runs on, what it can run, how many steps at once, and how fast its network is.
//!
//! A value like any other input. The default is what Docker Desktop gives: one node on the builder's own platform, QEMU
//! registered for the usual others, no bound on parallel steps, and the containerd image store.

use std::fmt;
use std::num::NonZeroUsize;

use crate::platform::Platform;

/// A builder: a driver and its nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// As `docker buildx ls` names it.
    pub builder: String,
    /// How BuildKit runs.
    pub driver: Driver,
    /// The nodes, the preferred first; none means one node of the builder's own platform, with [`Emulation::Installed`].
    pub nodes: Vec<Node>,
    /// Between the builder and the registries.
    pub network: Network,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            builder: "default".to_owned(),
            driver: Driver::Docker,
            nodes: Vec::new(),
            network: Network::default(),
        }
    }
}

/// The buildx driver of a builder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Driver {
    /// The BuildKit inside Docker's daemon, with the containerd image store.
    #[default]
    Docker,
    /// A BuildKit in a container of its own: results stay in its cache unless an output is asked for.
    DockerContainer,
    /// The same in pods.
    Kubernetes,
    /// The same, running already.
    Remote,
}

impl Driver {
    /// As buildx writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Docker => "docker",
            Self::DockerContainer => "docker-container",
            Self::Kubernetes => "kubernetes",
            Self::Remote => "remote",
        }
    }

    /// The driver with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let all = [
            Self::Docker,
            Self::DockerContainer,
            Self::Kubernetes,
            Self::Remote,
        ];
        all.into_iter().find(|driver| driver.name() == name)
    }
}

impl fmt::Display for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One machine that runs steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// `linux/amd64`, …
    pub platform: Platform,
    /// Whether programs of other platforms run.
    pub emulation: Emulation,
    /// `max-parallelism` of the worker; `None` is BuildKit's default, no bound.
    pub max_parallelism: Option<NonZeroUsize>,
}

impl Node {
    /// A node with QEMU registered and no bound.
    #[must_use]
    pub fn of(platform: Platform) -> Self {
        Self {
            platform,
            emulation: Emulation::Installed,
            max_parallelism: None,
        }
    }
}

/// Whether the kernel hands programs of other platforms to QEMU (`binfmt_misc`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Emulation {
    /// As Docker Desktop has it, and as `docker run --privileged --rm tonistiigi/binfmt --install all` leaves it.
    #[default]
    Installed,
    /// As a fresh Docker Engine on Linux has it.
    Absent,
    /// For these alone.
    For(Vec<Platform>),
}

/// Architectures that `tonistiigi/binfmt --install all` registers.
const INSTALLED: [&str; 9] = [
    "amd64", "arm64", "arm", "386", "riscv64", "ppc64le", "s390x", "mips64le", "loong64",
];

/// How a node runs programs of a platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Execution {
    /// On its own processor.
    Native,
    /// By QEMU, which translates every instruction.
    Emulated,
    /// Not at all: `exec format error`.
    Impossible,
}

impl Node {
    /// How it runs programs of a platform (`util/archutil` of BuildKit: 386 runs on amd64 without help).
    #[must_use]
    pub fn execution(&self, platform: &Platform) -> Execution {
        if self.platform == *platform {
            return Execution::Native;
        }
        let (own, asked) = (self.platform.normalize(), platform.normalize());
        let is_32_bit_of = own.architecture == "amd64" && asked.architecture == "386";
        if own.os != asked.os {
            return Execution::Impossible;
        }
        if own.architecture == asked.architecture || is_32_bit_of {
            return Execution::Native;
        }
        let is_emulated = match &self.emulation {
            Emulation::Installed => INSTALLED.contains(&asked.architecture.as_str()),
            Emulation::Absent => false,
            Emulation::For(platforms) => platforms
                .iter()
                .any(|platform| platform.architecture == asked.architecture),
        };
        if is_emulated {
            Execution::Emulated
        } else {
            Execution::Impossible
        }
    }
}

/// Speed of the network; figures are the scenario's, the defaults illustrative: a good connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    /// From registries and package servers.
    pub download_bytes_per_s: u64,
    /// To registries.
    pub upload_bytes_per_s: u64,
    /// One question to a registry and its answer.
    pub round_trip_ms: u64,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            download_bytes_per_s: 12_500_000,
            upload_bytes_per_s: 5_000_000,
            round_trip_ms: 100,
        }
    }
}

impl Machine {
    /// The nodes, of which there is at least one.
    #[must_use]
    pub fn nodes(&self, build_platform: &Platform) -> Vec<Node> {
        if self.nodes.is_empty() {
            return vec![Node::of(build_platform.clone())];
        }
        self.nodes.clone()
    }

    /// The node that runs the steps of a platform, as an index, and how: one that need not emulate if there is one.
    #[must_use]
    pub fn node_for(&self, platform: &Platform, build_platform: &Platform) -> (usize, Execution) {
        let nodes = self.nodes(build_platform);
        let ways = nodes.iter().map(|node| node.execution(platform));
        let best = ways.enumerate().min_by_key(|(index, way)| (*way, *index));
        best.unwrap_or((0, Execution::Impossible))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn platform(text: &str) -> Platform {
        Platform::parse(text).unwrap().normalize()
    }

    #[test]
    fn a_node_runs_its_own_emulates_others_or_cannot() {
        let cases = [
            ("linux/amd64", Emulation::Installed, Execution::Native),
            ("linux/386", Emulation::Absent, Execution::Native),
            ("linux/arm64", Emulation::Installed, Execution::Emulated),
            ("linux/arm64", Emulation::Absent, Execution::Impossible),
            (
                "linux/arm/v7",
                Emulation::For(vec![platform("linux/arm64")]),
                Execution::Impossible,
            ),
            ("windows/amd64", Emulation::Installed, Execution::Impossible),
        ];
        for (asked, emulation, expected) in cases {
            let mut node = Node::of(Platform::linux_amd64());
            node.emulation = emulation;
            assert_eq!(node.execution(&platform(asked)), expected, "{asked}");
        }
    }

    #[test]
    fn a_native_node_is_preferred() {
        let machine = Machine {
            nodes: vec![
                Node::of(Platform::linux_amd64()),
                Node::of(platform("linux/arm64")),
            ],
            ..Machine::default()
        };
        let own = Platform::linux_amd64();
        let arm = machine.node_for(&platform("linux/arm64"), &own);
        assert_eq!(arm, (1, Execution::Native));
        let riscv = machine.node_for(&platform("linux/riscv64"), &own);
        assert_eq!(riscv, (0, Execution::Emulated));
    }
}
