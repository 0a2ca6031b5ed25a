//! Where the tags of a template stand, without reading what is in them.

use std::ops::Range;

/// The tags that print or decide something, with their braces.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find('{')?;
            let end = match text.as_bytes().get(start + 1)? {
                b'{' => "}}",
                b'%' => "%}",
                b'#' => "#}",
                _ => {
                    from = start + 1;
                    continue;
                }
            };
            from = start + text.get(start..)?.find(end)? + end.len();
            if end != "#}" {
                return Some(start..from);
            }
        }
    })
}

/// Whether a template has a part between `{% raw %}` and `{% endraw %}`, where tags are text.
pub(super) fn takes_text_as_it_is(text: &str) -> bool {
    text.contains("endraw")
}
