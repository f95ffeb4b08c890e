use course::{Chapter, Term, Topic};
use leptos::prelude::*;

use super::answer_key::AnswerKey;
use super::chapter::PrintedChapter;
use super::contents::PrintedContents;
use super::glossary::PrintedGlossary;
use crate::context::course;

/// Cover, contents, chapters and, for whoever wants it, the answers.
#[component]
pub(crate) fn Sheet(
    /// The chapters to print.
    chapters: Vec<Chapter>,
    /// All topics of the course.
    topics: Vec<Topic>,
    /// All terms of its glossary.
    terms: Vec<Term>,
    /// Where the course is found, if that is known.
    url: Option<String>,
) -> impl IntoView {
    let course = course();
    let printed: Vec<_> = chapters
        .iter()
        .map(|chapter| view! { <PrintedChapter chapter=chapter.clone() topics=topics.clone()/> })
        .collect();
    view! {
        <main class="sheet">
            <p class="sheet-options">
                "This page is made for paper: print it, or save it as a PDF. "
                <label>
                    <input type="checkbox" class="sheet-with-key"/>
                    " With the answers, at the end"
                </label>
            </p>
            <header class="sheet-cover">
                <h1>{course.title.clone()}</h1>
                <p class="sheet-summary">{course.summary.clone()}</p>
                <p>{format!("Version {} · {}", course.version, course.licence)}</p>
                {url.map(|url| view! { <p>{url}</p> })}
            </header>
            <PrintedContents chapters=chapters.clone()/>
            {printed}
            <PrintedGlossary chapters=chapters.clone() terms/>
            <AnswerKey chapters topics/>
        </main>
    }
}
