//! What the pages about a learner's work (`app/desk`) share with those of the course: how progress
//! is kept, how a question is asked, and the files of the site and of the reader.

use std::sync::Arc;

use course::Course;

use crate::{Links, Page, PageData, context};

pub use crate::learner::{Learner, learner};
pub use crate::platform::clock::today;
pub use crate::platform::file::{save, text_of};
pub use crate::platform::focus::on_first_field as focus_on_first_field;
pub use crate::platform::site_files::text as site_file;
pub use crate::question::QuestionView;
pub use crate::shell::StoreNotice;

/// Provides what all of these ask for, on a page that stands one folder below the site's root.
pub fn provide(course: &Course) {
    provide_page(course);
    crate::learner::provide(&Arc::new(course.clone()));
}

/// The same on a page where questions are tried out: nothing of the learner's is read or kept.
pub fn provide_trial(course: &Course) {
    provide_page(course);
    crate::learner::provide_trial(course);
}

fn provide_page(course: &Course) {
    context::provide(PageData {
        build: String::new(),
        course: course.clone(),
        // It stands for any page there: links from one are links from all.
        page: Page::Tags,
        links: Links::Folders,
    });
}
