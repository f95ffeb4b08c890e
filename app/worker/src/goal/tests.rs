//! Each condition with a build that meets it and one that does not, and why not.

use lab_protocol::{
    Again, Change, Condition, ContextFile, Expected, Goal, MountAsked, Places, Scenario, Secret,
};

use super::judge;

fn scenario(dockerfile: &str, flags: &str) -> Scenario {
    Scenario {
        dockerfile: dockerfile.to_owned(),
        command: format!("docker build {flags} ."),
        files: ["app.py", "notes.txt"]
            .map(|path| ContextFile {
                path: path.to_owned(),
                text: format!("# {path}\n"),
            })
            .to_vec(),
        secrets: vec![Secret {
            name: "TOKEN".to_owned(),
            value: "demo-4711".to_owned(),
            file: Some("token.txt".to_owned()),
            env: None,
        }],
        ..Scenario::default()
    }
}

/// Why a scenario does not meet a condition; empty where it does.
fn why(condition: &Condition, scenario: &Scenario) -> String {
    let goal = Goal {
        text: String::new(),
        conditions: vec![condition.clone()],
    };
    let report = judge(scenario, &goal);
    let [only] = report.conditions.as_slice() else {
        panic!("{report:?}");
    };
    assert_eq!(only.is_met, only.why.is_empty(), "{only:?}");
    assert!(condition.text().ends_with('.'), "{condition:?}");
    only.why.clone()
}

#[track_caller]
fn check(condition: Condition, meets: (&str, &str), fails: (&str, &str), because: &str) {
    let met = why(&condition, &scenario(meets.0, meets.1));
    assert_eq!(met, "", "{condition:?} should hold");
    let unmet = why(&condition, &scenario(fails.0, fails.1));
    assert!(
        unmet.contains(because) && !unmet.is_empty(),
        "{condition:?}: {unmet}"
    );
}

fn text(text: &str) -> String {
    text.to_owned()
}

const PLAIN: (&str, &str) = ("FROM alpine\nRUN true\n", "");

#[test]
fn the_end_of_a_build() {
    let broken = ("FROM alpine\nRUNN true\n", "");
    check(
        Condition::Builds,
        PLAIN,
        broken,
        "unknown instruction: RUNN",
    );
    let fails = Condition::Fails(text("unknown instruction"));
    check(fails, broken, PLAIN, "ends well");
    let other = Condition::Fails(text("did not complete"));
    check(
        other,
        ("FROM alpine\nRUN exit 3\n", ""),
        broken,
        "unknown instruction: RUNN",
    );
    // A build that fails meets nothing else.
    check(Condition::Native, PLAIN, broken, "the build fails");
    check(
        Condition::Builds,
        PLAIN,
        ("FROM alpine\n", "--no-such-flag"),
        "no-such-flag",
    );
}

fn places(names: &[&str]) -> Places {
    Places {
        places: names.iter().map(|name| text(name)).collect(),
        secrets: Vec::new(),
        possible: true,
        what_if: false,
    }
}

#[test]
fn where_secrets_get_to() {
    let lent = (
        "FROM alpine\nRUN --mount=type=secret,id=t test -s /run/secrets/t\n",
        "--secret id=t,src=token.txt",
    );
    let argument = (
        "FROM alpine\nARG T\nRUN test -n $T\n",
        "--build-arg T=demo-4711",
    );
    check(
        Condition::Unreached(places(&[])),
        lent,
        argument,
        "TOKEN gets to",
    );
    let history = Condition::Unreached(places(&["image-history"]));
    check(history, lent, argument, "image-history");
    let image = Condition::Unreached(places(&["image"]));
    check(image, lent, argument, "TOKEN gets to image-");
    // The layers do not have it: only the history does.
    let layers = Condition::Unreached(places(&["image-layer", "image-layer-hidden"]));
    let written = (
        "FROM alpine\nARG T\nRUN echo $T > /key\n",
        "--build-arg T=demo-4711",
    );
    check(layers, argument, written, "/key");
    let reached = Condition::Reached(places(&["image-layer", "image-history"]));
    check(reached, written, argument, "image-layer is not reached");
    check(
        Condition::Reached(places(&[])),
        argument,
        PLAIN,
        "nothing is reached",
    );
}

#[test]
fn what_counts_as_reached() {
    // A program that nobody knows may do anything with what it is given.
    let unknown = scenario(
        "FROM alpine\nCOPY app.py /\nRUN --mount=type=secret,id=t,env=T /no/such/program $T; true\n",
        "--secret id=t,src=token.txt",
    );
    let asked = |possible, what_if| {
        Condition::Unreached(Places {
            possible,
            what_if,
            ..places(&[])
        })
    };
    let mut argument = scenario(
        "FROM alpine AS one\nARG T\nRUN echo $T > /key\nFROM alpine\nCOPY app.py /\n",
        "--target one --build-arg T=demo-4711",
    );
    assert_ne!(why(&asked(false, false), &argument), "");
    // Nothing of the stage is in this build.
    argument.command = text("docker build .");
    assert_eq!(why(&asked(true, true), &argument), "");
    let other_secret = Condition::Unreached(Places {
        secrets: vec![text("OTHER")],
        ..places(&[])
    });
    assert_eq!(why(&other_secret, &unknown), "");
}

