//! Numbers and sums of money as a language writes them: `12,345`, `£10.50`.

use std::sync::Arc;

use fluent_bundle::FluentValue;

use super::{Bundle, Language};

/// What stands between thousands; the message `number-group` says which, a comma where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// `12,345.6`
    Comma,
    /// `12.345,6`
    Dot,
    /// `12 345,6`, with a space that does not break.
    Space,
    /// `12’345.6`
    Apostrophe,
    /// `12345.6`
    None,
}

type Formatter<M> = fn(&FluentValue<'_>, &M) -> Option<String>;

impl Grouping {
    pub(super) fn of(bundles: &[Arc<Bundle>]) -> Self {
        bundles.first().map_or(Self::Comma, |bundle| Self::of_one(bundle))
    }

    pub(super) fn of_one(bundle: &Bundle) -> Self {
        match bundle.plain("number-group").as_deref() {
            None | Some(",") => Self::Comma,
            Some(".") => Self::Dot,
            Some("’" | "'") => Self::Apostrophe,
            Some(text) if !text.is_empty() && text.chars().all(char::is_whitespace) => Self::Space,
            Some(_) => Self::None,
        }
    }

    /// Fluent takes a plain function, which cannot hold the grouping: so one for each.
    pub(super) fn formatter<M>(self) -> Formatter<M> {
        match self {
            Self::Comma => |value, _| Self::Comma.fluent(value),
            Self::Dot => |value, _| Self::Dot.fluent(value),
            Self::Space => |value, _| Self::Space.fluent(value),
            Self::Apostrophe => |value, _| Self::Apostrophe.fluent(value),
            Self::None => |value, _| Self::None.fluent(value),
        }
    }

    fn fluent(self, value: &FluentValue<'_>) -> Option<String> {
        match value {
            FluentValue::Number(number) if number.options.use_grouping => Some(self.written(&number.as_string())),
            _ => None,
        }
    }

    fn between(self) -> &'static str {
        match self {
            Self::Comma => ",",
            Self::Dot => ".",
            Self::Space => "\u{a0}",
            Self::Apostrophe => "’",
            Self::None => "",
        }
    }

    fn point(self) -> char {
        if matches!(self, Self::Dot | Self::Space) { ',' } else { '.' }
    }

    /// Takes `12345.5` and groups it.
    fn written(self, plain: &str) -> String {
        let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(w, f)| (w, Some(f)));
        let digits = whole.strip_prefix('-').unwrap_or(whole);
        let mut out = String::with_capacity(plain.len() + plain.len() / 3);
        if digits.len() < whole.len() {
            out.push('-');
        }
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push_str(self.between());
            }
            out.push(digit);
        }
        if let Some(fraction) = fraction {
            out.push(self.point());
            out.push_str(fraction);
        }
        out
    }
}

impl Language {
    /// `12,345`.
    pub fn number(&self, number: i64) -> String {
        self.grouping.written(&number.to_string())
    }

    /// `12,345.5`.
    pub fn decimal(&self, number: f64) -> String {
        self.grouping.written(&number.to_string())
    }

    /// A length that is not exact: to a tenth below ten, `1.4`, and whole from there, `63`.
    pub fn tenths(&self, number: f64) -> String {
        let tenths = (number * 10.0).round() as i64;
        let plain =
            if tenths < 100 { format!("{}.{}", tenths / 10, tenths % 10) } else { (number.round() as i64).to_string() };
        self.grouping.written(&plain)
    }

    /// A sum in the currency's smallest coin: `£10`, `£10.50`.
    pub fn money(&self, pence: u64, currency: &str) -> String {
        let plain = match pence % 100 {
            0 => (pence / 100).to_string(),
            rest => format!("{}.{rest:02}", pence / 100),
        };
        let amount = self.grouping.written(&plain);
        match currency {
            "GBP" => format!("£{amount}"),
            "EUR" => format!("€{amount}"),
            "USD" => format!("${amount}"),
            other => format!("{amount}\u{a0}{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(Grouping::Comma.written("0"), "0");
        assert_eq!(Grouping::Comma.written("999"), "999");
        assert_eq!(Grouping::Comma.written("1000"), "1,000");
        assert_eq!(Grouping::Comma.written("-1234567.25"), "-1,234,567.25");
        assert_eq!(Grouping::Dot.written("1234567.25"), "1.234.567,25");
        assert_eq!(Grouping::Space.written("12345"), "12\u{a0}345");
    }
}
