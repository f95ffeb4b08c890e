//! What an SBOM scanner is given besides the result: `BUILDKIT_SBOM_SCAN_CONTEXT` and `BUILDKIT_SBOM_SCAN_STAGE`.

use super::{Converter, stage::StageId};
use crate::parse_bool::parse_bool;

/// The argument that hands the build context over.
pub(super) const CONTEXT: &str = "BUILDKIT_SBOM_SCAN_CONTEXT";
/// The argument that hands stages over.
pub(super) const STAGE: &str = "BUILDKIT_SBOM_SCAN_STAGE";

/// What is scanned besides the result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ScanTargets {
    /// The build context is scanned too.
    pub context: bool,
    /// Names of the stages below the target that are scanned too, in the order of the Dockerfile.
    pub stages: Vec<String>,
}

impl Converter<'_> {
    /// The context where the target asks for it, and each stage below the target that asks for itself (the end of
    /// `dispatchStages`, and `Dockerfile2LLB`).
    pub(super) fn scan_targets(&self, target: StageId) -> ScanTargets {
        let others = self.stages.iter().enumerate();
        let others = others.filter(|(id, stage)| *id != target && stage.is_dispatched);
        let scanned = others.filter(|(id, _)| self.is_asked_for(*id, STAGE));
        ScanTargets {
            context: self.is_asked_for(target, CONTEXT),
            // An image behind `--from` has no name to be shown under.
            stages: scanned
                .map(|(_, stage)| stage.log_name.clone())
                .filter(|name| !name.is_empty())
                .collect(),
        }
    }

    /// The last value that a stage knows of an argument counts: its own and those of the stages that it builds on,
    /// else the one before the first `FROM`. It is a boolean, or names of stages.
    fn is_asked_for(&self, id: StageId, name: &str) -> bool {
        let Some(stage) = self.stages.get(id) else {
            return false;
        };
        let own = stage.build_args.iter().rev();
        let mut own = own.filter(|(key, _)| key == name);
        let value = own.find_map(|(_, value)| value.as_deref());
        let Some(value) = value.or_else(|| self.global_args.get(name)) else {
            return false;
        };
        parse_bool(value).unwrap_or_else(|| value.split(',').any(|one| one == stage.log_name))
    }
}
