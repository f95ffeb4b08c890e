use app::escape;
use course::Course;

/// The page for addresses that lead nowhere. A host shows it at any depth, so it refers to no
/// other file, not even to a style sheet.
pub(crate) fn document(course: &Course) -> String {
    let language = escape(&course.language);
    let title = escape(&course.title);
    format!(
        r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Page not found · {title}</title>
</head>
<body>
<main>
<h1>Page not found</h1>
<p>“{title}” has no page at this address. Go back, or shorten the address up to the course’s own
folder to come to its first page.</p>
</main>
</body>
</html>
"#
    )
}
