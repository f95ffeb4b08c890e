use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::live_reload;
use crate::site::Site;

/// Answers as plain static hosts do: files by their path, folders by their index, and 404.html
/// for all else.
pub(super) fn answer(site: &Site, base: &str, path: &str) -> Response {
    let Some(path) = path.strip_prefix(base) else {
        let to = if path.trim_end_matches('/') == base.trim_end_matches('/') || path == "/" {
            Some(base.to_owned())
        } else {
            None
        };
        return to.map_or_else(|| missing(site), redirect);
    };
    if path.is_empty() || path.ends_with('/') {
        let index = format!("{path}index.html");
        return match site.file(&index) {
            Some(bytes) => found(StatusCode::OK, &index, base, bytes),
            None => missing(site),
        };
    }
    match site.file(path) {
        Some(bytes) => found(StatusCode::OK, path, base, bytes),
        None if site.file(&format!("{path}/index.html")).is_some() => {
            redirect(format!("{base}{path}/"))
        }
        None => missing(site),
    }
}

fn found(status: StatusCode, path: &str, base: &str, bytes: &[u8]) -> Response {
    let body = if path.ends_with(".html") && status == StatusCode::OK {
        live_reload::injected(bytes, base)
    } else {
        bytes.to_vec()
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(path)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn missing(site: &Site) -> Response {
    let page = site.file("404.html").unwrap_or_default();
    found(StatusCode::NOT_FOUND, "404.html", "/", page)
}

fn redirect(to: String) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    if let Ok(to) = HeaderValue::from_str(&to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
