//! Messages with their lines.

use drybuild::report::Severity;
use lab_protocol::Diagnostic;

use crate::position::Text;

pub(crate) fn view(
    diagnostics: &[drybuild::report::Diagnostic],
    text: &Text<'_>,
) -> Vec<Diagnostic> {
    let one = |diagnostic: &drybuild::report::Diagnostic| Diagnostic {
        severity: severity(diagnostic.severity),
        rule: diagnostic.rule.clone(),
        message: diagnostic.message.clone(),
        lines: diagnostic.span.map(|span| text.lines(span)),
        utf16: diagnostic.span.map(|span| text.utf16(span)),
        hints: diagnostic.hints.clone(),
        url: diagnostic.url.clone(),
    };
    diagnostics.iter().map(one).collect()
}

fn severity(severity: Severity) -> lab_protocol::Severity {
    match severity {
        Severity::Error => lab_protocol::Severity::Error,
        Severity::Warning => lab_protocol::Severity::Warning,
        Severity::NotUnderstood => lab_protocol::Severity::NotUnderstood,
        Severity::Note => lab_protocol::Severity::Note,
    }
}
