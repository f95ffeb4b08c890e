//! The pages about a learner's work: progress, review, and the results of a class.

use anyhow::Result;
use app::{Desk, DeskData, LabEntry, escape};
use course::{Course, Segment, Topic};
use lab_protocol::Exercise;

use crate::module_page::ModulePage;
use crate::site::Site;

/// All of them, in the order of their links.
const PAGES: [Desk; 3] = [Desk::Progress, Desk::Review, Desk::Results];

/// Adds the pages to a site.
///
/// # Errors
/// Never in practice: the outline can always be written as JSON.
pub(crate) fn add(
    site: &mut Site,
    course: &Course,
    topics: &[Topic],
    build: &str,
    assets: &str,
) -> Result<()> {
    for page in PAGES {
        let data = DeskData {
            build: build.to_owned(),
            page,
            course: course.clone(),
            labs: labs(course, topics),
        };
        let json = serde_json::to_string(&data)?.replace('<', "\\u003c");
        let html = document(course, page, &json, &format!("../{assets}"));
        site.add(format!("{}index.html", page.folder()), html);
    }
    Ok(())
}

/// A page. It has the desk's module alone, and not the app; without JavaScript it says that it
/// needs it.
fn document(course: &Course, page: Desk, json: &str, assets: &str) -> String {
    let name = escape(&course.title);
    let title = page.title();
    let link = |other: Desk| {
        let here = if other == page {
            " aria-current=\"page\""
        } else {
            ""
        };
        let (folder, title) = (other.folder(), other.title());
        format!("<li><a href=\"../{folder}\"{here}>{title}</a></li>\n")
    };
    let links: String = PAGES.into_iter().map(link).collect();
    let body = format!(
        r##"<a class="skip-link" href="#main">Skip to the text</a>
<header class="desk-head">
<a class="desk-course" href="../">{name}</a>
<nav aria-label="Your work">
<ul>
{links}</ul>
</nav>
</header>
<main id="main" class="desk" tabindex="-1">
<h1>{title}</h1>
<p class="desk-scripts">This page needs JavaScript: what it shows is kept in your browser, and nowhere else.</p>
<div id="desk"></div>
</main>
<script type="application/json" id="page">{json}</script>
"##
    );
    ModulePage {
        title,
        about: about(page),
        module: "desk",
        is_listed: true,
        body: &body,
    }
    .html(course, assets)
}

/// What a page is for, in a sentence.
fn about(page: Desk) -> &'static str {
    match page {
        Desk::Progress => "What you have read and answered in this course, and what is left.",
        Desk::Review => "The questions that are to be answered again today.",
        Desk::Results => "The result files of a class as tables, read in the browser alone.",
    }
}

/// The labs that have a goal, in reading order.
fn labs(course: &Course, topics: &[Topic]) -> Vec<LabEntry> {
    let mut labs = Vec::new();
    for meta in course.chapters.iter().flat_map(|chapter| &chapter.topics) {
        let topic = topics.iter().find(|topic| topic.id == meta.id);
        for segment in topic.into_iter().flat_map(|topic| &topic.segments) {
            let Segment::Lab(lab) = segment else { continue };
            let exercise = serde_json::from_str::<Exercise>(&lab.data);
            if exercise.is_ok_and(|exercise| exercise.goal.is_some()) {
                labs.push(LabEntry {
                    topic: meta.id.clone(),
                    id: lab.id.clone(),
                    title: lab.title.clone(),
                });
            }
        }
    }
    labs
}

#[cfg(test)]
mod tests {
    use app::{Desk, DeskData};
    use course::Segment;

    use super::{PAGES, labs};
    use crate::sample;

    fn page(page: Desk) -> String {
        let site = sample::site();
        let file = site.file(&format!("{}index.html", page.folder()));
        String::from_utf8(file.expect("the page").to_vec()).expect("text")
    }

    #[test]
    fn each_needs_no_app_and_says_what_it_needs() {
        for desk in PAGES {
            let html = page(desk);
            assert!(
                html.contains("desk-boot.js") && !html.contains("/app.js"),
                "{html}"
            );
            assert!(html.contains("needs JavaScript"));
            assert!(!html.contains("style=") && !html.contains("<script>"));
            assert_eq!(html.matches("aria-current").count(), 1);
        }
    }

    #[test]
    fn each_carries_the_outline_of_its_build() {
        let html = page(Desk::Review);
        let json = html
            .split_once("id=\"page\">")
            .and_then(|(_, rest)| rest.split_once("</script>"));
        let data: DeskData = serde_json::from_str(json.expect("data").0).expect("JSON");
        let site = sample::site();
        let stamp = site.file("layerwise.json").expect("the stamp");
        assert!(String::from_utf8_lossy(stamp).contains(&data.build));
        assert_eq!(data.course, sample::course().0);
        assert_eq!(data.page, Desk::Review);
    }

    #[test]
    fn only_labs_with_a_goal_are_named() {
        let (course, mut topics) = sample::course();
        assert!(labs(&course, &topics).is_empty());
        for segment in topics.iter_mut().flat_map(|topic| &mut topic.segments) {
            if let Segment::Lab(lab) = segment {
                lab.data = lab
                    .data
                    .replacen('{', r#"{"goal":{"conditions":["native"]},"#, 1);
            }
        }
        let named = labs(&course, &topics);
        let seen: Vec<_> = named
            .iter()
            .map(|lab| (lab.topic.as_str(), lab.id.as_str()))
            .collect();
        assert_eq!(seen, [("arg-secrets", "arg")]);
    }
}
