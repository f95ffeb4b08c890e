use super::Record;
use crate::build::Build;

/// What buildx calls a build (`BuildName` of `util/history`): its folder, with its file and target where they are not
/// the usual ones.
pub(super) fn of(record: &Record, build: &Build) -> String {
    let options = &build.options;
    let given = options
        .build_args
        .iter()
        .find(|(name, value)| name == "BUILDKIT_BUILD_NAME" && !value.is_empty());
    if let Some((_, name)) = given {
        return name.clone();
    }
    let is_remote = record.context.contains("://");
    let mut name = if is_remote {
        record.context.clone()
    } else {
        of_paths(
            Some(&*record.context)
                .filter(|path| *path != "-")
                .unwrap_or_default(),
            Some(&*record.dockerfile)
                .filter(|path| *path != "-")
                .unwrap_or_default(),
        )
    };
    if !options.target.is_empty() {
        name = if name.is_empty() {
            options.target.clone()
        } else {
            format!("{name} ({})", options.target)
        };
    }
    name
}

fn of_paths(context: &str, dockerfile: &str) -> String {
    const USUAL: &str = "/Dockerfile";
    let is_usual = dockerfile.is_empty() || dockerfile.ends_with(USUAL);
    let dockerfile = dockerfile.strip_suffix(USUAL).unwrap_or(dockerfile);
    if dockerfile.starts_with(context) && dockerfile.len() > context.len() {
        let above = context.rfind('/').map_or(0, |slash| slash + 1);
        return dockerfile.get(above..).unwrap_or_default().to_owned();
    }
    let path = if dockerfile.is_empty() {
        context
    } else {
        dockerfile
    };
    let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
    if is_usual {
        return last.to_owned();
    }
    match folder.rsplit('/').next() {
        Some(parent) if !parent.is_empty() => format!("{parent}/{last}"),
        _ => last.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_called_after_its_folder() {
        for (context, dockerfile, name) in [
            ("/home/you/app", "/home/you/app/Dockerfile", "app"),
            ("/home/you/app", "/home/you/app/ci/Dockerfile", "app/ci"),
            (
                "/home/you/app",
                "/home/you/app/b.Dockerfile",
                "app/b.Dockerfile",
            ),
            ("/home/you/app", "/srv/x/b.Dockerfile", "x/b.Dockerfile"),
            ("/home/you/app", "", "app"),
            ("", "", ""),
        ] {
            assert_eq!(
                of_paths(context, dockerfile),
                name,
                "{context} {dockerfile}"
            );
        }
    }
}
