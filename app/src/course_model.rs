use course::{Chapter, Course, QuestionRef, TopicMeta};
use learning::{AnswerState, FULL, Progress, Score};

/// A topic within its course.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// The chapter that it stands in.
    pub(crate) chapter: &'a Chapter,
    /// The topic.
    pub(crate) topic: &'a TopicMeta,
    /// The topic before it, over chapters.
    pub(crate) previous: Option<&'a TopicMeta>,
    /// The topic after it, over chapters.
    pub(crate) next: Option<&'a TopicMeta>,
}

/// How far a learner is with a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TopicState {
    /// Neither read to its end nor any question answered.
    New,
    /// Something is done.
    Started,
    /// Read to its end, and every question answered rightly.
    Done,
}

/// All topics in reading order.
pub(crate) fn topics(course: &Course) -> impl DoubleEndedIterator<Item = &TopicMeta> + Clone {
    course.chapters.iter().flat_map(|chapter| &chapter.topics)
}

/// The topic with this id, and what surrounds it.
pub(crate) fn place<'a>(course: &'a Course, id: &str) -> Option<Place<'a>> {
    let chapter = course
        .chapters
        .iter()
        .find(|chapter| chapter.topics.iter().any(|topic| topic.id == id))?;
    let topic = chapter.topics.iter().find(|topic| topic.id == id)?;
    Some(Place {
        chapter,
        topic,
        previous: topics(course).take_while(|topic| topic.id != id).last(),
        next: topics(course).skip_while(|topic| topic.id != id).nth(1),
    })
}

/// `Chapter 2, topic 3`
pub(crate) fn number(place: &Place) -> String {
    format!(
        "Chapter {}, topic {}",
        place.chapter.number, place.topic.number
    )
}

/// All tags in alphabetical order, each with its topics in reading order.
pub(crate) fn tags(course: &Course) -> Vec<(String, Vec<&TopicMeta>)> {
    let mut tags: Vec<(String, Vec<&TopicMeta>)> = Vec::new();
    for topic in topics(course) {
        for tag in &topic.tags {
            // Inserted in order: code that sorts is long, and the tags of a course are few.
            match tags.binary_search_by(|(name, _)| name.cmp(tag)) {
                Ok(index) => {
                    if let Some((_, topics)) = tags.get_mut(index) {
                        topics.push(topic);
                    }
                }
                Err(index) => tags.insert(index, (tag.clone(), vec![topic])),
            }
        }
    }
    tags
}

/// The fragment under which the tags page shows a tag.
pub(crate) fn tag_anchor(tag: &str) -> String {
    let mut anchor = String::from("tag-");
    for c in tag.chars() {
        if c.is_alphanumeric() {
            anchor.extend(c.to_lowercase());
        } else if !anchor.ends_with('-') {
            anchor.push('-');
        }
    }
    anchor
}

/// The fragment under which the home page shows a chapter.
pub fn chapter_anchor(id: &str) -> String {
    format!("chapter-{id}")
}

/// The score over a topic's questions.
pub(crate) fn score(progress: &Progress, topic: &TopicMeta) -> Score {
    progress.score(
        topic
            .questions
            .iter()
            .map(|question| (question.id.as_str(), question.key.as_str())),
    )
}

/// Id and key of the topic's questions that were answered and are not right.
pub(crate) fn wrong(progress: &Progress, topic: &TopicMeta) -> Vec<(String, String)> {
    let is_wrong = |question: &&QuestionRef| match progress.answer(&question.id, &question.key) {
        AnswerState::Answered { credit, .. } => credit < FULL,
        _ => false,
    };
    topic
        .questions
        .iter()
        .filter(is_wrong)
        .map(|question| (question.id.clone(), question.key.clone()))
        .collect()
}

/// The score over the whole course.
pub(crate) fn course_score(progress: &Progress, course: &Course) -> Score {
    let mut sum = Score::default();
    for topic in topics(course) {
        sum += score(progress, topic);
    }
    sum
}

/// How many topics are done, of how many.
pub(crate) fn topics_done(progress: &Progress, course: &Course) -> (usize, usize) {
    let done = topics(course)
        .filter(|topic| state(progress, topic) == TopicState::Done)
        .count();
    (done, topics(course).count())
}

/// How far a learner is with a topic.
pub(crate) fn state(progress: &Progress, topic: &TopicMeta) -> TopicState {
    let score = score(progress, topic);
    let read = progress.is_read(&topic.id);
    if read && score.is_complete() {
        TopicState::Done
    } else if read || score.answered > 0 {
        TopicState::Started
    } else {
        TopicState::New
    }
}

impl TopicState {
    /// What a screen reader hears.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::New => "not started",
            Self::Started => "started",
            Self::Done => "done",
        }
    }

    /// What style sheets see.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Started => "started",
            Self::Done => "done",
        }
    }
}

/// `12 min`
pub(crate) fn minutes(topic: &TopicMeta) -> String {
    format!("{} min", topic.minutes)
}

/// The title of a page, as a browser's tab shows it.
pub(crate) fn title(course: &Course, page: &crate::Page) -> String {
    match page {
        crate::Page::Home => course.title.clone(),
        crate::Page::Tags => format!("Tags · {}", course.title),
        crate::Page::Glossary(_) => format!("Glossary · {}", course.title),
        crate::Page::Search => format!("Search · {}", course.title),
        crate::Page::Topic(topic) => {
            let title = place(course, &topic.id).map_or("", |place| &place.topic.title);
            format!("{title} · {}", course.title)
        }
    }
}
