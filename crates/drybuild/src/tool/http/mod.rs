//! `curl` and `wget`: what they save and what they show. The facts are in `data/tools/curl.toml` and `wget.toml`.
//!
//! What a server answers is not known. It is taken not to repeat the credentials that it was sent, unless its address
//! says that it does (`/echo`, `httpbin`): everything else would make a leak of every download.

mod curl;
mod url;
mod wget;

pub(super) use curl::run as curl;
pub(super) use wget::run as wget;

use super::command::may_be;
use super::{absolute, write_unknown};
use crate::base64;
use crate::labelled::{Bytes, Certainty, Form};
use crate::shell::{Place, Process};

/// What services that repeat a request have in their addresses: httpbin's and Postman's, and the plain words.
const REPEATS: &[&str] = &[
    "echo",
    "httpbin",
    "/anything",
    "/headers",
    "/reflect",
    "/debug",
    "/whoami",
];

/// Saves or prints an answer of unknown content.
fn answer(process: &mut Process<'_>, url: &Bytes, saved: Option<&str>, sent: &[Bytes]) {
    let address = url.text().to_lowercase();
    let repeats = REPEATS.iter().any(|word| address.contains(word));
    let is_secret = sent
        .iter()
        .any(|value| value.whole_secrets().next().is_some());
    match saved {
        Some("/dev/null") => return,
        Some(path) if path != "-" => {
            write_unknown(process, path, 100_000, 0o644);
            if repeats {
                let place = Place::File(absolute(process, path));
                for value in sent {
                    may_be(process, value, &place);
                }
            }
        }
        _ => {
            if repeats {
                process.may_print(sent);
            } else {
                process.out(&Bytes::unknown("…\n", "what the server answers"));
            }
        }
    }
    if is_secret && !repeats {
        process.note(
            "what the server answers is not known: it is taken not to repeat what it was sent",
        );
    }
}

/// `Basic` and the base64 of `user:password`.
fn basic(credentials: &Bytes) -> Bytes {
    let encoded = base64::encode(credentials.data()).into_bytes();
    let mut value = Bytes::from("Basic ");
    value.push(&credentials.encoded_as(encoded, Form::Base64, Certainty::Certain));
    value
}
