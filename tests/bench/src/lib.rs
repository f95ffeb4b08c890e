//! Texts to take the time of, and how it is taken.
//!
//! In: the project's own Dockerfiles, and numbers of lines or stages. Out: Dockerfiles and whole builds. The tables of
//! `benches/` and the goals of the binary measure the same texts. Nothing here is asserted: a time is a fact about a
//! machine.

mod corpus;
mod text;
mod time;

pub use corpus::{corpus, other_parser_reads};
pub use text::{PAGE_OF_100_LINES, lines, pairs, stages};
pub use time::{Time, time};

use drybuild::build::{self, Build, Input};
use drybuild::command;
use drybuild::reach::SecretReach;
use drybuild::solve::Builder;

/// A build with one secret in a build argument and one in a file.
#[must_use]
pub fn input(dockerfile: &str) -> Input {
    let line = "docker build --build-arg TOKEN=k7Qx-demo-Vw93zR --secret id=key,env=KEY -t app .";
    let env = [("KEY".to_owned(), "hY2m_demo_8LtGpB".to_owned())];
    let mut context = drybuild::context::ContextTree::default();
    for index in 0..40 {
        let text = format!("line {index}\n").repeat(20);
        context = context.with_file(&format!("src/module{}/file{index}.py", index % 4), text);
    }
    let context = context
        .with_file("requirements.txt", "flask\n")
        .with_file("src/main.py", "print()\n");
    Input {
        dockerfile: dockerfile.to_owned(),
        options: command::parse(line, &env.into_iter().collect()).options,
        context,
        secrets: vec![b"k7Qx-demo-Vw93zR".to_vec(), b"hY2m_demo_8LtGpB".to_vec()],
        ..Input::default()
    }
}

/// The first build on a fresh builder.
#[must_use]
pub fn first_build(input: Input) -> (Build, Builder) {
    let mut builder = Builder::default();
    let build = build::build(input, &mut builder);
    (build, builder)
}

/// Parse, solve and reach.
#[must_use]
pub fn whole(input: Input) -> Vec<SecretReach> {
    let (build, builder) = first_build(input);
    drybuild::reach::reach(&[build], &builder)
}
