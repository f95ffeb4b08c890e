//! An image config as the OCI specification names its fields.

use std::collections::BTreeSet;

use drybuild::image::{ContainerConfig, Healthcheck, ImageConfig};
use serde_json::{Map, Value, json};

use crate::record::object;

/// The record `image`.
pub(super) fn answer(image: &ImageConfig) -> Value {
    let history: Vec<Value> = image
        .history
        .iter()
        .map(|h| json!({ "created_by": h.created_by, "comment": h.comment, "empty_layer": h.empty_layer }))
        .collect();
    let rootfs = json!({ "type": "layers", "diff_ids": image.diff_ids });
    let mut record = object([
        ("architecture", json!(image.platform.architecture)),
        ("os", json!(image.platform.os)),
        ("config", container(&image.config)),
        ("history", history.into()),
        ("rootfs", rootfs),
    ]);
    for (key, value) in [
        ("variant", &image.platform.variant),
        ("author", &image.author),
    ] {
        if !value.is_empty() {
            record.insert(key.to_owned(), json!(value));
        }
    }
    record.into()
}

fn container(config: &ContainerConfig) -> Value {
    let set = |names: &BTreeSet<String>| -> Value {
        names
            .iter()
            .map(|name| (name.clone(), json!({})))
            .collect::<Map<_, _>>()
            .into()
    };
    json!({
        "User": config.user,
        "ExposedPorts": set(&config.exposed_ports),
        "Env": config.env,
        "Entrypoint": config.entrypoint,
        "Cmd": config.cmd,
        "Volumes": set(&config.volumes),
        "WorkingDir": config.working_dir,
        "Labels": config.labels,
        "StopSignal": config.stop_signal,
        "Healthcheck": config.healthcheck.as_ref().map(health),
        "Shell": config.shell,
        "OnBuild": config.on_build,
        "ArgsEscaped": config.args_escaped,
    })
}

fn health(health: &Healthcheck) -> Value {
    let mut record = Map::new();
    record.insert("Test".to_owned(), json!(health.test));
    let numbers = [
        ("Interval", health.interval_ns),
        ("Timeout", health.timeout_ns),
        ("StartPeriod", health.start_period_ns),
        ("StartInterval", health.start_interval_ns),
        ("Retries", health.retries),
    ];
    for (key, number) in numbers.into_iter().filter(|(_, n)| *n != 0) {
        record.insert(key.to_owned(), number.into());
    }
    record.into()
}
