//! The ids of a page: each stands once.

use std::collections::{BTreeMap, BTreeSet};

/// Ids in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    in_order: Vec<String>,
    /// The number that the next heading of the same words would get.
    next: BTreeMap<String, u32>,
}

impl Ids {
    /// Whether a link may name it.
    pub(super) fn has(&self, id: &str) -> bool {
        self.taken.contains(id)
    }

    /// All of them, in the order of the text.
    pub(super) fn all(&self) -> &[String] {
        &self.in_order
    }

    /// Takes an id that an author chose; `false` when it is taken.
    pub(super) fn take(&mut self, id: &str) -> bool {
        let is_new = self.taken.insert(id.to_owned());
        if is_new {
            self.in_order.push(id.to_owned());
        }
        is_new
    }

    /// Takes `base`, or `base-2`, `base-3`, … where that is taken.
    pub(super) fn take_free(&mut self, base: &str) -> String {
        if self.take(base) {
            return base.to_owned();
        }
        let mut number = self.next.get(base).copied().unwrap_or(2);
        loop {
            let id = format!("{base}-{number}");
            number += 1;
            if self.take(&id) {
                self.next.insert(base.to_owned(), number);
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_get_numbers() {
        let mut ids = Ids::default();
        assert!(ids.take("why-2"));
        assert_eq!([ids.take_free("why"), ids.take_free("why"), ids.take_free("why")], ["why", "why-3", "why-4"]);
        assert_eq!(ids.all(), ["why-2", "why", "why-3", "why-4"]);
    }
}
