//! Content lines of at most 75 octets, RFC 5545 section 3.1.
//!
//! The crate `icalendar` folds too, but lets the last piece of a line reach 76 octets with its leading space.

/// Octets of a line without its line end.
const LINE_MAX_BYTES: usize = 75;

/// Folds content lines anew: unfolded first, then never inside a character.
pub(super) fn refold(lines: &str) -> String {
    let mut folded = String::with_capacity(lines.len() + lines.len() / 32);
    for line in lines.replace("\r\n ", "").split_terminator("\r\n") {
        fold(line, &mut folded);
        folded.push_str("\r\n");
    }
    folded
}

fn fold(line: &str, folded: &mut String) {
    let mut rest = line;
    let mut room = LINE_MAX_BYTES;
    while rest.len() > room {
        let (piece, tail) = rest.split_at(rest.floor_char_boundary(room));
        folded.push_str(piece);
        folded.push_str("\r\n ");
        rest = tail;
        room = LINE_MAX_BYTES - 1;
    }
    folded.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_stays_within_75_octets_and_unfolds_to_itself() {
        for letters in 0..400 {
            for text in ["x", "ŵ", "老", "🌹"].map(|c| format!("SUMMARY:{}", c.repeat(letters))) {
                let folded = refold(&format!("{text}\r\n"));
                assert!(folded.split("\r\n").all(|line| line.len() <= LINE_MAX_BYTES), "{folded}");
                assert_eq!(folded.replace("\r\n ", ""), format!("{text}\r\n"));
            }
        }
    }
}