#[test]
fn what_the_image_holds() {
    let two = ("FROM alpine\nRUN touch /a\nRUN touch /b\n", "");
    let one = ("FROM alpine\nRUN touch /a /b\n", "");
    check(Condition::MaxAddedLayers(1), one, two, "there are 2");
    check(
        Condition::MaxLayers(1),
        ("FROM scratch\nCOPY app.py /\n", ""),
        two,
        "there are",
    );
    let large = ("FROM scratch\nCOPY . /\n", "");
    let small = ("FROM scratch\nCOPY app.py /\n", "");
    check(Condition::MaxSize(9), small, large, "they hold");
    check(Condition::HasPath(text("/app.py")), large, two, "not there");
    check(
        Condition::LacksPath(text("/notes.txt")),
        small,
        large,
        "is there",
    );
    let removed = ("FROM alpine\nCOPY . /\nRUN rm /notes.txt\n", "");
    check(
        Condition::LacksPath(text("/notes.txt")),
        removed,
        large,
        "is there",
    );
    check(
        Condition::NoLayerHas(text("/notes.txt")),
        small,
        removed,
        "layer",
    );
}

#[test]
fn what_stands_beside_the_layers() {
    let user = ("FROM alpine\nUSER app\n", "");
    let config = text("\"User\":\"app\"");
    check(
        Condition::ConfigHas(config.clone()),
        user,
        PLAIN,
        "not there",
    );
    check(Condition::ConfigLacks(config), PLAIN, user, "is there");
    check(
        Condition::HistoryHas(text("USER app")),
        user,
        PLAIN,
        "no entry",
    );
    check(
        Condition::HistoryLacks(text("USER app")),
        PLAIN,
        user,
        "an entry",
    );
    let pushed = (PLAIN.0, "-t r/i --push --provenance=mode=max --sbom=true");
    check(
        Condition::Provenance(text("max")),
        pushed,
        PLAIN,
        "it is min",
    );
    check(
        Condition::Provenance(text("none")),
        (PLAIN.0, "--provenance=false"),
        pushed,
        "it is max",
    );
    check(Condition::Sbom(true), pushed, PLAIN, "there is none");
    check(Condition::Sbom(false), PLAIN, pushed, "there is one");
    let scan = "ARG BUILDKIT_SBOM_SCAN_STAGE=true\nRUN true > /out\n";
    let scanned = format!("FROM alpine AS page\n{scan}FROM alpine\nCOPY --from=page /out /out\n");
    let unscanned = scanned.replace("=true", "=false");
    check(
        Condition::SbomScans(text("page")),
        (scanned.as_str(), "--push -t r/i --sbom=true"),
        (unscanned.as_str(), "--push -t r/i --sbom=true"),
        "the last stage alone",
    );
    let exported = (PLAIN.0, "--cache-to type=local,dest=c,mode=max");
    check(
        Condition::CacheExport(text("max")),
        exported,
        PLAIN,
        "no cache",
    );
    check(
        Condition::CacheExport(text("min")),
        (PLAIN.0, "--cache-to type=local,dest=c"),
        exported,
        "max",
    );
}

#[test]
fn which_steps_there_are() {
    check(
        Condition::Runs(text("touch /a")),
        ("FROM alpine\nRUN touch /a\n", ""),
        PLAIN,
        "no step",
    );
    let mount = |kind: &str, name: &str| {
        Condition::Mounts(MountAsked {
            kind: text(kind),
            name: text(name),
        })
    };
    let cached = (
        "FROM alpine\nRUN --mount=type=cache,id=c,target=/var/c true\n",
        "",
    );
    for name in ["", "c", "/var/c"] {
        check(mount("cache", name), cached, PLAIN, "no step");
    }
    let secret = (
        "FROM alpine\nRUN --mount=type=secret,id=t,env=T true\n",
        "--secret id=t,src=token.txt",
    );
    check(mount("secret", "t"), secret, cached, "no step");
    check(
        mount("bind", "/b"),
        ("FROM alpine\nRUN --mount=target=/b true\n", ""),
        cached,
        "no step",
    );
    let stages = "FROM alpine AS test\nRUN true\nFROM alpine AS app\nRUN touch /a\n";
    let built = Condition::StageBuilt(text("test"));
    check(built, (stages, "--target test"), (stages, ""), "it is not");
    let not_built = Condition::StageNotBuilt(text("test"));
    check(
        not_built.clone(),
        (stages, ""),
        (stages, "--target test"),
        "it is built",
    );
    check(not_built, (stages, ""), PLAIN, "no such stage");
}

