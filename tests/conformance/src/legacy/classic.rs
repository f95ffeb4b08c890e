//! The builds of a record by the classic builder.

use drybuild::legacy::{self, Engine, Image, LegacyBuild, PlaceKind, config_json, places};
use serde_json::{Value, json};

use super::{base, case, layer};

pub(super) fn answers(record: &Value, builds: &[&Value]) -> Value {
    let mut engine = Engine::offline(base::names());
    builds
        .iter()
        .map(|build| {
            let input = case::input(record, build);
            let built = legacy::build(&input, &mut engine);
            let mut out = outcome(&built, &engine);
            let names = case::markers(record);
            if !names.is_empty() {
                let found = places(&built, &engine, &input.secrets);
                let marks = found
                    .iter()
                    .map(|place| marker(names.get(place.secret), &place.kind));
                put(&mut out, "markers", marks.collect());
            }
            out
        })
        .collect()
}

fn outcome(built: &LegacyBuild, engine: &Engine) -> Value {
    let named = |text: &str| {
        let bases = engine.bases();
        bases.fold(text.to_owned(), |text, (short, name)| {
            text.replace(short, &format!("<base:{}>", base::recorded(name)))
        })
    };
    let mut out = json!({
        "exit": built.exit,
        "error": built.error,
        "stdout": named(&built.stdout),
        "stderr": named(&built.stderr),
    });
    let last = built.image.as_deref().unwrap_or_default();
    let others = engine.images().filter(|image| image.id != last);
    let ancestors = engine
        .images()
        .filter(|image| engine.is_ancestor(&image.id, last));
    put(
        &mut out,
        "left_behind",
        json!({
            "containers": engine.containers.len(),
            "intermediate_images": others.count(),
            "of_them_ancestors_of_the_image": ancestors.count(),
        }),
    );
    if let Some(image) = engine.image(last) {
        put(&mut out, "base", image.base.as_str().into());
        put(&mut out, "history", history(image));
        put(&mut out, "config", config_json(image));
        let layers = image.layers.iter().map(|changes| layer::layer(changes));
        put(&mut out, "layers", layers.collect());
    }
    out
}

fn history(image: &Image) -> Value {
    let mut sizes = image.layer_sizes.iter();
    let rows = image.own_history().iter().map(|row| {
        let size = if row.empty_layer {
            0
        } else {
            sizes.next().copied().unwrap_or_default()
        };
        json!({
            "created_by": row.created_by,
            "comment": row.comment,
            "size": if size == 0 { "zero" } else { "nonzero" },
            "empty_layer": row.empty_layer,
            "id": "image",
        })
    });
    rows.collect()
}

fn marker(name: Option<&String>, kind: &PlaceKind) -> Value {
    let mut out = match kind {
        PlaceKind::Log { stream, line } => json!({"sink": "log", "stream": stream, "line": line}),
        PlaceKind::History { created_by } => json!({"sink": "history", "created_by": created_by}),
        PlaceKind::Config { json_path } => json!({"sink": "config", "json_path": json_path}),
        PlaceKind::Layer {
            layer,
            path,
            is_visible,
        } => {
            json!({"sink": "layer", "layer": layer, "path": path, "visible": is_visible})
        }
        PlaceKind::IntermediateImage {
            step,
            is_ancestor,
            within,
        } => {
            json!({"sink": "intermediate-image", "step": step, "ancestor": is_ancestor, "where": within})
        }
        PlaceKind::Container { exit, within } => {
            json!({"sink": "container", "exit": exit, "where": within})
        }
    };
    put(
        &mut out,
        "marker",
        name.map_or(Value::Null, |name| name.as_str().into()),
    );
    out
}

fn put(out: &mut Value, key: &str, value: Value) {
    if let Some(fields) = out.as_object_mut() {
        fields.insert(key.to_owned(), value);
    }
}
