//! Which platforms the machine runs: its own, and those that were registered for emulation.

use super::Docker;
use crate::platform::Platform;
use crate::shell::{Exit, Process};

/// What `tonistiigi/binfmt --install all` registers on an amd64 machine, in the order in which it is listed.
const ALL: &[&str] = &[
    "linux/386",
    "linux/arm64",
    "linux/riscv64",
    "linux/ppc64le",
    "linux/s390x",
    "linux/arm/v7",
    "linux/arm/v6",
    "linux/mips64",
    "linux/mips64le",
    "linux/loong64",
];

impl Docker {
    /// Whether a process of this platform starts.
    #[must_use]
    pub fn runs(&self, platform: &Platform) -> bool {
        let own = Platform::linux_amd64();
        let is_own = platform.os == own.os && platform.architecture == own.architecture;
        let emulates = |one: &Platform| {
            one.architecture == platform.architecture
                && (one.variant == platform.variant || platform.variant.is_empty())
        };
        is_own || platform.os.is_empty() || self.emulated.iter().any(emulates)
    }

    /// The platforms that processes can be of, the machine's own first.
    #[must_use]
    pub fn platforms(&self) -> Vec<Platform> {
        let mut platforms = vec![Platform::linux_amd64()];
        platforms.extend(self.emulated.iter().cloned());
        platforms
    }
}

/// `docker run --privileged --rm tonistiigi/binfmt --install all`; `None` for any other image.
pub(super) fn install(
    docker: &mut Docker,
    image: &str,
    words: &[String],
    is_privileged: bool,
    process: &mut Process<'_>,
) -> Option<Exit> {
    let repository = image.split(':').next().unwrap_or_default();
    if !matches!(
        repository,
        "tonistiigi/binfmt" | "docker.io/tonistiigi/binfmt"
    ) {
        return None;
    }
    let asked = words.iter().position(|word| word == "--install");
    let asked = asked.and_then(|place| words.get(place + 1));
    if let Some(asked) = asked {
        if !is_privileged {
            process
                .err_text("error: cannot mount binfmt_misc filesystem: operation not permitted\n");
            return Some(Exit::FAILURE);
        }
        for name in ALL {
            let Ok(platform) = Platform::parse(name) else {
                continue;
            };
            let is_asked =
                asked == "all" || asked.split(',').any(|one| one == platform.architecture);
            if is_asked && !docker.emulated.contains(&platform) {
                process.err_text(format!("installing: {} OK\n", platform.architecture));
                docker.emulated.push(platform);
            }
        }
    }
    let supported: Vec<String> = docker.platforms().iter().map(Platform::format).collect();
    process.print(format!(
        "{:#}\n",
        serde_json::json!({ "supported": supported })
    ));
    Some(Exit::SUCCESS)
}
