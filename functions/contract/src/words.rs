//! Text by language.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Text by language tag, in the order of the tags: `{"cy": "…", "en": "Add my name"}`.
///
/// A copy shares the texts, since thousands of forms say the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Words(Arc<[(Box<str>, Box<str>)]>);

impl Words {
    /// In one language only.
    pub fn one(lang: &str, text: &str) -> Self {
        Self::from_iter([(lang, text)])
    }

    /// In `lang`.
    ///
    /// ```
    /// let words = handbill_contract::Words::from_iter([("en", "Add my name"), ("cy", "Ychwanegwch fy enw")]);
    /// assert_eq!(words.get("cy"), Some("Ychwanegwch fy enw"));
    /// assert_eq!(words.get("fr"), None);
    /// ```
    pub fn get(&self, lang: &str) -> Option<&str> {
        let at = self.0.binary_search_by(|(tag, _)| (**tag).cmp(lang)).ok()?;
        self.0.get(at).map(|(_, text)| &**text)
    }

    /// In `lang`, else in `default`.
    pub fn of(&self, lang: &str, default: &str) -> Option<&str> {
        self.get(lang).or_else(|| self.get(default))
    }

    /// Whether there is a text in `lang`.
    pub fn has(&self, lang: &str) -> bool {
        self.get(lang).is_some()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tags and texts, in the order of the tags.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(lang, text)| (&**lang, &**text))
    }
}

impl<L: Into<Box<str>>, T: Into<Box<str>>> FromIterator<(L, T)> for Words {
    /// Of two texts in one language the last stays.
    fn from_iter<I: IntoIterator<Item = (L, T)>>(texts: I) -> Self {
        let by_lang: BTreeMap<Box<str>, Box<str>> =
            texts.into_iter().map(|(lang, text)| (lang.into(), text.into())).collect();
        if by_lang.is_empty() { Self::default() } else { Self(by_lang.into_iter().collect()) }
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::<Box<str>, Box<str>>::deserialize(deserializer).map(Self::from_iter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_the_default() {
        let words = Words::one("en", "Hello");
        assert_eq!(words.of("cy", "en"), Some("Hello"));
        assert_eq!(words.of("cy", "fr"), None);
    }

    #[test]
    fn words_are_a_map_in_json() {
        let words = Words::from_iter([("en", "Yes"), ("cy", "Ie")]);
        let json = serde_json::to_string(&words).expect("a map of texts");
        assert_eq!(json, r#"{"cy":"Ie","en":"Yes"}"#);
        assert_eq!(serde_json::from_str::<Words>(&json).expect("our own text"), words);
    }
}
