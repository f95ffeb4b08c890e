//! Files that tell hosts which headers to send. A host that knows none of them serves the course
//! as well: every page carries its policy itself. Only against being framed by another site does
//! nothing but a header help.

use crate::not_found;
use crate::site::Site;

/// Files for hosts, by their paths under the site's root. No browser asks for them.
pub(crate) const FILES: [&str; 4] = [HEADERS, APACHE, NGINX, NO_JEKYLL];

/// Netlify, Cloudflare Pages and others read it.
const HEADERS: &str = "_headers";

/// Apache reads it where the site's owner may say something.
const APACHE: &str = ".htaccess";

/// To be included in a configuration of nginx.
const NGINX: &str = "hosting/nginx.conf";

/// GitHub Pages serves files as they are where it finds it.
const NO_JEKYLL: &str = ".nojekyll";

/// What goes with every answer.
const ALWAYS: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// A file of the bundle has its hash in its address; anything else is asked for anew each time,
/// and answered with "not modified".
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK: &str = "no-cache";

/// Adds the files.
pub(crate) fn add(site: &mut Site) {
    site.add(HEADERS, headers());
    site.add(APACHE, apache());
    site.add(NGINX, nginx());
    site.add(NO_JEKYLL, "");
}

/// The policy of the pages, and that no other site shows them in a frame. The page for what is not
/// there comes with the same headers, so what stands in it is named by its hashes.
fn policy() -> String {
    let also = |policy: String, directive: &str, source: String| {
        policy.replace(directive, &format!("{directive} {source}"))
    };
    let policy = also(
        app::POLICY.to_owned(),
        "script-src 'self'",
        not_found::script_source(),
    );
    let policy = also(policy, "style-src 'self'", not_found::style_source());
    format!("{policy}; frame-ancestors 'self'")
}

fn headers() -> String {
    let mut text = format!("/*\n  Content-Security-Policy: {}\n", policy());
    for (name, value) in ALWAYS {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    text.push_str(&format!("  Cache-Control: {ASK}\n"));
    // Two rules for one header would be joined; the first is taken back.
    text.push_str(&format!(
        "/assets/*\n  ! Cache-Control\n  Cache-Control: {FOR_EVER}\n"
    ));
    text
}

fn apache() -> String {
    let mut text = "ErrorDocument 404 \"Page not found\"\n<IfModule mod_headers.c>\n".to_owned();
    text.push_str(&format!(
        "Header always set Content-Security-Policy \"{}\"\n",
        policy()
    ));
    for (name, value) in ALWAYS {
        text.push_str(&format!("Header always set {name} \"{value}\"\n"));
    }
    text.push_str(&format!(
        "Header set Cache-Control \"{ASK}\"\n\
         Header set Cache-Control \"{FOR_EVER}\" \"expr=%{{REQUEST_URI}} =~ m#/assets/#\"\n\
         </IfModule>\n\
         <IfModule mod_mime.c>\nAddType application/wasm .wasm\n</IfModule>\n"
    ));
    text
}

fn nginx() -> String {
    let mut text = "# Include this in the location that serves this folder:\n\
        #\n\
        #   location /course/ {\n\
        #       root /srv/www;\n\
        #       include /srv/www/course/hosting/nginx.conf;\n\
        #       error_page 404 /course/404.html;\n\
        #   }\n\
        \n\
        index index.html;\n\
        # Files that `layerwise build --precompress` has left.\n\
        gzip_static on;\n"
        .to_owned();
    text.push_str(&format!(
        "add_header Content-Security-Policy \"{}\" always;\n",
        policy()
    ));
    for (name, value) in ALWAYS {
        text.push_str(&format!("add_header {name} \"{value}\" always;\n"));
    }
    // `expires` leaves the headers above as they are; an `add_header` inside `if` would not.
    text.push_str("expires -1;\nif ($uri ~ /assets/[0-9a-f]+/) {\n    expires max;\n}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_forbids_other_sites_to_frame_a_page() {
        for text in [headers(), apache(), nginx()] {
            assert!(text.contains("default-src 'self';"), "{text}");
            assert!(text.contains("frame-ancestors 'self'"), "{text}");
            assert!(text.contains("nosniff"), "{text}");
            // Or the page for what is not there has neither a look nor a way home.
            let (script, style) = (not_found::script_source(), not_found::style_source());
            assert!(
                text.contains(&format!("script-src 'self' {script}")),
                "{text}"
            );
            assert!(
                text.contains(&format!("style-src 'self' {style}")),
                "{text}"
            );
        }
    }
}
