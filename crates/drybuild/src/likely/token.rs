//! Tokens by the form that their issuers give them, and passwords in URLs.

/// Prefix, the least number of characters that follow, and what it is.
const FORMS: [(&str, usize, &str); 27] = [
    ("ghp_", 30, "GitHub token"),
    ("gho_", 30, "GitHub token"),
    ("ghu_", 30, "GitHub token"),
    ("ghs_", 30, "GitHub token"),
    ("ghr_", 30, "GitHub token"),
    ("github_pat_", 40, "GitHub token"),
    ("glpat-", 20, "GitLab token"),
    ("gldt-", 20, "GitLab token"),
    ("npm_", 30, "npm token"),
    ("pypi-", 30, "PyPI token"),
    ("xoxb-", 20, "Slack token"),
    ("xoxp-", 20, "Slack token"),
    ("xoxa-", 20, "Slack token"),
    ("xapp-", 20, "Slack token"),
    ("sk_live_", 20, "Stripe key"),
    ("rk_live_", 20, "Stripe key"),
    ("sk-ant-", 30, "API key"),
    ("sk-proj-", 30, "API key"),
    ("AKIA", 16, "AWS access key"),
    ("ASIA", 16, "AWS access key"),
    ("AIza", 35, "Google API key"),
    ("ya29.", 30, "Google token"),
    ("hf_", 30, "Hugging Face token"),
    ("dop_v1_", 40, "DigitalOcean token"),
    ("dckr_pat_", 20, "Docker token"),
    ("shpat_", 30, "Shopify token"),
    ("SG.", 40, "SendGrid key"),
];

/// What looks like a token in a text: what it is called, and the token.
pub(super) fn all(text: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    for (prefix, least, what) in FORMS {
        for (at, _) in text.match_indices(prefix) {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let rest = text.get(at..).unwrap_or_default();
            let token = run_of(rest, is_token_character);
            let body = token.get(prefix.len()..).unwrap_or_default();
            let is_upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
            let fits = !matches!(prefix, "AKIA" | "ASIA") || body.chars().all(is_upper);
            if body.len() >= least && fits && !before.is_some_and(is_token_character) {
                found.push((what.to_owned(), token));
            }
        }
    }
    found.extend(web_tokens(text));
    found.extend(private_keys(text));
    found.extend(passwords_in_urls(text));
    found
}

/// JSON web tokens: three parts in base64, the first two of which are JSON objects.
fn web_tokens(text: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("eyJ") {
        let token = run_of(text.get(at..).unwrap_or_default(), is_token_character);
        let parts: Vec<&str> = token.split('.').collect();
        if let [_, body, signature] = parts.as_slice()
            && body.starts_with("eyJ")
            && signature.len() >= 20
        {
            found.push(("JSON web token".to_owned(), token));
        }
    }
    found
}

fn private_keys(text: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    for (at, begin) in text.match_indices("-----BEGIN ") {
        let rest = text.get(at + begin.len()..).unwrap_or_default();
        let Some((title, body)) = rest.split_once("-----") else {
            continue;
        };
        let Some(end) = body
            .find("-----END ")
            .filter(|_| title.ends_with("PRIVATE KEY"))
        else {
            continue;
        };
        let body = body.get(..end).unwrap_or_default().trim();
        found.push(("private key".to_owned(), body));
    }
    found
}

/// The password of `scheme://user:password@host`.
fn passwords_in_urls(text: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    for (at, slashes) in text.match_indices("://") {
        let rest = text.get(at + slashes.len()..).unwrap_or_default();
        let authority = run_of(rest, |c| {
            !c.is_whitespace() && !matches!(c, '/' | '?' | '#' | '"' | '\'' | '`' | '<' | '>')
        });
        let Some((userinfo, _)) = authority.rsplit_once('@') else {
            continue;
        };
        let password = match userinfo.split_once(':') {
            Some((_, password)) => password,
            // A user alone that is long is a token: `https://<token>@host`.
            None if userinfo.len() >= 20 => userinfo,
            None => continue,
        };
        let is_reference = password.contains(['$', '{', '(']);
        let is_masked = password.chars().all(|c| matches!(c, '*' | 'x' | 'X' | '.'));
        if !password.is_empty() && !is_reference && !is_masked {
            found.push(("password in a URL".to_owned(), password));
        }
    }
    found
}

fn is_token_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

fn run_of(text: &str, is_in: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !is_in(c)).unwrap_or(text.len());
    let run = text.get(..end).unwrap_or_default();
    run.trim_end_matches('.')
}
