/// Text with every number in it rounded to a tenth: no eye sees more of a pixel.
pub(super) fn rounded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(dot) = rest.find('.') {
        let (before, after) = rest.split_at_checked(dot).unwrap_or((rest, ""));
        let digits = after.get(1..).unwrap_or("");
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        let whole = before.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| {
            at + before
                .get(at..)
                .and_then(|t| t.chars().next())
                .map_or(1, char::len_utf8)
        });
        let (text_before, whole) = before.split_at_checked(whole).unwrap_or((before, ""));
        let (fraction, tail) = digits.split_at_checked(count).unwrap_or((digits, ""));
        out.push_str(text_before);
        match format!("{whole}.{fraction}").parse::<f64>() {
            // An exponent belongs to the number, and is left as it is.
            Ok(number) if count > 1 && !tail.starts_with(['e', 'E']) => {
                let tenths = (number * 10.0).round() / 10.0;
                out.push_str(&tenths.to_string());
            }
            _ => {
                out.push_str(whole);
                out.push('.');
                out.push_str(fraction);
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn numbers_keep_a_tenth() {
        assert_eq!(
            rounded("M188,131.2069L-0.046,12.98 3"),
            "M188,131.2L-0,13 3"
        );
        assert_eq!(
            rounded("translate(956.4300000000001, .5)"),
            "translate(956.4, .5)"
        );
        assert_eq!(rounded("1.25e-7 §.75"), "1.25e-7 §0.8");
        assert_eq!(rounded("none"), "none");
    }
}
