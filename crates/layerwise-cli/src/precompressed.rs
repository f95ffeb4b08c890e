use std::io::Write;

use anyhow::Result;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};

use crate::site::Site;

/// What is worth to be compressed; pictures are already.
const KINDS: [&str; 8] = ["css", "html", "js", "json", "svg", "txt", "wasm", "xml"];

/// Puts a compressed copy beside each file that becomes smaller: `index.html.gz`. Hosts that know
/// them send these, and compress nothing while somebody waits.
///
/// # Errors
/// Never in practice: it writes to memory.
pub(crate) fn add(site: &mut Site) -> Result<()> {
    let mut copies = Vec::new();
    for (path, bytes) in site.files() {
        let kind = path.rsplit_once('.').map_or("", |(_, kind)| kind);
        if !KINDS.contains(&kind) {
            continue;
        }
        let packed = packed(bytes)?;
        if packed.len() < bytes.len() {
            copies.push((format!("{path}.gz"), packed));
        }
    }
    for (path, bytes) in copies {
        site.add(path, bytes);
    }
    Ok(())
}

/// Without a date and a name: the same bytes give the same bytes.
pub(crate) fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder: GzEncoder<Vec<u8>> = GzBuilder::new().write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::sample;

    #[test]
    fn each_copy_unpacks_to_its_file_and_is_the_same_every_time() {
        let (mut one, mut other) = (sample::site(), sample::site());
        add(&mut one).expect("it can be packed");
        add(&mut other).expect("it can be packed");
        let copies: Vec<_> = one
            .files()
            .filter(|(path, _)| path.ends_with(".gz"))
            .collect();
        assert!(copies.len() > 5);
        for (path, bytes) in copies {
            assert_eq!(other.file(path), Some(bytes));
            let mut text = Vec::new();
            flate2::read::GzDecoder::new(bytes)
                .read_to_end(&mut text)
                .expect("gzip");
            assert_eq!(
                one.file(path.trim_end_matches(".gz")),
                Some(text.as_slice())
            );
        }
    }
}
