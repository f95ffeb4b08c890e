//! The terminal as a learner uses it; what single commands print is specified in `tests/suite/terminal`.

use super::*;

fn docker() -> Docker {
    let folder =
        ContextTree::default().with_file("Dockerfile", "FROM alpine\nARG V\nRUN echo $V > /v\n");
    Docker::default().with_folder(&folder)
}

#[test]
fn variables_folders_and_files_stay() {
    let mut docker = docker();
    docker.run("export V=7; mkdir sub; cd sub; echo hi > note");
    assert_eq!(
        docker.run("cat note; pwd; echo $V").stdout,
        "hi\n/home/you/app/sub\n7\n"
    );
}

#[test]
fn a_command_may_take_several_lines() {
    for (typed, complete) in [
        ("docker build .", true),
        ("docker build \\", false),
        ("docker build \\\n  .", true),
        ("echo 'a", false),
        ("echo 'a\nb'", true),
        ("docker build - <<'EOF'", false),
        ("docker build - <<'EOF'\nFROM alpine", false),
        ("docker build - <<'EOF'\nFROM alpine\nEOF", true),
        ("docker images |", false),
        ("for a in b; do", false),
        ("echo $(", false),
        ("echo )", true),
        ("# nothing", true),
    ] {
        assert_eq!(Docker::is_complete(typed), complete, "{typed}");
    }
}

#[test]
fn a_dockerfile_may_come_on_standard_input() {
    let mut docker = Docker::default();
    let built = docker.run("docker build -t a - <<'EOF'\nFROM alpine\nRUN echo here > /f\nEOF");
    assert_eq!(built.exit, Some(0), "{}", built.stderr);
    assert_eq!(docker.run("docker run --rm a cat /f").stdout, "here\n");
}

#[test]
fn docker_is_a_program_among_others() {
    let mut docker = docker();
    let built = docker.run("docker build -t app --build-arg V=7 .");
    assert_eq!(built.exit, Some(0), "{}", built.stderr);
    assert_eq!(
        docker
            .run("docker history --format '{{.CreatedBy}}' app | grep -c V")
            .stdout,
        "2\n"
    );
    assert_eq!(
        docker
            .run("docker run --rm app cat /v > v.txt && cat v.txt")
            .stdout,
        "7\n"
    );
}

#[test]
fn what_is_no_command_is_refused() {
    let mut docker = docker();
    let reply = docker.run("docker biuld .");
    assert_eq!(reply.exit, Some(1));
    assert!(
        reply.stderr.contains("Did you mean build?"),
        "{}",
        reply.stderr
    );
    assert_eq!(docker.run("docker build --sekret x .").exit, Some(1));
    assert_eq!(
        docker.run("docker run nothing/at/all:1 true | cat").exit,
        Some(0)
    );
}

#[test]
fn a_container_builder_sees_registries_only() {
    let mut docker = docker();
    docker.run("docker build -t base .");
    docker.run("docker buildx create --name ci --driver docker-container --use");
    docker.put(
        "Dockerfile",
        &ContextEntry::File {
            bytes: b"FROM base\nRUN cat /v\n".to_vec(),
            mode: 0o644,
        },
    );
    let alone = docker.run("docker build .");
    assert!(!alone.notes.iter().any(|note| note.contains("panic")));
    let pushed = docker.run(
        "docker tag base registry.example.test/base && docker push registry.example.test/base",
    );
    assert_eq!(pushed.exit, Some(0), "{}", pushed.stderr);
    docker.put(
        "Dockerfile",
        &ContextEntry::File {
            bytes: b"FROM registry.example.test/base\nRUN test -f /v\n".to_vec(),
            mode: 0o644,
        },
    );
    assert_eq!(docker.run("docker build .").exit, Some(0));
}

#[test]
fn the_classic_store_refuses_what_it_has_no_place_for() {
    let mut docker = docker().with_classic_store();
    for (flags, feature) in [
        ("--cache-to type=local,dest=cache", "Cache export"),
        ("--platform linux/amd64,linux/arm64", "Multi-platform build"),
        ("--provenance=mode=max", "Attestation"),
        ("--output type=oci,dest=app.tar", "OCI exporter"),
    ] {
        let reply = docker.run(&format!("docker build {flags} ."));
        assert_eq!(reply.exit, Some(1), "{flags}");
        let expected =
            format!("ERROR: failed to build: {feature} is not supported for the docker driver.\n");
        assert!(
            reply.stderr.starts_with(&expected),
            "{flags}: {}",
            reply.stderr
        );
    }
    for flags in ["--cache-to type=inline", "--provenance=false", ""] {
        assert_eq!(
            docker.run(&format!("docker build {flags} .")).exit,
            Some(0),
            "{flags}"
        );
    }
}
