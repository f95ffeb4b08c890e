//! `EXPOSE`.

use dockerfile::instructions::Expose;

use super::super::BuildError;
use super::super::parse;
use super::super::stage::Stage;
use super::Scope;
use super::history::{self, Layer};
use super::ports::Form;
use crate::lint::{expose_invalid_format, expose_proto_casing};

pub(super) fn dispatch(
    stage: &mut Stage<'_>,
    scope: &Scope<'_, '_>,
    expose: &Expose,
) -> Result<(), BuildError> {
    let mut words = Vec::new();
    for port in &expose.ports {
        let expansion = parse::expand(scope.lex, &port.text, &stage.state.environment);
        words.extend(expansion.map_err(|e| BuildError::new(e.message))?.words);
    }
    if !scope.lex.version.suggests() {
        let mut ports = std::collections::BTreeSet::new();
        for word in &words {
            ports.extend(crate::legacy::parse_ports(word)?);
        }
        let shown: Vec<String> = ports.iter().map(|port| format!("{port}:{{}}")).collect();
        let line = format!("EXPOSE map[{}]", shown.join(" "));
        history::commit(stage, scope.location(), line, Layer::None);
        stage.image.config.exposed_ports.extend(ports);
        return Ok(());
    }
    let mut ports = Vec::new();
    for word in &words {
        let form = Form::split(word)?;
        if form.has_capitals() {
            let detail = expose_proto_casing::detail(word);
            scope
                .linter
                .report(&expose_proto_casing::RULE, scope.location(), detail);
        }
        if form.has_host() {
            let detail = expose_invalid_format::detail(word);
            scope
                .linter
                .report(&expose_invalid_format::RULE, scope.location(), detail);
        }
        ports.extend(form.ports()?);
    }
    history::commit(
        stage,
        scope.location(),
        format!("EXPOSE [{}]", ports.join(" ")),
        Layer::None,
    );
    stage.image.config.exposed_ports.extend(ports);
    Ok(())
}
