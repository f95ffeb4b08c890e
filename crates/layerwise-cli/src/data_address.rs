use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Bytes as an address: `data:image/svg+xml;base64,…`.
pub(crate) fn data_address(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", STANDARD.encode(bytes))
}
