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
