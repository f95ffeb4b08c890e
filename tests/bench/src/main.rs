//! The goals, each as a ratio: up to 1 it is reached.

use std::error::Error;

use drybuild::build;
use drybuild::frontend::{self, AnyImage};
use drybuild::options::BuildOptions;
use drybuild::solve::Builder;
use simulator_bench::{
    PAGE_OF_100_LINES, Time, corpus, first_build, input, lines, other_parser_reads, pairs, stages,
    time, whole,
};

fn main() -> Result<(), Box<dyn Error>> {
    println!(
        "{:<66} {:>10} {:>10} {:>7}",
        "goal", "measured", "at most", "ratio"
    );
    parsing()?;
    growth();
    converting();
    solving();
    whole_builds();
    Ok(())
}

fn goal(what: &str, measured: f64, most: f64, unit: &str) {
    let ratio = measured / most;
    let verdict = if ratio <= 1.0 { "" } else { "  missed" };
    println!("{what:<66} {measured:>7.2} {unit:<2} {most:>7.2} {unit:<2} {ratio:>7.2}{verdict}");
}

fn fact(what: &str, measured: f64, unit: &str) {
    println!("{what:<66} {measured:>7.2} {unit}");
}

/// The whole answer of each crate, made and dropped: of ours typed instructions with their places, and all errors.
fn parsing() -> Result<(), Box<dyn Error>> {
    let mut texts = corpus()?;
    texts.retain(|text| other_parser_reads(text));
    texts.push(lines(1_000));
    let bytes: usize = texts.iter().map(String::len).sum();
    println!(
        "corpus: {} Dockerfiles that both parsers read, {bytes} bytes",
        texts.len()
    );
    let own = time(|| {
        texts
            .iter()
            .map(|text| dockerfile::parse(text).stages.len())
            .sum::<usize>()
    });
    let other = time(|| {
        texts
            .iter()
            .filter_map(|text| parse_dockerfile::parse(text).ok())
            .count()
    });
    goal(
        "parse the corpus, to parse-dockerfile's time",
        own.ms(),
        other.ms(),
        "ms",
    );
    let instructions: usize = texts
        .iter()
        .map(|text| dockerfile::parse(text).nodes().len())
        .sum();
    fact(
        "instructions parsed a second",
        to_f64(instructions) / own.seconds / 1e6,
        "million",
    );
    Ok(())
}

/// How the time of a line grows with the number of lines: 1.2 is linear within 20 %.
fn growth() {
    let each = |count: usize| {
        let text = lines(count);
        per(time(|| dockerfile::parse(&text)), text.lines().count())
    };
    let middle = each(1_000);
    for count in [10, 100, 10_000, 100_000] {
        let what = format!("parse a line of {count}, to a line of 1000");
        goal(&what, each(count) / middle, 1.2, "");
    }
}

fn converting() {
    let convert = |text: &str| {
        let options = BuildOptions::default();
        time(|| frontend::convert(&dockerfile::parse(text), &options, &AnyImage))
    };
    let each = |count: usize| per(convert(&lines(count)), count);
    fact("frontend, 1000 lines", convert(&lines(1_000)).ms(), "ms");
    goal(
        "frontend, a line of 10000, to a line of 100",
        each(10_000) / each(100),
        1.3,
        "",
    );
    fact(
        "frontend, 1000 pairs of ARG and RUN",
        convert(&pairs(1_000)).ms(),
        "ms",
    );
}

fn solving() {
    let solve = |count: usize, stage_count: usize| {
        let text = stages(count, stage_count);
        let input = input(&text);
        time(|| first_build(input.clone()))
    };
    let thousand = solve(1_000, 100);
    goal(
        "build 1000 instructions over 100 stages",
        thousand.ms(),
        20.0,
        "ms",
    );
    let (small, large) = (per(solve(100, 10), 100), per(solve(10_000, 1_000), 10_000));
    goal(
        "an instruction of 10000, to an instruction of 100",
        large / small,
        1.3,
        "",
    );
    let one_stage = per(solve(10_000, 10), 10_000);
    fact(
        "the same with 1000 instructions a stage",
        one_stage / small,
        "",
    );
    let text = stages(1_000, 100);
    let mut builder = Builder::default();
    let first = input(&text);
    let _ = build::build(first.clone(), &mut builder);
    let cached = time(|| build::build(first.clone(), &mut builder));
    fact(
        "build the 1000 instructions again, all CACHED",
        cached.ms(),
        "ms",
    );
    let pairs_of = |count: usize| {
        let input = input(&pairs(count));
        per(time(|| first_build(input.clone())), count)
    };
    fact(
        "a pair of 1000 ARG and RUN, to a pair of 100",
        pairs_of(1_000) / pairs_of(100),
        "",
    );
}

fn whole_builds() {
    let input = input(PAGE_OF_100_LINES);
    let took = time(|| whole(input.clone()));
    goal(
        "parse, solve and reach of 100 lines with two secrets",
        took.ms(),
        5.0,
        "ms",
    );
}

fn per(time: Time, count: usize) -> f64 {
    time.seconds / to_f64(count)
}

fn to_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
