//! Colour profiles: which of them still mean the same when a picture has been decoded and written anew.

/// The profile to be written with the pixels; `None` where browsers take the colours rightly without it.
///
/// Kept is what names another space of red, green and blue, such as the Display P3 of telephones: without it their colours
/// would be pale. Not kept are sRGB, which everything is that says nothing; and those of grey and of printing inks, for
/// the pixels are no longer what they speak of.
pub(super) fn kept(profile: Option<Vec<u8>>) -> Option<Vec<u8>> {
    profile.filter(|profile| is_rgb(profile) && !says(profile, "sRGB"))
}

fn is_rgb(profile: &[u8]) -> bool {
    profile.get(16..20) == Some(b"RGB ") && profile.get(36..40) == Some(b"acsp")
}

/// Whether a word stands in it, in one byte a letter or in two.
fn says(profile: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.bytes().flat_map(|byte| [0, byte]).collect();
    let has = |word: &[u8]| profile.windows(word.len()).any(|window| window == word);
    has(word.as_bytes()) || has(&wide)
}
