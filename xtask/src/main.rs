//! The commands of the README: set-up, serve, test, size, conformance, fuzz, bench and dist.
//!
//! In: the work tree. Out: tools in the tool folder, everything else under `target/`.
//! Nothing here knows what a topic, a lab or a Dockerfile is: that is asked of `layerwise`.

mod arguments;
mod arrows;
mod bench;
mod bench_build;
mod bench_lab;
mod bench_site;
mod bundle;
mod conformance;
mod dist;
#[cfg(unix)]
mod docker_conformance;
mod fuzz;
mod generated;
mod process;
mod project;
mod serve;
mod site;
mod size;
mod test;
mod tools;
mod version;

use std::process::ExitCode;

use arguments::Arguments;
use project::Project;

const HELP: &str = "\
Usage: cargo xtask <command>

  serve                 build the app, serve the course with live reload, print the address
    --port <number>       port to listen at (default the first free one from 4000)
    --base <path>         serve below this path, as a project page would: /some/repo/
    --content <folder>    course to serve (default content)
  test [step…]          everything that CI runs, or only the named steps
    --list                print the steps and stop
    --keep-going          run the other steps after one has failed
  size                  print the bytes that a reader's browser fetches
    --write               put the table into README.md too
  conformance [folder]  compare the simulator with the measured truth, write docs/conformance.md
                          (default LAYERWISE_TRUTH, then ../shared/truth)
  docker-conformance    compare the simulator with a Docker 20.10 that is started here;
                          prints SKIPPED where none can run
  fuzz [target…]        look for input that breaks the simulator, in the targets of tests/fuzz
    --seconds <number>    for each target (default 10)
  bench                 how long the simulator takes: tables, and ratios to the goals
    --goals               only the ratios
  bench-build           how long 100 and 1,000 topics take to build, beside mdBook
  bench-lab             how long typing in a lab takes in a Chromium with a slow CPU
  bench-site            what a reader waits for, beside mdBook with mdbook-quiz and Starlight
  dist                  put the two commands, the built course and a zip of it in target/dist
  tools                 install what the other commands need, and stop

Tools are installed in target/tools, or in the folder that LAYERWISE_TOOLS names.
LAYERWISE_QUICK=1 builds the app for `serve` and `test` in a fraction of the time, large and slow.
LAYERWISE_CHROMIUM names the browser for the end-to-end tests if it is not found by itself.
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    let project = Project::locate()?;
    match Arguments::read()? {
        Arguments::Help => print!("{HELP}"),
        Arguments::Serve(options) => serve::serve(&project, &options)?,
        Arguments::Test(options) => test::test(&project, &options)?,
        Arguments::Size(options) => size::size(&project, &options)?,
        Arguments::Conformance { truth } => conformance::conformance(&project, truth)?,
        #[cfg(unix)]
        Arguments::DockerConformance => docker_conformance::docker_conformance(&project)?,
        #[cfg(not(unix))]
        Arguments::DockerConformance => println!("SKIPPED: a Docker engine runs on Linux"),
        Arguments::Fuzz(options) => fuzz::fuzz(&project, &options)?,
        Arguments::BenchBuild => bench_build::bench_build(&project)?,
        Arguments::BenchLab => bench_lab::bench_lab(&project)?,
        Arguments::BenchSite => bench_site::bench_site(&project)?,
        Arguments::Bench(options) => bench::bench(&project, &options)?,
        Arguments::Dist => dist::dist(&project)?,
        Arguments::Tools => tools::ensure(&project, tools::ALL)?,
    }
    Ok(())
}
