//! `drybuild reach`.

mod diff;
mod fix;
mod json;
mod log;
mod site;
mod text;
mod words;

use anyhow::Result;
use drybuild::build;
use drybuild::likely::Likely;
use drybuild::reach::{Outputs, Reach, SecretReach};
use drybuild::report::{self, Diagnostic, Report, Severity};
use drybuild::solve::Builder;

use self::site::Site;
use super::{Answer, pretty};
use crate::cli::{BuildFlags, Format, ReachArgs, ReachFailOn};
use crate::mask::Mask;

/// What is known about one build's secrets.
struct Findings<'a> {
    site: &'a Site,
    report: Report,
    build: &'a build::Build,
    mask: Mask,
}

/// A secret by a name that may be shown.
struct Named {
    name: String,
    /// Why it is taken for one; `None` where the command names it.
    guess: Option<Likely>,
}

/// All that a build on this machine takes, with the secrets that its flags name.
pub(super) fn input(context: &str, flags: &BuildFlags) -> Result<build::Input> {
    let site = Site::of(context, flags, false)?;
    let mut input = site.input();
    if site.source.file_name != "Dockerfile" {
        let name = site.source.file_name.clone();
        input.options.raw.insert("filename".to_owned(), name);
    }
    Ok(input)
}

/// Follows the secrets of a build.
pub(super) fn answer(arguments: &ReachArgs) -> Result<Answer> {
    let site = Site::read(arguments)?;
    let mut builder = Builder::default();
    let builds = [build::build(site.input(), &mut builder)];
    let [built] = &builds;
    let Some(report) = report::report(&builds, &builder, &site.problems) else {
        anyhow::bail!("nothing was built");
    };
    let findings = Findings {
        mask: Mask::new(site.values.iter().map(Vec::as_slice)),
        site: &site,
        report,
        build: built,
    };
    let mask = &findings.mask;
    let proposal = arguments.fix.then(|| fix::propose(&site));
    let written = match &proposal {
        Some(proposal) if arguments.write => proposal.write(&site)?,
        _ => Vec::new(),
    };
    let text = match arguments.format {
        Format::Text => {
            let mut text = text::text(&findings);
            if let Some(proposal) = &proposal {
                text += &proposal.text(&site, mask, &written);
            }
            mask.text(&text)
        }
        Format::Json => {
            let mut document = json::json(&findings);
            if let (Some(proposal), Some(fields)) = (&proposal, document.as_object_mut()) {
                fields.insert("fix".to_owned(), proposal.json(&site, mask, &written));
            }
            pretty(&mask.json(document))
        }
        Format::Sarif => pretty(&mask.json(log::log(&findings, proposal.as_ref()))),
    };
    Ok(Answer {
        text,
        has_findings: findings.is_finding(arguments.fail_on),
    })
}

impl Findings<'_> {
    /// Each secret with where it goes, in the order of the secrets.
    fn secrets(&self) -> impl Iterator<Item = (&Named, Option<&SecretReach>)> {
        self.site.names.iter().enumerate().map(|(index, named)| {
            let mut reach = self.report.reach.iter();
            (named, reach.find(|reach| reach.secret.0 as usize == index))
        })
    }

    /// The places of this build, or those that other outputs would have.
    fn places(&self, outputs: Outputs) -> Vec<(&Named, &Reach)> {
        let mut places = Vec::new();
        for (named, reach) in self.secrets() {
            let reached = reach.map(|reach| &reach.reached).into_iter().flatten();
            let reached = reached.filter(|place| place.outputs == outputs);
            places.extend(reached.map(|place| (named, place)));
        }
        places
    }

    /// Steps and programs that were not understood.
    fn not_understood(&self) -> Vec<&Diagnostic> {
        let all = self.report.diagnostics.iter();
        all.filter(|found| found.severity == Severity::NotUnderstood)
            .collect()
    }

    fn errors(&self) -> Vec<&Diagnostic> {
        let all = self.report.diagnostics.iter();
        all.filter(|found| found.severity == Severity::Error)
            .collect()
    }

    /// What other outputs would hold is no finding about this build.
    fn is_finding(&self, fail_on: ReachFailOn) -> bool {
        use drybuild::labelled::Certainty;
        let places = self.places(Outputs::ThisBuild);
        let is_certain = places
            .iter()
            .any(|(_, place)| place.certainty == Certainty::Certain);
        let is_possible =
            !places.is_empty() || !self.site.names.is_empty() && !self.not_understood().is_empty();
        match fail_on {
            ReachFailOn::Never => false,
            ReachFailOn::Certain => is_certain || !self.errors().is_empty(),
            ReachFailOn::Possible => is_possible || !self.errors().is_empty(),
        }
    }

    /// 1-based lines of a place in the Dockerfile.
    fn lines(&self, span: drybuild::Span) -> (usize, usize) {
        let text = &self.build.dockerfile;
        let line = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        let written = text
            .get(span.start..span.end)
            .unwrap_or_default()
            .trim_end();
        let last = (span.start + written.len()).max(span.start + 1) - 1;
        (line(span.start), line(last))
    }
}
