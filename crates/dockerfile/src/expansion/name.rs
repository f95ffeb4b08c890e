use super::lexer::Lexer;

impl Lexer<'_> {
    /// Reads a variable's name: letters, digits and `_`; or digits only; or one special parameter.
    /// Empty when there is none.
    pub(super) fn name(&mut self) -> String {
        let mut name = String::new();
        match self.peek() {
            Some(first) if is_digit(first) => {
                while let Some(digit) = self.peek().filter(|&c| is_digit(c)) {
                    self.next();
                    name.push(digit);
                }
            }
            Some(special) if is_special_parameter(special) => {
                self.next();
                name.push(special);
            }
            _ => {
                while let Some(c) = self
                    .peek()
                    .filter(|&c| c == '_' || c.is_alphabetic() || is_digit(c))
                {
                    self.next();
                    name.push(c);
                }
            }
        }
        name
    }
}

/// Decimal digits. Digits of other scripts are letters here as well as there: they end no name.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
        || (!c.is_ascii()
            && c.is_numeric()
            && DECIMAL_ZEROS
                .iter()
                .any(|&zero| (zero..zero + 10).contains(&u32::from(c))))
}

/// POSIX's special parameters; `0` is already read as a digit.
fn is_special_parameter(c: char) -> bool {
    matches!(c, '@' | '*' | '#' | '?' | '-' | '$' | '!')
}

/// The digit zero of every script (Unicode category Nd) that is not ASCII; nine more follow each.
const DECIMAL_ZEROS: [u32; 65] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
    0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];
