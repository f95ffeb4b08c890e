use super::lab_use::LabUse;
use super::{Block, Made};
use crate::compiler::fingerprint::key;
use crate::compiler::markdown::Page;
use crate::model::{LabRef, QuestionKind};

/// No answers are written: `lab` names a lab, and the question is answered when its goal is met.
pub(super) fn compile(block: &mut Block<'_, '_>, id: &str, page: &mut Page<'_, '_>) -> Made {
    let lab = block.fields.text("lab", page.checked);
    block.check_asked(block.nodes, page);
    let name = lab.value.clone();
    page.lab_uses.push(LabUse {
        question: id.to_owned(),
        lab,
        forecast: None,
        places: Vec::new(),
    });
    Made {
        stem_html: page.fragment_nodes(block.nodes),
        key: key("fix-it", std::slice::from_ref(&name)),
        kind: QuestionKind::FixIt(LabRef {
            id: name,
            topic: String::new(),
        }),
    }
}
