//! Tables of times: `cargo xtask bench`.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use drybuild::frontend::{self, AnyImage};
use drybuild::options::BuildOptions;
use simulator_bench::{
    PAGE_OF_100_LINES, corpus, first_build, input, lines, other_parser_reads, pairs, stages, whole,
};

fn main() {
    divan::main();
}

mod parse {
    use super::*;

    fn texts() -> Vec<String> {
        let texts = corpus().unwrap_or_default().into_iter();
        texts.filter(|text| other_parser_reads(text)).collect()
    }

    #[divan::bench]
    fn corpus_by_dockerfile(bencher: Bencher<'_, '_>) {
        let texts = texts();
        let count: usize = texts
            .iter()
            .map(|text| dockerfile::parse(text).nodes().len())
            .sum();
        bencher.counter(ItemsCount::new(count)).bench_local(|| {
            texts
                .iter()
                .map(|text| dockerfile::parse(black_box(text)).stages.len())
                .sum::<usize>()
        });
    }

    #[divan::bench]
    fn corpus_by_parse_dockerfile(bencher: Bencher<'_, '_>) {
        let texts = texts();
        bencher.bench_local(|| {
            texts
                .iter()
                .filter_map(|text| parse_dockerfile::parse(black_box(text)).ok())
                .count()
        });
    }

    #[divan::bench(args = [10, 100, 1_000, 10_000, 100_000])]
    fn by_lines(bencher: Bencher<'_, '_>, count: usize) {
        let text = lines(count);
        bencher
            .counter(ItemsCount::new(count))
            .bench_local(|| dockerfile::parse(black_box(&text)));
    }
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn frontend_by_lines(bencher: Bencher<'_, '_>, count: usize) {
    let (text, options) = (lines(count), BuildOptions::default());
    let convert = || frontend::convert(&dockerfile::parse(black_box(&text)), &options, &AnyImage);
    bencher.counter(ItemsCount::new(count)).bench_local(convert);
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn build_by_instructions(bencher: Bencher<'_, '_>, count: usize) {
    let input = input(&stages(count, count / 10));
    bencher
        .counter(ItemsCount::new(count))
        .bench_local(|| first_build(black_box(input.clone())));
}

#[divan::bench(args = [100, 1_000])]
fn build_by_pairs_of_arg_and_run(bencher: Bencher<'_, '_>, count: usize) {
    let input = input(&pairs(count));
    bencher
        .counter(ItemsCount::new(count))
        .bench_local(|| first_build(black_box(input.clone())));
}

#[divan::bench]
fn reach_of_100_lines(bencher: Bencher<'_, '_>) {
    let input = input(PAGE_OF_100_LINES);
    bencher.bench_local(|| whole(black_box(input.clone())));
}
