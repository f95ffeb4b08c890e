/// Width and height in CSS pixels of an SVG or a raster image; `None` if it is neither or says not.
pub(crate) fn image_size(bytes: &[u8]) -> Option<(usize, usize)> {
    if let Ok(size) = imagesize::blob_size(bytes) {
        return Some((size.width, size.height));
    }
    svg_size(std::str::from_utf8(bytes).ok()?)
}

fn svg_size(text: &str) -> Option<(usize, usize)> {
    let (_, tail) = text.split_once("<svg")?;
    let (tag, _) = tail.split_once('>')?;
    let pixels = |name| attribute(tag, name).and_then(|value| whole(value.trim_end_matches("px")));
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return Some((width, height));
    }
    let view_box = attribute(tag, "viewBox")?;
    let mut numbers = view_box
        .split([' ', ','])
        .filter(|number| !number.is_empty())
        .skip(2);
    Some((whole(numbers.next()?)?, whole(numbers.next()?)?))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once(name)?;
        let value = after.trim_start().strip_prefix('=').map(str::trim_start);
        if before.ends_with(char::is_whitespace)
            && let Some(value) = value
        {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value.get(1..)?.split(quote).next();
        }
        rest = after;
    }
}

/// A length rounded to whole pixels.
fn whole(number: &str) -> Option<usize> {
    let (integer, _) = number.trim().split_once('.').unwrap_or((number.trim(), ""));
    integer.parse().ok().filter(|&pixels| pixels > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_svg() {
        let size = |svg: &str| image_size(svg.as_bytes());
        assert_eq!(
            size("<?xml version='1.0'?>\n<svg width='30px' height = \"4.5\">"),
            Some((30, 4))
        );
        assert_eq!(
            size("<svg viewBox=\"0 0 8, 9\" width=\"100%\">"),
            Some((8, 9))
        );
        assert_eq!(size("<svg stroke-width=\"1\" height=\"2\">"), None);
        assert_eq!(size("<svg viewBox=\"0 0\">"), None);
        assert_eq!(size("<svg width=30 height=4>"), None);
        assert_eq!(size("<p>"), None);
    }

    #[test]
    fn sizes_of_png() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        png.extend([0, 0, 0, 7, 0, 0, 0, 5, 8, 6, 0, 0, 0]);
        assert_eq!(image_size(&png), Some((7, 5)));
    }
}
