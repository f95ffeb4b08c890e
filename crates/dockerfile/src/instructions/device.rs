use super::{csv, number, suggest};
use crate::letter_case::lower;

/// A value of `RUN --device`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Device {
    /// The device's name in CDI notation.
    pub name: String,
    /// Whether the build fails without it.
    pub required: bool,
}

impl Device {
    /// Reads the comma-separated value of the flag; an error is BuildKit's text.
    pub fn parse(value: &str) -> Result<Self, String> {
        let fields = csv::fields(value);
        let fields = fields.map_err(|error| format!("failed to parse csv devices: {error}"))?;
        let mut device = Self::default();
        for field in &fields {
            let (key, value) = match field.split_once('=') {
                Some((key, value)) => (lower(key), Some(value)),
                None => (lower(field), None),
            };
            match (key.as_str(), value) {
                ("required", None) => device.required = true,
                ("required", Some(value)) => {
                    device.required = number::boolean(value)
                        .ok_or_else(|| format!("invalid value for {key}: {value}"))?;
                }
                ("name", Some(_)) if !device.name.is_empty() => {
                    return Err(format!("device name already set to {}", device.name));
                }
                ("name", Some(value)) => value.clone_into(&mut device.name),
                _ if device.name.is_empty() => field.as_ref().clone_into(&mut device.name),
                (_, None) => {
                    return Err(format!("invalid field '{field}' must be a key=value pair"));
                }
                (_, Some(_)) => {
                    let message = format!("unexpected key '{key}' in '{field}'");
                    return Err(suggest::append(message, &key, &["name", "required"]));
                }
            }
        }
        Ok(device)
    }
}