#[test]
fn what_checks_and_platforms_say() {
    let shell_form = ("FROM alpine\nCMD ls\n", "");
    let rule =
        |rules: &[&str]| Condition::NoWarnings(rules.iter().map(|rule| text(rule)).collect());
    check(rule(&[]), PLAIN, shell_form, "JSONArgsRecommended");
    check(
        rule(&["JSONArgsRecommended"]),
        PLAIN,
        shell_form,
        "JSONArgsRecommended",
    );
    let other = ("FROM alpine\nMAINTAINER me\n", "");
    check(
        rule(&["JSONArgsRecommended"]),
        other,
        shell_form,
        "JSONArgsRecommended",
    );
    let arm = Condition::Platform(text("linux/arm64"));
    let both = (PLAIN.0, "--platform linux/amd64,linux/arm64");
    check(arm, both, PLAIN, "linux/amd64 only");
    let cross = (
        "FROM --platform=$BUILDPLATFORM alpine AS b\nRUN touch /a\nFROM alpine\nCOPY --from=b /a /\n",
        both.1,
    );
    check(Condition::Native, cross, both, "RUN true");
}

const INSTALL: &str =
    "FROM python:3.13-slim\nCOPY notes.txt /\nRUN pip install flask\nCOPY app.py /\n";
const COPY_FIRST: &str = "FROM python:3.13-slim\nCOPY . /\nRUN pip install flask\n";

#[test]
fn the_build_after_a_change() {
    let again = |change: &Change, expected| {
        Condition::Again(Box::new(Again {
            change: change.clone(),
            expected,
        }))
    };
    let edit = Change {
        edit: vec![text("app.py")],
        ..Change::default()
    };
    let (good, bad) = ((INSTALL, ""), (COPY_FIRST, ""));
    let cached = again(&edit, Expected::Cached(text("pip install")));
    check(cached, good, bad, "`[3/3] RUN pip install flask` runs");
    check(again(&edit, Expected::NoDownload), good, bad, "pip install");
    let runs = again(&edit, Expected::Runs(text("pip install")));
    check(runs, bad, good, "it does not");
    let all = again(&edit, Expected::AllCached);
    check(
        all,
        ("FROM alpine\nCOPY notes.txt /\n", ""),
        good,
        "COPY app.py",
    );
    let unnamed = again(&edit, Expected::Cached(text("npm ci")));
    check(
        unnamed,
        ("FROM node:22\nRUN npm ci || true\n", ""),
        good,
        "no step has",
    );
    let nothing = Change::default();
    check(
        again(&nothing, Expected::AllCached),
        good,
        (INSTALL, "--no-cache"),
        "without the cache",
    );
    let gone = Change {
        edit: vec![text("gone.py")],
        ..Change::default()
    };
    assert!(why(&again(&gone, Expected::NoDownload), &scenario(INSTALL, "")).contains("gone.py"));
}

#[test]
fn machines_and_values_change() {
    let again = |change: Change, expected| Condition::Again(Box::new(Again { change, expected }));
    let fresh = Change {
        fresh: true,
        ..Change::default()
    };
    let travels = (
        INSTALL,
        "--cache-to type=gha,mode=max --cache-from type=gha",
    );
    let registry = (
        INSTALL,
        "-t r.example/app --cache-to type=registry,ref=r.example/cache,mode=max --cache-from type=registry,ref=r.example/cache",
    );
    let cached = again(fresh.clone(), Expected::Cached(text("pip install")));
    check(cached.clone(), registry, (INSTALL, ""), "nothing before");
    // Outside of GitHub Actions that cache is left out.
    assert_ne!(why(&cached, &scenario(travels.0, travels.1)), "");
    let rotate = Change {
        rotate: vec![text("TOKEN")],
        ..Change::default()
    };
    // A secret's value is in no cache key; a build argument's is.
    check(
        again(rotate, Expected::AllCached),
        (
            "FROM alpine\nRUN --mount=type=secret,id=t cat /run/secrets/t > /dev/null\n",
            "--secret id=t,src=token.txt",
        ),
        ("FROM alpine\nARG T\nRUN true\n", "--build-arg T=demo-4711"),
        "T",
    );
    let write = Change {
        write: vec![ContextFile {
            path: text("new.txt"),
            text: text("new\n"),
        }],
        ..Change::default()
    };
    check(
        again(write, Expected::AllCached),
        (INSTALL, ""),
        ("FROM alpine\nCOPY . /\n", ""),
        "new.txt",
    );
}
