//! Names of variables, arguments, labels and keys.

const WORDS: [&str; 23] = [
    "apikey",
    "apikeys",
    "auth",
    "authtoken",
    "cred",
    "credential",
    "credentials",
    "creds",
    "key",
    "keys",
    "pass",
    "passphrase",
    "passwd",
    "password",
    "passwords",
    "pat",
    "pw",
    "pwd",
    "pword",
    "secret",
    "secrets",
    "token",
    "tokens",
];

/// Ends of words that are written together: `githubtoken`, `dbpassword`.
const INSIDE: [&str; 6] = [
    "password",
    "passwd",
    "secret",
    "token",
    "apikey",
    "privatekey",
];

/// Words that say that the value only stands near a secret.
const HARMLESS: [&str; 18] = [
    "public",
    "file",
    "version",
    "path",
    "dir",
    "url",
    "uri",
    "host",
    "port",
    "name",
    "user",
    "username",
    "ttl",
    "length",
    "server",
    "fingerprint",
    "algorithm",
    "type",
];

/// Whether a name is that of a secret: BuildKit's rule `SecretsUsedInArgOrEnv`, more words, and other spellings
/// (`githubToken`, `db-password`, `//registry/:_authToken`).
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let words = words(name);
    let is_any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let is_inside = || {
        let mut words = words.iter();
        words.any(|word| INSIDE.iter().any(|part| word.ends_with(part)))
    };
    (is_any(&WORDS) || is_inside()) && !is_any(&HARMLESS)
}

/// Lower-case words between anything that is no letter or digit, and before capitals that follow small letters.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase()) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}
