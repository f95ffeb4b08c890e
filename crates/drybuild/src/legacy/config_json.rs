//! The image config file as Docker 20.10 writes it for an image of the classic builder.

use serde_json::{Map, Value, json};

use super::engine::Image;
use crate::image::{ContainerConfig, Healthcheck};

/// The config file without times, history and layers: `container_config` holds the last step in pieces.
#[must_use]
pub fn config_json(image: &Image) -> Value {
    let mut file = json!({
        "architecture": image.config.platform.architecture,
        "config": container(&image.config.config, image.parent.as_deref()),
        "container_config": container(&image.container_config, image.parent.as_deref()),
        "docker_version": "20.10.24",
        "os": image.config.platform.os,
    });
    if let Some(fields) = file.as_object_mut() {
        if let Some(container) = &image.container {
            fields.insert("container".to_owned(), container.as_str().into());
        }
        if !image.config.author.is_empty() {
            fields.insert("author".to_owned(), image.config.author.as_str().into());
        }
    }
    file
}

fn container(config: &ContainerConfig, parent: Option<&str>) -> Value {
    let list = |values: &[String]| match values {
        [] => Value::Null,
        values => values.into(),
    };
    let keys = |set: &std::collections::BTreeSet<String>| {
        let keys: Map<String, Value> = set.iter().map(|key| (key.clone(), json!({}))).collect();
        keys
    };
    let mut out = json!({
        "Hostname": "",
        "Domainname": "",
        "User": config.user,
        "AttachStdin": false,
        "AttachStdout": false,
        "AttachStderr": false,
        "Tty": false,
        "OpenStdin": false,
        "StdinOnce": false,
        "Env": config.env,
        "Cmd": list(&config.cmd),
        "Image": parent.map(|id| format!("sha256:{id}")).unwrap_or_default(),
        "Volumes": if config.volumes.is_empty() { Value::Null } else { keys(&config.volumes).into() },
        "WorkingDir": config.working_dir,
        "Entrypoint": list(&config.entrypoint),
        "OnBuild": list(&config.on_build),
        "Labels": if config.labels.is_empty() { Value::Null } else { json!(config.labels) },
    });
    if let Some(fields) = out.as_object_mut() {
        let mut put = |name: &str, value: Value| _ = fields.insert(name.to_owned(), value);
        if !config.exposed_ports.is_empty() {
            put("ExposedPorts", keys(&config.exposed_ports).into());
        }
        if let Some(check) = &config.healthcheck {
            put("Healthcheck", healthcheck(check));
        }
        if !config.stop_signal.is_empty() {
            put("StopSignal", config.stop_signal.as_str().into());
        }
        if !config.shell.is_empty() {
            put("Shell", config.shell.as_slice().into());
        }
    }
    out
}

fn healthcheck(check: &Healthcheck) -> Value {
    let mut out = Map::new();
    out.insert("Test".to_owned(), check.test.as_slice().into());
    for (name, value) in [
        ("Interval", check.interval_ns),
        ("Timeout", check.timeout_ns),
        ("StartPeriod", check.start_period_ns),
        ("Retries", check.retries),
    ] {
        if value != 0 {
            out.insert(name.to_owned(), value.into());
        }
    }
    out.into()
}
