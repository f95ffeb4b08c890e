//! What programs take: a row a command line, as far as it is told by its first words.

/// What a command takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Of the processor: emulation multiplies it.
    pub cpu_ms: u64,
    /// Of waiting, which nothing multiplies.
    pub wait_ms: u64,
    /// Over the network.
    pub download_bytes: u64,
}

/// A row of the catalogue. All of its figures are illustrative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    /// The words that the command begins with: `npm ci`. The longest row that fits counts.
    pub words: &'static str,
    /// With empty caches.
    pub cold: Cost,
    /// With the tool's cache filled by an earlier build, as a cache mount keeps it.
    pub warm: Cost,
    /// More for each word that is not a flag: a package, a requirement.
    pub each: Cost,
    /// Where the figures are from.
    pub source: &'static str,
}

const fn cpu(cpu_ms: u64) -> Cost {
    Cost {
        cpu_ms,
        wait_ms: 0,
        download_bytes: 0,
    }
}

const fn net(cpu_ms: u64, download_bytes: u64) -> Cost {
    Cost {
        cpu_ms,
        wait_ms: 0,
        download_bytes,
    }
}

const NOTHING: Cost = cpu(0);

const fn row(words: &'static str, cold: Cost, warm: Cost, each: Cost) -> Program {
    Program {
        words,
        cold,
        warm,
        each,
        source: "illustrative: a usual project on a laptop of 2025",
    }
}

/// The catalogue, in the order of its words.
pub const PROGRAMS: &[Program] = &[
    row("apk", net(300, 2_800_000), cpu(150), NOTHING),
    row(
        "apk add",
        net(500, 2_800_000),
        cpu(350),
        net(250, 1_500_000),
    ),
    row("apk update", net(400, 2_800_000), cpu(150), NOTHING),
    row("apt", net(800, 9_000_000), cpu(500), NOTHING),
    row(
        "apt install",
        net(1_500, 0),
        cpu(1_000),
        net(900, 4_000_000),
    ),
    row(
        "apt update",
        net(900, 9_000_000),
        net(700, 200_000),
        NOTHING,
    ),
    row("apt-get", net(500, 0), cpu(300), NOTHING),
    row("apt-get clean", cpu(20), cpu(20), NOTHING),
    row(
        "apt-get install",
        net(1_500, 0),
        cpu(1_000),
        net(900, 4_000_000),
    ),
    row(
        "apt-get update",
        net(900, 9_000_000),
        net(700, 200_000),
        NOTHING,
    ),
    row(
        "apt-get upgrade",
        net(4_000, 30_000_000),
        cpu(3_000),
        NOTHING,
    ),
    row(
        "bundle install",
        net(9_000, 15_000_000),
        cpu(2_000),
        NOTHING,
    ),
    row("cargo", net(20_000, 12_000_000), cpu(2_500), NOTHING),
    row("cargo build", net(45_000, 20_000_000), cpu(4_000), NOTHING),
    row("cargo fetch", net(1_500, 20_000_000), cpu(200), NOTHING),
    row(
        "cargo install",
        net(60_000, 25_000_000),
        cpu(30_000),
        NOTHING,
    ),
    row("cargo test", net(50_000, 20_000_000), cpu(5_000), NOTHING),
    row("cmake", cpu(3_000), cpu(3_000), NOTHING),
    row(
        "composer install",
        net(5_000, 12_000_000),
        cpu(1_500),
        NOTHING,
    ),
    row("curl", net(60, 1_000_000), net(60, 1_000_000), NOTHING),
    row("docker", net(200, 20_000), net(200, 20_000), NOTHING),
    row("dotnet build", cpu(9_000), cpu(4_000), NOTHING),
    row("dotnet publish", cpu(10_000), cpu(5_000), NOTHING),
    row("dotnet restore", net(4_000, 60_000_000), cpu(900), NOTHING),
    row("g++", cpu(1_800), cpu(1_800), NOTHING),
    row("gcc", cpu(900), cpu(900), NOTHING),
    row(
        "git clone",
        net(500, 6_000_000),
        net(500, 6_000_000),
        NOTHING,
    ),
    row(
        "git fetch",
        net(300, 1_000_000),
        net(300, 1_000_000),
        NOTHING,
    ),
    row("go build", net(14_000, 18_000_000), cpu(1_500), NOTHING),
    row("go install", net(14_000, 18_000_000), cpu(1_500), NOTHING),
    row("go mod download", net(1_200, 18_000_000), cpu(150), NOTHING),
    row("go test", net(16_000, 18_000_000), cpu(2_500), NOTHING),
    row("go vet", net(8_000, 18_000_000), cpu(1_200), NOTHING),
    row("gradle", net(25_000, 90_000_000), cpu(9_000), NOTHING),
    row("java", cpu(700), cpu(700), NOTHING),
    row("javac", cpu(1_500), cpu(1_500), NOTHING),
    row("make", cpu(8_000), cpu(8_000), NOTHING),
    row("mvn", net(14_000, 70_000_000), cpu(6_000), NOTHING),
    row("node", cpu(60), cpu(60), NOTHING),
    row("npm", net(1_000, 100_000), cpu(700), NOTHING),
    row("npm ci", net(6_000, 25_000_000), cpu(3_500), NOTHING),
    row(
        "npm install",
        net(7_000, 25_000_000),
        cpu(4_000),
        net(300, 600_000),
    ),
    row("npm run build", cpu(9_000), cpu(9_000), NOTHING),
    row("npm run", cpu(4_000), cpu(4_000), NOTHING),
    row("npm test", cpu(6_000), cpu(6_000), NOTHING),
    row("php", cpu(50), cpu(50), NOTHING),
    row("pip", net(900, 0), cpu(700), NOTHING),
    row(
        "pip install",
        net(2_000, 12_000_000),
        cpu(1_600),
        net(400, 1_500_000),
    ),
    row("pip3", net(900, 0), cpu(700), NOTHING),
    row(
        "pip3 install",
        net(2_000, 12_000_000),
        cpu(1_600),
        net(400, 1_500_000),
    ),
    row("pnpm install", net(4_000, 25_000_000), cpu(1_500), NOTHING),
    row("pytest", cpu(3_000), cpu(3_000), NOTHING),
    row("python", cpu(40), cpu(40), NOTHING),
    row("python3", cpu(40), cpu(40), NOTHING),
    row("ruby", cpu(70), cpu(70), NOTHING),
    row("rustc", cpu(2_500), cpu(2_500), NOTHING),
    row("tsc", cpu(4_000), cpu(4_000), NOTHING),
    row("uv", net(600, 12_000_000), cpu(120), NOTHING),
    row("wget", net(60, 1_000_000), net(60, 1_000_000), NOTHING),
    row("yarn", net(6_000, 25_000_000), cpu(2_500), NOTHING),
    row("yum", net(3_000, 30_000_000), cpu(2_000), NOTHING),
];

