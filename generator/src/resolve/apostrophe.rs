//! Apostrophes of titles and summaries, set as Markdown sets them in a text.

/// `Don’t` for `Don't`, `tenants’ rights` for `tenants' rights`: a straight stroke behind a letter becomes an apostrophe. Where another stroke opens a quotation, only those between two letters do: the others may close it.
pub(super) fn set(text: &str) -> String {
    if !text.contains('\'') {
        return text.to_owned();
    }
    let is_stroke_after = |is_wanted: fn(char) -> bool| {
        let before = std::iter::once(' ').chain(text.chars());
        before.zip(text.chars()).any(|(before, c)| c == '\'' && is_wanted(before))
    };
    if !is_stroke_after(char::is_alphanumeric) {
        return text.to_owned();
    }
    let has_quotation = is_stroke_after(|before| !before.is_alphanumeric());
    let before = std::iter::once(' ').chain(text.chars());
    let after = text.chars().skip(1).chain(std::iter::once(' '));
    let set = before.zip(text.chars()).zip(after).map(|((before, c), after)| {
        let is_inside = before.is_alphanumeric() && after.is_alphabetic();
        let is_apostrophe = c == '\'' && (is_inside || (before.is_alphabetic() && !has_quotation));
        if is_apostrophe { '’' } else { c }
    });
    set.collect()
}

#[cfg(test)]
mod tests {
    use super::set;

    #[test]
    fn an_apostrophe_is_set_where_one_is_meant() {
        for (typed, wanted) in [
            ("Don't", "Don’t"),
            ("Dechrau'r daith, mae'n bryd", "Dechrau’r daith, mae’n bryd"),
            ("Tenants' rights", "Tenants’ rights"),
            ("The 'bedroom tax' isn't law", "The 'bedroom tax' isn’t law"),
            ("'tis", "'tis"),
            ("5' 3\"", "5' 3\""),
            ("'", "'"),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(set(typed), wanted);
        }
    }
}
