//! # SecretsUsedInArgOrEnv
//!
//! ## What
//! The name of an `ARG` or `ENV` looks like that of a secret. Only the name is looked at, never the value.
//!
//! ## Why
//! Both stay in the image: `ENV` in its config, `ARG` in its history.
//!
//! ## Example
//! ```dockerfile
//! ARG AWS_SECRET_ACCESS_KEY
//! RUN aws s3 cp s3://bucket/x .
//! ```
//!
//! ## Instead
//! ```dockerfile
//! RUN --mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 cp s3://bucket/x .
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/secrets-used-in-arg-or-env/>

use super::Rule;
use crate::quote::quote;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "SecretsUsedInArgOrEnv",
    description: "Sensitive data should not be used in the ARG or ENV commands",
    url: "https://docs.docker.com/go/dockerfile/rule/secrets-used-in-arg-or-env/",
    experimental: false,
    source: include_str!("secrets_used_in_arg_or_env.rs"),
};

/// What is reported.
pub(crate) fn detail(instruction: &str, key: &str) -> String {
    format!(
        "Do not use ARG or ENV instructions for sensitive data ({instruction} {})",
        quote(key)
    )
}

const SECRET_WORDS: [&str; 10] = [
    "apikey",
    "auth",
    "credential",
    "credentials",
    "key",
    "password",
    "pword",
    "passwd",
    "secret",
    "token",
];
const HARMLESS_WORDS: [&str; 3] = ["public", "file", "version"];

/// Whether a word of the name, between underscores, is one of a secret and none says otherwise.
pub(crate) fn applies(key: &str) -> bool {
    let words: Vec<String> = key.split('_').map(str::to_lowercase).collect();
    let any = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    any(&SECRET_WORDS) && !any(&HARMLESS_WORDS)
}
