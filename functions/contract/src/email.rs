//! What an e-mail address looks like, as far as it can be judged without writing to it.

/// The longest address, in octets: RFC 5321 has room for 254 between the angle brackets.
pub const MAX_BYTES: usize = 254;

/// The address that was typed, with its host in lower case and without spaces around it; `None` when it is none that
/// the public mail system could deliver to.
///
/// Quoted local parts and addresses of hosts by number are refused: nobody signs up with one, except to do harm.
///
/// ```
/// use handbill_contract::email::normalised;
/// assert_eq!(normalised(" Ann.Lee@Example.ORG "), Some("Ann.Lee@example.org".to_owned()));
/// assert_eq!(normalised("ann@localhost"), None);
/// ```
pub fn normalised(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (local, host) = typed.rsplit_once('@')?;
    let host = host.to_lowercase();
    (typed.len() <= MAX_BYTES && is_local(local) && is_host(&host)).then(|| format!("{local}@{host}"))
}

/// A dot-atom of RFC 5322, with letters of all scripts (RFC 6531), at most 64 octets.
fn is_local(local: &str) -> bool {
    let is_atom = |atom: &str| !atom.is_empty() && atom.chars().all(is_atext);
    local.len() <= 64 && local.split('.').all(is_atom)
}

fn is_atext(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || (!c.is_ascii() && c.is_alphanumeric())
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c == '-' || c.is_alphanumeric())
    };
    let top = host.rsplit('.').next().unwrap_or_default();
    host.len() <= 253 && host.contains('.') && host.split('.').all(is_label) && !top.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_have_is_taken() {
        for address in ["a@b.co", "ann.o'neill+campaign@mail.example.org", "siân@enghraifft.cymru"] {
            assert!(normalised(address).is_some(), "{address}");
        }
    }

    #[test]
    fn what_nobody_has_is_refused() {
        for address in [
            "",
            "@",
            "a@",
            "@b.co",
            "a b@c.co",
            "a@b",
            "a..b@c.co",
            ".a@c.co",
            "a@-b.co",
            "a@b..co",
            "a@1.2.3.4",
            "\"a\"@b.co",
            "a@[1.2.3.4]",
            "a@b.co\r\nBcc: c@d.co",
            "a,b@c.co",
            "a@b@c.co",
        ] {
            assert_eq!(normalised(address), None, "{address}");
        }
    }
}
