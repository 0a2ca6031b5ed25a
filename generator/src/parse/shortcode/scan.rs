//! Finds the calls of shortcodes in a text: tags, pairs, nesting; knows no shortcode but by name.

/// Whether `text` can name a shortcode or an argument: `events`, `event-type`, `event_type`.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
}
