//! Looks at many bytes at once: what is done for every text of a large site, and seldom finds anything.

/// So many bytes fit into a register of every processor that we run on.
const LANE: usize = 16;

/// Whether any byte of `text` is one. A blank must be none: what is left at the end is filled up with them.
pub(crate) fn has_any(text: &str, is: impl Fn(u8) -> bool + Copy) -> bool {
    // Without a way out in its middle, so that it is one comparison for all of them.
    let lane = |bytes: &[u8; LANE]| bytes.iter().fold(0, |any, byte| any | u8::from(is(*byte))) != 0;
    let (lanes, rest) = text.as_bytes().as_chunks::<LANE>();
    let mut last = [b' '; LANE];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    lanes.iter().any(lane) || lane(&last)
}

/// How many words there are, as `split_ascii_whitespace` finds them.
pub(crate) fn words(text: &str) -> usize {
    /// So few that a byte can count their words.
    const PART: usize = 128;
    let bytes = text.as_bytes();
    let between = |byte: u8| (byte == b' ') | (byte == b'\n') | (byte == b'\t') | (byte == b'\r') | (byte == b'\x0c');
    let pairs = bytes.chunks(PART).zip(bytes.get(1..).unwrap_or_default().chunks(PART));
    let ends = pairs.map(|(before, after)| {
        let end = |(before, after): (&u8, &u8)| u8::from(!between(*before) & between(*after));
        usize::from(before.iter().zip(after).map(end).fold(0, u8::wrapping_add))
    });
    ends.sum::<usize>() + usize::from(bytes.last().is_some_and(|last| !between(*last)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_finds_what_a_look_at_each_byte_finds(text in "[ -~\u{e9}\t]{0,70}") {
            let is = |byte: u8| (byte == b'&') | (byte == b'<');
            prop_assert_eq!(has_any(&text, is), text.bytes().any(is));
        }

        #[test]
        fn words_are_those_of_the_standard_library(text in "[a-c \t\n\r\u{c}\u{b}\u{e9}]{0,300}") {
            prop_assert_eq!(words(&text), text.split_ascii_whitespace().count());
        }
    }
}
