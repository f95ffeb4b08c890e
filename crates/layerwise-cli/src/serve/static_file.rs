use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::live_reload;
use crate::site::Site;

/// Answers as plain static hosts do: files by their path, folders by their index, and 404.html
/// for all else.
pub(super) fn answer(site: &Site, base: &str, path: &str) -> Response {
    let Some(path) = path.strip_prefix(base) else {
        let is_meant = path == "/" || base.strip_suffix('/') == Some(path);
        return if is_meant {
            redirect(base.to_owned())
        } else {
            missing(site)
        };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn it_answers_as_a_static_host_does() {
        let site = sample::site();
        let answered = |path: &str| {
            let response = answer(&site, "/some/repo/", path);
            let location = response.headers().get(header::LOCATION);
            let location = location.map(|to| to.to_str().expect("text").to_owned());
            (response.status().as_u16(), location)
        };
        let to = |path: &str| (308, Some(path.to_owned()));
        for (path, expected) in [
            ("/some/repo/", (200, None)),
            ("/some/repo/buildkit/", (200, None)),
            ("/some/repo/buildkit/topic.json", (200, None)),
            ("/some/repo/buildkit", to("/some/repo/buildkit/")),
            ("/some/repo", to("/some/repo/")),
            ("/", to("/some/repo/")),
            ("/some/repo/nowhere/", (404, None)),
            ("/elsewhere/", (404, None)),
        ] {
            assert_eq!(answered(path), expected, "{path}");
        }
    }

    #[test]
    fn only_pages_listen_for_changes() {
        let page = live_reload::injected(b"<body>x</body>", "/base/");
        assert_eq!(
            String::from_utf8_lossy(&page),
            "<body>x<script src=\"/base/layerwise/reload.js\"></script>\n</body>"
        );
        assert_eq!(kind("a/b.wasm"), "application/wasm");
        assert_eq!(kind("LICENCE"), "application/octet-stream");
    }
}
