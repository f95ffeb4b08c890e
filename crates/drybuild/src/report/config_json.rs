//! The OCI image config as JSON.

use std::fmt::Write;

use crate::image::{ContainerConfig, Healthcheck, ImageConfig};

/// The config without history and layers, indented by two blanks, empty fields left out.
#[must_use]
pub fn config_json(image: &ImageConfig) -> String {
    let mut fields = Vec::new();
    text(&mut fields, "author", &image.author);
    text(&mut fields, "architecture", &image.platform.architecture);
    text(&mut fields, "variant", &image.platform.variant);
    text(&mut fields, "os", &image.platform.os);
    fields.push(("config", container(&image.config, 2)));
    object(&fields, 0)
}

fn container(config: &ContainerConfig, indent: usize) -> String {
    let mut fields = Vec::new();
    text(&mut fields, "User", &config.user);
    let keys = |set: &std::collections::BTreeSet<String>| {
        let entries: Vec<_> = set
            .iter()
            .map(|key| (key.as_str(), "{}".to_owned()))
            .collect();
        object(&entries, indent + 2)
    };
    if !config.exposed_ports.is_empty() {
        fields.push(("ExposedPorts", keys(&config.exposed_ports)));
    }
    list(&mut fields, "Env", &config.env, indent);
    list(&mut fields, "Entrypoint", &config.entrypoint, indent);
    list(&mut fields, "Cmd", &config.cmd, indent);
    if let Some(check) = &config.healthcheck {
        fields.push(("Healthcheck", healthcheck(check, indent + 2)));
    }
    if config.args_escaped {
        fields.push(("ArgsEscaped", "true".to_owned()));
    }
    if !config.volumes.is_empty() {
        fields.push(("Volumes", keys(&config.volumes)));
    }
    text(&mut fields, "WorkingDir", &config.working_dir);
    list(&mut fields, "OnBuild", &config.on_build, indent);
    if !config.labels.is_empty() {
        let entries: Vec<_> = config
            .labels
            .iter()
            .map(|(key, value)| (key.as_str(), quoted(value)))
            .collect();
        fields.push(("Labels", object(&entries, indent + 2)));
    }
    text(&mut fields, "StopSignal", &config.stop_signal);
    list(&mut fields, "Shell", &config.shell, indent);
    object(&fields, indent)
}

fn healthcheck(check: &Healthcheck, indent: usize) -> String {
    let mut fields = Vec::new();
    list(&mut fields, "Test", &check.test, indent);
    for (name, value) in [
        ("Interval", check.interval_ns),
        ("Timeout", check.timeout_ns),
        ("StartPeriod", check.start_period_ns),
        ("StartInterval", check.start_interval_ns),
        ("Retries", check.retries),
    ] {
        if value != 0 {
            fields.push((name, value.to_string()));
        }
    }
    object(&fields, indent)
}

fn text<'a>(fields: &mut Vec<(&'a str, String)>, name: &'a str, value: &str) {
    if !value.is_empty() {
        fields.push((name, quoted(value)));
    }
}

fn list<'a>(fields: &mut Vec<(&'a str, String)>, name: &'a str, values: &[String], indent: usize) {
    if !values.is_empty() {
        let pad = " ".repeat(indent + 4);
        let lines: Vec<String> = values
            .iter()
            .map(|value| format!("{pad}{}", quoted(value)))
            .collect();
        fields.push((
            name,
            format!("[\n{}\n{}]", lines.join(",\n"), " ".repeat(indent + 2)),
        ));
    }
}

fn object(fields: &[(&str, String)], indent: usize) -> String {
    if fields.is_empty() {
        return "{}".to_owned();
    }
    let pad = " ".repeat(indent + 2);
    let lines: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{pad}{}: {value}", quoted(name)))
        .collect();
    format!("{{\n{}\n{}}}", lines.join(",\n"), " ".repeat(indent))
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                let _infallible = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_fields_are_left_out() {
        let mut image = ImageConfig::default();
        image.platform.os = "linux".to_owned();
        image.config.env = vec!["A=\"b\"".to_owned()];
        let expected = "{\n  \"os\": \"linux\",\n  \"config\": {\n    \"Env\": [\n      \"A=\\\"b\\\"\"\n    ]\n  }\n}";
        assert_eq!(config_json(&image), expected);
    }
}
