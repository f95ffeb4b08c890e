/// Red, green and blue of sRGB, each from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

impl Colour {
    /// `#rgb` or `#rrggbb`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let digits: Vec<u8> = digits
            .chars()
            .map(|digit| u8::try_from(digit.to_digit(16)?).ok())
            .collect::<Option<_>>()?;
        match *digits.as_slice() {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            [r, s, g, h, b, c] => Some(Self([r * 16 + s, g * 16 + h, b * 16 + c])),
            _ => None,
        }
    }

    /// The contrast ratio of WCAG 2.2, from 1 to 21.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Black or white, whichever is easier to read on it.
    pub(super) fn text_on(self) -> &'static str {
        if self.contrast(Self([255; 3])) >= self.contrast(Self([0; 3])) {
            "#ffffff"
        } else {
            "#000000"
        }
    }

    fn luminance(self) -> f64 {
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts_are_those_of_the_guidelines() {
        let contrast = |a: &str, b: &str| {
            let colour = |text| Colour::parse(text).expect("a colour");
            format!("{:.2}", colour(a).contrast(colour(b)))
        };
        assert_eq!(contrast("#000", "#ffffff"), "21.00");
        assert_eq!(contrast("#777777", "#fff"), "4.48");
        assert_eq!(contrast("#ff0000", "#ff0000"), "1.00");
        for wrong in ["red", "#12", "#12345", "#gggggg", ""] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_pages_are_those_of_the_tokens() {
        let tokens = include_str!("../../../../../style/tokens.css");
        let [light, dark] = super::super::PAGES;
        assert!(tokens.contains(&format!("--page: light-dark({light}, {dark});")));
    }
}
