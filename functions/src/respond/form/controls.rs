//! What stands in a form's HTML: where each answer is typed, and what it is called.

use std::cell::RefCell;
use std::collections::BTreeMap;

use lol_html::{RewriteStrSettings, element, rewrite_str, text};

/// The controls of a form, by the name under which they post.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Controls {
    /// The id of the first control of that name.
    ids: BTreeMap<String, String>,
    /// What a label says, by the id that it is for.
    labels: BTreeMap<String, String>,
}

impl Controls {
    /// Those of `html`.
    pub(super) fn of(html: &str) -> Self {
        let found = RefCell::new(Self::default());
        let current = RefCell::new(String::new());
        let is_aside = RefCell::new(false);
        let handlers = vec![
            element!("input[name], textarea[name], select[name]", |control| {
                if let (Some(name), Some(id)) = (control.get_attribute("name"), control.get_attribute("id")) {
                    found.borrow_mut().ids.entry(name).or_insert(id);
                }
                Ok(())
            }),
            element!("label[for]", |label| {
                *current.borrow_mut() = label.get_attribute("for").unwrap_or_default();
                Ok(())
            }),
            // "optional", and hints.
            element!("label[for] span", |span| {
                *is_aside.borrow_mut() = true;
                let _ = span;
                Ok(())
            }),
            text!("label[for]", |chunk| {
                if !*is_aside.borrow() {
                    let id = current.borrow().clone();
                    found.borrow_mut().labels.entry(id).or_default().push_str(chunk.as_str());
                }
                Ok(())
            }),
            text!("label[for] span", |chunk| {
                if chunk.last_in_text_node() {
                    *is_aside.borrow_mut() = false;
                }
                Ok(())
            }),
        ];
        let settings =
            handlers.into_iter().fold(RewriteStrSettings::new(), RewriteStrSettings::append_element_content_handler);
        // The HTML is our own; where it cannot be read, nothing is found in it.
        let _ = rewrite_str(html, settings);
        found.into_inner()
    }

    /// Where the answer `name` is typed.
    pub(super) fn id(&self, name: &str) -> Option<&str> {
        self.ids.get(name).map(String::as_str)
    }

    /// What the answer `name` is called, as HTML has it without tags; the name itself, where it has no label.
    pub(super) fn label<'a>(&'a self, name: &'a str) -> &'a str {
        let label = self.id(name).and_then(|id| self.labels.get(id)).map(|label| label.trim());
        label.filter(|label| !label.is_empty()).unwrap_or(name)
    }
}
