/// A value of `RUN --device`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Device {
    /// The device's name in CDI notation.
    pub name: String,
    /// Whether the build fails without it.
    pub required: bool,
}
