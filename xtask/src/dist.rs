//! `cargo xtask dist`: what is handed out.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::bundle;
use crate::process;
use crate::project::Project;
use crate::site;

const PROGRAMS: [&str; 2] = ["layerwise", "drybuild"];

/// Leaves both commands, the built course and a zip of it in `target/dist`. `layerwise` carries the
/// app, so that an author needs nothing else.
pub(crate) fn dist(project: &Project) -> Result<()> {
    bundle::build(project)?;
    let app = project.target.join("bundle.zip");
    process::run(site::layerwise(project)?.args(["pack", "--out"]).arg(&app))?;
    let mut cargo = project.cargo(["build", "--release"]);
    cargo.env("LAYERWISE_BUNDLE", &app);
    process::run(cargo.args(["--package", "layerwise-cli", "--package", "drybuild-cli"]))?;

    let dist = project.target.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    fs::create_dir_all(&dist)?;
    for program in PROGRAMS {
        let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        let built = project.target.join("release").join(&name);
        fs::copy(&built, dist.join(&name)).with_context(|| built.display().to_string())?;
    }

    let course = dist.join("course");
    let mut layerwise = project.command(&dist.join("layerwise").to_string_lossy());
    layerwise.args(["build", "content", "--out"]).arg(&course);
    process::run(&mut layerwise)?;
    pack(&course, &dist.join("course.zip"))?;

    for entry in ["layerwise", "drybuild", "course", "course.zip"] {
        println!("{}", project.shown(&dist.join(entry)));
    }
    Ok(())
}

/// Packs a folder. The same files give the same bytes: sorted, with one fixed date.
fn pack(folder: &Path, archive: &Path) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(BufWriter::new(File::create(archive)?));
    for path in files(folder)? {
        let name = path.strip_prefix(folder)?;
        zip.start_file(name.to_string_lossy().replace('\\', "/"), options)?;
        io::copy(&mut File::open(&path)?, &mut zip)?;
    }
    zip.finish()?;
    Ok(())
}

/// Every file below `folder`, sorted.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_folder_is_packed_with_all_that_is_in_it_and_always_to_the_same_bytes() {
        let folder = std::env::temp_dir().join(format!("xtask-pack-{}", std::process::id()));
        let course = folder.join("course");
        fs::create_dir_all(course.join("topic")).unwrap();
        fs::write(course.join("index.html"), "home").unwrap();
        fs::write(course.join("topic/index.html"), "topic").unwrap();
        let archives = [folder.join("a.zip"), folder.join("b.zip")];
        for archive in &archives {
            pack(&course, archive).unwrap();
        }
        assert_eq!(
            fs::read(&archives[0]).unwrap(),
            fs::read(&archives[1]).unwrap()
        );

        let mut zip = zip::ZipArchive::new(File::open(&archives[0]).unwrap()).unwrap();
        let names: Vec<_> = zip
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect();
        assert_eq!(names, ["index.html", "topic/index.html"]);
        let mut text = String::new();
        zip.by_name("topic/index.html")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "topic");
        fs::remove_dir_all(folder).unwrap();
    }
}
