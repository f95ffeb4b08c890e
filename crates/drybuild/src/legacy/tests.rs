use super::*;

fn built(dockerfile: &str, engine: &mut Engine) -> LegacyBuild {
    build(&Input::new(dockerfile), engine)
}

#[test]
fn every_step_is_an_image_and_a_second_build_uses_them() {
    let mut engine = Engine::default();
    let dockerfile = "FROM alpine\nENV A=1\nRUN echo $A > /a\n";
    let first = built(dockerfile, &mut engine);
    assert_eq!(engine.images().count(), 2);
    assert!(first.steps.iter().all(|step| !step.is_cached));
    let second = built(dockerfile, &mut engine);
    assert_eq!(second.image, first.image);
    assert_eq!(engine.images().count(), 2);
}

#[test]
fn a_failed_step_leaves_its_container() {
    let mut engine = Engine::default();
    let input = Input {
        options: crate::options::BuildOptions {
            build_args: vec![("T".to_owned(), "s3cret-4711".to_owned())],
            ..Default::default()
        },
        secrets: vec![b"s3cret-4711".to_vec()],
        ..Input::new("FROM alpine\nARG T\nRUN echo $T > /t; exit 4\n")
    };
    let failed = build(&input, &mut engine);
    assert_eq!(failed.exit, 4);
    let found = places(&failed, &engine, &input.secrets);
    let within = ["Config.Env[1]", "file:/t"].map(str::to_owned).into();
    let exit = Some(4);
    assert!(found.iter().any(|place| place.kind
        == PlaceKind::Container {
            exit,
            within: Vec::clone(&within)
        }));
}
