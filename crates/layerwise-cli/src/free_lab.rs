//! The free lab: one that starts from nothing, from any lab of the course, or from a reader's own files.

use app::escape;
use course::{Course, Segment, Topic};
use lab_protocol::{Exercise, Scenario};

use crate::module_page::ModulePage;

/// Its folder under the site's root.
pub(crate) const FOLDER: &str = "lab/";

/// The id of the lab on it.
const ID: &str = "free";

/// The page. It has the lab's module alone, and not the app: the lab is all that there is to it. The result depends on
/// the input alone; it never fails.
pub(crate) fn document(course: &Course, topics: &[Topic], assets: &str) -> String {
    let title = escape(&course.title);
    let assets = format!("../{assets}");
    // A struct with text keys: serialisation has nothing that could fail.
    let data = serde_json::to_string(&nothing()).unwrap_or_default();
    let bench = lab::prerendered(ID, &data);
    let data = data.replace('<', "\\u003c");
    let starts = starts(course, topics);
    let body = format!(
        r##"<a class="skip-link" href="#main">Skip to the lab</a>
<main id="main" class="free-lab" tabindex="-1">
<nav aria-label="Breadcrumbs"><a href="../">{title}</a></nav>
<h1>Free lab</h1>
<p>Write a Dockerfile, choose your own files, or start from a lab of the course.
Nothing is run, and nothing leaves this page.</p>
<details class="free-lab-starts">
<summary>Start from a lab of the course</summary>
{starts}</details>
<section class="lab" id="lab-{ID}" data-lab="{ID}" data-near aria-label="Free lab">
<div class="lab-bench">{bench}</div>
<script type="application/json" class="lab-data">{data}</script>
</section>
</main>
"##
    );
    ModulePage {
        title: "Free lab",
        about: "A lab that starts from nothing, from any lab of the course, or from your own files.",
        module: "lab",
        is_listed: true,
        body: &body,
    }
    .html(course, &assets)
}

fn nothing() -> Exercise {
    Exercise {
        start: Scenario {
            dockerfile: "FROM alpine\nCOPY hello.txt /\nRUN cat /hello.txt\n".to_owned(),
            files: vec![lab_protocol::ContextFile {
                path: "hello.txt".to_owned(),
                text: "hello\n".to_owned(),
            }],
            command: "docker build -t mine .".to_owned(),
            ..Scenario::default()
        },
        ..Exercise::default()
    }
}

/// A list of the course's labs, in reading order; each link holds a whole lab.
fn starts(course: &Course, topics: &[Topic]) -> String {
    let mut html = String::from("<ul>\n");
    let order = course.chapters.iter().flat_map(|chapter| &chapter.topics);
    for meta in order {
        let Some(topic) = topics.iter().find(|topic| topic.id == meta.id) else {
            continue;
        };
        for segment in &topic.segments {
            let Segment::Lab(one) = segment else { continue };
            let Ok(exercise) = serde_json::from_str::<Exercise>(&one.data) else {
                continue;
            };
            let packed = lab_worker::pack(&exercise.start).text;
            let (title, topic) = (escape(&one.title), escape(&meta.title));
            let item = format!(
                "<li><a href=\"#lab={ID}:{packed}\">{title}</a> <span>{topic}</span></li>\n"
            );
            html.push_str(&item);
        }
    }
    html.push_str("</ul>\n");
    html
}

#[cfg(test)]
mod tests {
    use crate::sample::site;

    #[test]
    fn it_offers_every_lab_and_needs_no_app() {
        let site = site();
        let page = site.file("lab/index.html").expect("the page");
        let page = String::from_utf8(page.to_vec()).expect("text");
        assert!(page.contains("FROM alpine"), "{page}");
        assert!(page.contains("#lab=free:"), "{page}");
        assert!(page.contains("lab-boot.js") && !page.contains("app.js"));
        assert!(!page.contains("style=") && !page.contains("<script>"));
    }
}
