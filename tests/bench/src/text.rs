//! Dockerfiles of any length, with the mix of instructions that one meets.

use std::fmt::Write as _;

/// Instructions that repeat without one depending on how many came before.
const MIX: [&str; 10] = [
    "RUN apt-get update && apt-get install -y --no-install-recommends \\\n    curl \\\n    git && rm -rf /var/lib/apt/lists/*\n",
    "COPY --chown=1000:1000 requirements.txt /app/\n",
    "ENV APP_HOME=/app PATH=\"/app/bin:$PATH\"\n",
    "# what follows is for the cache\nRUN --mount=type=cache,target=/root/.cache pip install -r requirements.txt\n",
    "LABEL org.opencontainers.image.title=\"an app\" version='1.0'\n",
    "RUN <<EOF\nset -e\nmkdir -p /app/data\necho ready > /app/data/state\nEOF\n",
    "WORKDIR /app/${APP_ENV:-production}\n",
    "COPY [\"src/main.py\", \"/app/main.py\"]\n",
    "EXPOSE 8080/tcp 8443\n",
    "CMD [\"python\", \"-m\", \"app\", \"--port\", \"8080\"]\n",
];

/// A Dockerfile of at least this many lines.
#[must_use]
pub fn lines(count: usize) -> String {
    let mut text =
        "# syntax=docker/dockerfile:1\nARG VERSION=3.12\nFROM python:${VERSION}-slim AS base\n"
            .to_owned();
    let mut written = 3;
    for piece in MIX.iter().cycle() {
        if written >= count {
            break;
        }
        text.push_str(piece);
        written += piece.matches('\n').count();
    }
    text
}

/// This many instructions over stages that copy from one another; the last needs them all.
#[must_use]
pub fn stages(instructions: usize, stages: usize) -> String {
    let mut text = String::new();
    let each = instructions / stages.max(1);
    for stage in 0..stages {
        let _ = writeln!(text, "FROM alpine AS s{stage}");
        for step in 1..each {
            let _ = match step % 5 {
                0 => writeln!(text, "ENV E{step}=v{stage}"),
                1 => writeln!(text, "RUN echo {step} > /file{step} && cat /file{step}"),
                2 => writeln!(text, "WORKDIR /w{stage}/{step}"),
                3 if stage > 0 => writeln!(text, "COPY --from=s{} /file1 /from{step}", stage - 1),
                3 => writeln!(text, "COPY requirements.txt /from{step}"),
                _ => writeln!(text, "RUN mkdir -p /d{step} && touch /d{step}/x"),
            };
        }
    }
    text
}

/// This many pairs of `ARG` and `RUN`: each step has one variable more than the one before.
#[must_use]
pub fn pairs(count: usize) -> String {
    let mut text = "FROM alpine\n".to_owned();
    for index in 0..count {
        let _ = writeln!(text, "ARG A{index}=v{index}\nRUN true");
    }
    text
}

/// What a learner has in a lab, at its longest: 100 lines, five stages, two secrets.
pub const PAGE_OF_100_LINES: &str = include_str!("page-of-100-lines.Dockerfile");
