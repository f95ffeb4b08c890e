use simulator_bench::*;
fn main() {
    let what = std::env::args().nth(1).unwrap();
    match what.as_str() {
        "parse" => { let t = lines(1000); for _ in 0..50 { std::hint::black_box(dockerfile::parse(&t)); } }
        "other" => { let t = lines(1000); for _ in 0..50 { std::hint::black_box(parse_dockerfile::parse(&t).unwrap()); } }
        "solve" => { let t = stages(1000, 100); for _ in 0..3 { std::hint::black_box(first_build(input(&t))); } }
        "pairs" => { let t = pairs(500); for _ in 0..2 { std::hint::black_box(first_build(input(&t))); } }
        _ => {}
    }
}
