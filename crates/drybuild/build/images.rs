//! `data/images/*.toml`: what a base image is. The form is told in `data/images/README.md`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde::Deserialize;

use crate::literal::{slice, texts};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Image {
    repositories: Vec<String>,
    sources: Vec<String>,
    platforms: Vec<String>,
    variant: Vec<Variant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variant {
    #[serde(default)]
    tag: String,
    from: Option<String>,
    distribution: Option<String>,
    version: Option<String>,
    platforms: Option<Vec<String>>,
    #[serde(default)]
    programs: BTreeMap<String, String>,
    env: Option<Vec<String>>,
    entrypoint: Option<Vec<String>>,
    cmd: Option<Vec<String>>,
    user: Option<String>,
    working_dir: Option<String>,
    stop_signal: Option<String>,
    #[serde(default)]
    exposed_ports: Vec<String>,
    #[serde(default)]
    volumes: Vec<String>,
    account: Option<String>,
    #[serde(default)]
    directories: BTreeMap<String, u32>,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    unrecorded: Vec<String>,
    #[serde(default)]
    history: Vec<(String, u64)>,
}

pub(crate) fn table(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut images = Vec::new();
    for (path, text) in crate::files(folder)? {
        let image: Image = toml::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
        if image.sources.is_empty() {
            return Err(format!("{path}: a fact needs its source").into());
        }
        images.push((path, image));
    }
    let mut out = String::from("static ENTRIES: &[Entry] = &[\n");
    for (path, image) in &images {
        for variant in &image.variant {
            let chain = chain(&images, variant, 0).map_err(|error| format!("{path}: {error}"))?;
            out += &literal(image, variant, &chain).map_err(|error| format!("{path}: {error}"))?;
            out += ",\n";
        }
    }
    Ok(out + "];\n")
}

/// The variant and those that it stands on, lowest first.
fn chain<'a>(
    images: &'a [(String, Image)],
    variant: &'a Variant,
    depth: u8,
) -> Result<Vec<&'a Variant>, String> {
    let Some(from) = &variant.from else {
        return Ok(vec![variant]);
    };
    if depth > 8 {
        return Err(format!("`{from}` stands on itself"));
    }
    let (repository, tag) = from.split_once(':').unwrap_or((from, ""));
    let image = images
        .iter()
        .find(|(_, image)| image.repositories.iter().any(|name| name == repository));
    let below =
        image.and_then(|(_, image)| image.variant.iter().find(|below| tag.contains(&below.tag)));
    let below = below.ok_or_else(|| format!("there is no `{from}`"))?;
    let mut all = chain(images, below, depth + 1)?;
    all.push(variant);
    Ok(all)
}

fn literal(image: &Image, variant: &Variant, chain: &[&Variant]) -> Result<String, String> {
    let newest = |field: fn(&Variant) -> Option<&String>| {
        chain
            .iter()
            .rev()
            .find_map(|variant| field(variant))
            .cloned()
            .unwrap_or_default()
    };
    let list = |field: fn(&Variant) -> Option<&Vec<String>>| {
        texts(
            chain
                .iter()
                .rev()
                .find_map(|variant| field(variant))
                .map_or(&[][..], Vec::as_slice),
        )
    };
    let all = |field: fn(&Variant) -> &Vec<String>| {
        texts(
            &chain
                .iter()
                .flat_map(|variant| field(variant))
                .collect::<Vec<_>>(),
        )
    };
    let distribution = match newest(|variant| variant.distribution.as_ref()).as_str() {
        "debian" => "Debian",
        "alpine" => "Alpine",
        "busybox" => "Busybox",
        "bare" => "Bare",
        other => return Err(format!("there is no distribution `{other}`")),
    };
    let pairs = |field: fn(&Variant) -> &BTreeMap<String, String>| {
        slice(
            chain
                .iter()
                .flat_map(|variant| field(variant))
                .map(|(key, value)| format!("({key:?}, {value:?})")),
        )
    };
    let directories = chain.iter().flat_map(|variant| &variant.directories);
    let directories = slice(directories.map(|(path, mode)| format!("({path:?}, {mode})")));
    let accounts = chain
        .iter()
        .filter_map(|variant| variant.account.as_ref())
        .collect::<Vec<_>>();
    let history = chain.iter().flat_map(|variant| &variant.history);
    let history = slice(history.map(|(by, size)| format!("({by:?}, {size})")));
    Ok(format!(
        "Entry {{ repositories: {}, tag: {:?}, sources: {}, platforms: {}, distribution: Distribution::{distribution}, \
         version: {:?}, programs: {}, env: {}, entrypoint: {}, cmd: {}, user: {:?}, working_dir: {:?}, \
         stop_signal: {:?}, exposed_ports: {}, volumes: {}, accounts: {}, directories: {directories}, files: {}, \
         unrecorded: {}, history: {history} }}",
        texts(&image.repositories),
        variant.tag,
        texts(&image.sources),
        texts(variant.platforms.as_ref().unwrap_or(&image.platforms)),
        variant.version.clone().unwrap_or_default(),
        pairs(|variant| &variant.programs),
        list(|variant| variant.env.as_ref()),
        list(|variant| variant.entrypoint.as_ref()),
        list(|variant| variant.cmd.as_ref()),
        newest(|variant| variant.user.as_ref()),
        newest(|variant| variant.working_dir.as_ref()),
        newest(|variant| variant.stop_signal.as_ref()),
        all(|variant| &variant.exposed_ports),
        all(|variant| &variant.volumes),
        texts(&accounts),
        pairs(|variant| &variant.files),
        all(|variant| &variant.unrecorded),
    ))
}
