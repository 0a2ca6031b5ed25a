//! A page that thousands of places share: rendered once with holes, and filled for each place.

use super::super::answers::hole;

/// What is put into the holes of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filling<'a> {
    /// How the place is called; HTML.
    pub(super) name: &'a str,
    /// The last step of its address.
    pub(super) slug: &'a str,
    /// Its nearest groups; HTML.
    pub(super) groups: &'a str,
    /// Its next events; HTML.
    pub(super) events: &'a str,
}

/// Names of the holes.
pub(super) const HOLES: [&str; 4] = ["place", "slug", "groups", "events"];

/// A page with holes, cut at them.
#[derive(Debug)]
pub(super) struct Shell {
    /// Text, and the number in [`HOLES`] of what comes after it.
    pieces: Vec<(String, Option<usize>)>,
}

impl Shell {
    /// Cuts what was rendered.
    pub(super) fn new(html: &str) -> Self {
        let holes = HOLES.map(hole);
        let mut pieces = Vec::new();
        let mut rest = html;
        while !rest.is_empty() {
            let next = holes.iter().enumerate().filter_map(|(at, hole)| Some((rest.split_once(hole.as_str())?, at)));
            match next.min_by_key(|((before, _), _)| before.len()) {
                Some(((before, after), at)) => {
                    pieces.push((before.to_owned(), Some(at)));
                    rest = after;
                }
                None => {
                    pieces.push((rest.to_owned(), None));
                    rest = "";
                }
            }
        }
        Self { pieces }
    }

    /// The page of one place.
    pub(super) fn filled(&self, with: &Filling<'_>) -> String {
        let values = [with.name, with.slug, with.groups, with.events];
        let length: usize = self.pieces.iter().map(|(text, _)| text.len() + 16).sum();
        let mut html = String::with_capacity(length + with.groups.len() + with.events.len());
        for (text, hole) in &self.pieces {
            html.push_str(text);
            html.push_str(hole.and_then(|at| values.get(at)).copied().unwrap_or_default());
        }
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hole_is_filled_wherever_it_stands() {
        let html = format!(
            "{0}<a href=\"/near/{1}/\">{0}</a>{2}{3}.",
            hole("place"),
            hole("slug"),
            hole("groups"),
            hole("events")
        );
        let filling = Filling { name: "LS1", slug: "ls1", groups: "<li>Leeds</li>", events: "" };
        assert_eq!(Shell::new(&html).filled(&filling), "LS1<a href=\"/near/ls1/\">LS1</a><li>Leeds</li>.");
        assert_eq!(Shell::new("").filled(&filling), "");
    }
}
