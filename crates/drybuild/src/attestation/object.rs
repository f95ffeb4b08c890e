//! JSON objects as Go's `omitempty` writes them: what is empty, zero or false is left out.

use serde_json::{Map, Value};

/// An object that grows in order.
#[derive(Debug, Default)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    /// Any value, also an empty one.
    pub(super) fn always(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// A value that is there.
    pub(super) fn some(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.always(key, value),
            None => self,
        }
    }

    pub(super) fn text(self, key: &str, value: &str) -> Self {
        self.some(key, Some(value).filter(|value| !value.is_empty()))
    }

    pub(super) fn flag(self, key: &str, value: bool) -> Self {
        self.some(key, Some(value).filter(|value| *value))
    }

    pub(super) fn number(self, key: &str, value: i64) -> Self {
        self.some(key, Some(value).filter(|value| *value != 0))
    }

    pub(super) fn list(
        self,
        key: &str,
        values: impl IntoIterator<Item = impl Into<Value>>,
    ) -> Self {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        self.some(key, Some(values).filter(|values| !values.is_empty()))
    }

    /// An object that is left out when it is empty.
    pub(super) fn object(self, key: &str, value: Self) -> Self {
        self.some(key, Some(value).filter(|value| !value.0.is_empty()))
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}