/// A program that is not in the catalogue: one of the small ones of every Unix.
pub(in crate::schedule) const OTHER: Cost = cpu(2);

/// What a command takes, given its words without redirections.
#[must_use]
pub fn cost(words: &[String], is_warm: bool) -> Cost {
    let name = words.first().map(String::as_str).unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default();
    if name == "sleep" {
        return Cost {
            wait_ms: words.iter().skip(1).map(|word| sleep_ms(word)).sum(),
            ..Cost::default()
        };
    }
    let plain = words.iter().skip(1).filter(|word| !word.starts_with('-'));
    let plain: Vec<&str> = std::iter::once(name)
        .chain(plain.map(String::as_str))
        .collect();
    let fits = |program: &&Program| {
        let mut own = plain.iter();
        program
            .words
            .split(' ')
            .all(|word| own.next() == Some(&word))
    };
    let of_name = |program: &&Program| program.words.starts_with(name);
    let rows = PROGRAMS.iter().filter(of_name).filter(fits);
    let Some(program) = rows.max_by_key(|program| program.words.len()) else {
        return OTHER;
    };
    let base = if is_warm { program.warm } else { program.cold };
    let named = plain.len().saturating_sub(program.words.split(' ').count());
    let named = u64::try_from(named).unwrap_or(u64::MAX);
    let download_each = if is_warm {
        0
    } else {
        program.each.download_bytes
    };
    Cost {
        cpu_ms: base.cpu_ms + named.saturating_mul(program.each.cpu_ms),
        wait_ms: base.wait_ms,
        download_bytes: base.download_bytes + named.saturating_mul(download_each),
    }
}

/// `5`, `0.5`, `2m`: what `sleep` takes.
fn sleep_ms(word: &str) -> u64 {
    let (number, factor) = match word.chars().last() {
        Some('s') => (word.trim_end_matches('s'), 1),
        Some('m') => (word.trim_end_matches('m'), 60),
        Some('h') => (word.trim_end_matches('h'), 3_600),
        _ => (word, 1),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let whole: u64 = whole.parse().unwrap_or_default();
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    let part: u64 = part.parse().unwrap_or_default();
    whole
        .saturating_mul(1_000)
        .saturating_add(part)
        .saturating_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str, is_warm: bool) -> Cost {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        cost(&words, is_warm)
    }

    #[test]
    fn the_longest_row_counts_and_each_package_costs_more() {
        assert_eq!(of("npm --quiet ci", false), net(6_000, 25_000_000));
        assert_eq!(of("/usr/bin/npm ci", true), cpu(3_500));
        assert_eq!(
            of("apt-get install -y curl git", false),
            net(3_300, 8_000_000)
        );
        assert_eq!(of("apt-get install -y curl git", true), cpu(2_800));
        assert_eq!(of("cp a b", false), OTHER);
    }

    #[test]
    fn sleep_takes_what_it_says() {
        for (line, ms) in [
            ("sleep 2", 2_000),
            ("sleep 0.25", 250),
            ("sleep 1m 1s", 61_000),
        ] {
            assert_eq!(of(line, false).wait_ms, ms, "{line}");
        }
    }

    #[test]
    fn rows_are_in_order_and_there_is_one_for_each() {
        let words: Vec<&str> = PROGRAMS.iter().map(|program| program.words).collect();
        let mut unique = words.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), words.len());
    }
}
