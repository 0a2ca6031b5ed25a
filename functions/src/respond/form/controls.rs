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
    /// What the legends say, in their order.
    legends: Vec<String>,
    /// The number of the legend above radio buttons and above boxes that stand together.
    groups: BTreeMap<String, usize>,
}

/// What is being read.
#[derive(Default)]
struct Reading {
    found: Controls,
    /// The id that the label is for.
    label: String,
    /// Whether this is the word "optional", or a hint.
    is_aside: bool,
}

impl Reading {
    fn says(&mut self, text: &str, is_legend: bool) {
        if self.is_aside {
        } else if !is_legend {
            self.found.labels.entry(self.label.clone()).or_default().push_str(text);
        } else if let Some(legend) = self.found.legends.last_mut() {
            legend.push_str(text);
        }
    }

    fn is_under_the_last_legend(&mut self, name: String) {
        if let Some(legend) = self.found.legends.len().checked_sub(1) {
            self.found.groups.entry(name).or_insert(legend);
        }
    }
}

impl Controls {
    /// Those of `html`.
    pub(super) fn of(html: &str) -> Self {
        let reading = RefCell::new(Reading::default());
        let handlers = vec![
            element!("legend", |_| {
                reading.borrow_mut().found.legends.push(String::new());
                Ok(())
            }),
            element!("fieldset input[type=radio][name], fieldset input[name=consent]", |control| {
                reading.borrow_mut().is_under_the_last_legend(control.get_attribute("name").unwrap_or_default());
                Ok(())
            }),
            element!("input[name], textarea[name], select[name]", |control| {
                if let (Some(name), Some(id)) = (control.get_attribute("name"), control.get_attribute("id")) {
                    reading.borrow_mut().found.ids.entry(name).or_insert(id);
                }
                Ok(())
            }),
            element!("label[for]", |label| {
                reading.borrow_mut().label = label.get_attribute("for").unwrap_or_default();
                Ok(())
            }),
            element!("label[for] span, legend span", |_| {
                reading.borrow_mut().is_aside = true;
                Ok(())
            }),
            text!("label[for]", |chunk| {
                reading.borrow_mut().says(chunk.as_str(), false);
                Ok(())
            }),
            text!("legend", |chunk| {
                reading.borrow_mut().says(chunk.as_str(), true);
                Ok(())
            }),
            text!("label[for] span, legend span", |chunk| {
                if chunk.last_in_text_node() {
                    reading.borrow_mut().is_aside = false;
                }
                Ok(())
            }),
        ];
        let settings =
            handlers.into_iter().fold(RewriteStrSettings::new(), RewriteStrSettings::append_element_content_handler);
        // The HTML is our own; where it cannot be read, nothing is found in it.
        let _ = rewrite_str(html, settings);
        reading.into_inner().found
    }

    /// Where the answer `name` is typed.
    pub(super) fn id(&self, name: &str) -> Option<&str> {
        self.ids.get(name).map(String::as_str)
    }

    /// The number of the legend over the answers `name`, where there are several to choose from.
    pub(super) fn legend(&self, name: &str) -> Option<usize> {
        self.groups.get(name).copied()
    }

    /// What the answer `name` is called, as HTML has it without tags; the name itself, where it has no label.
    pub(super) fn label<'a>(&'a self, name: &'a str) -> &'a str {
        let legend = self.legend(name).and_then(|legend| self.legends.get(legend));
        let label = || self.id(name).and_then(|id| self.labels.get(id));
        let label = legend.or_else(label).map(|label| label.trim());
        label.filter(|label| !label.is_empty()).unwrap_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_to_choose_from_are_called_by_their_legend() {
        let controls = Controls::of(
            "<form><fieldset><legend>Which <i>day</i> <span class=\"opt\">(optional)</span></legend>\
             <p><input type=\"radio\" id=\"f-d-1\" name=\"d\" value=\"1\"><label for=\"f-d-1\">Monday</label></p>\
             <p><input type=\"text\" id=\"f-n\" name=\"n\"><label for=\"f-n\">Name</label></p></fieldset>\
             <p><input type=\"checkbox\" id=\"f-a\" name=\"a\" value=\"yes\"><label for=\"f-a\">I am 13</label></p></form>",
        );
        assert_eq!((controls.label("d"), controls.legend("d")), ("Which day", Some(0)));
        assert_eq!((controls.label("n"), controls.legend("n")), ("Name", None));
        assert_eq!((controls.label("a"), controls.legend("a")), ("I am 13", None));
    }
}
