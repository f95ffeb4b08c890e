use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Course, Heading, Segment, Term, Topic};

/// What of a course a topic can lead to: enough to check one topic where the others are not at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landmarks {
    /// The outline.
    pub course: Course,
    /// What stands in each topic, by its id.
    pub topics: BTreeMap<String, TopicLandmarks>,
    /// The terms of the glossary.
    pub terms: Vec<TermLandmark>,
    /// Paths of the figures that the site has, sorted.
    pub figures: Vec<String>,
}

/// What can be led to in a topic.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicLandmarks {
    /// Anchors of its headings, in page order.
    pub anchors: Vec<String>,
    /// Ids of its labs, in page order.
    pub labs: Vec<String>,
}

/// A term of the glossary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermLandmark {
    /// The [`Term::id`].
    pub id: String,
    /// The [`Term::name`].
    pub name: String,
    /// What it means, as plain text.
    pub definition: String,
}

impl Landmarks {
    /// The landmarks of a course. `plain` makes plain text of a definition's HTML.
    pub fn new(
        course: &Course,
        topics: &[Topic],
        glossary: &[Term],
        figures: &[String],
        plain: impl Fn(&str) -> String,
    ) -> Self {
        let term = |term: &Term| TermLandmark {
            id: term.id.clone(),
            name: term.name.clone(),
            definition: plain(&term.definition_html),
        };
        Self {
            course: course.clone(),
            topics: topics
                .iter()
                .map(|topic| (topic.id.clone(), TopicLandmarks::new(topic)))
                .collect(),
            terms: glossary.iter().map(term).collect(),
            figures: figures.to_vec(),
        }
    }
}

impl TopicLandmarks {
    fn new(topic: &Topic) -> Self {
        let anchor = |heading: &Heading| heading.anchor.clone();
        let lab = |segment: &Segment| match segment {
            Segment::Lab(lab) => Some(lab.id.clone()),
            _ => None,
        };
        Self {
            anchors: topic.headings.iter().map(anchor).collect(),
            labs: topic.segments.iter().filter_map(lab).collect(),
        }
    }
}
