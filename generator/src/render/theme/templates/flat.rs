//! Included templates, written into those that include them before these are compiled.
//!
//! Each `{% include %}` of a page opens a scope, in which every name is looked up again from the innermost on. One that
//! sets no names of its own means the same where it stands in the place of its tag.

use super::report::TemplateFiles;
use super::tags::{tags, takes_text_as_it_is};

/// How such a tag begins and ends, without the sign that trims.
const BEGIN: &str = " include \"";
const END: &str = "\" ";

/// Tags that a scope of its own is for, or that mean another thing in another file.
const OWN: [&str; 5] = ["set", "set_global", "block", "extends", "component"];

/// Longer than this no template becomes: templates that include each other could double without end.
const MAX_BYTES: usize = 1 << 18;

/// `text`, the template `name`, with all in it that can be.
pub(super) fn flat(name: &str, text: &str, files: &TemplateFiles) -> String {
    let mut out = String::with_capacity(text.len());
    write(text, &mut vec![name], files, &mut out);
    out
}

/// Adds `text`, the last of the templates `within` each other.
fn write<'t>(text: &str, within: &mut Vec<&'t str>, files: &'t TemplateFiles, out: &mut String) {
    if takes_text_as_it_is(text) {
        out.push_str(text);
        return;
    }
    let mut done = 0;
    for tag in tags(text) {
        let whole = text.get(tag.clone()).unwrap_or_default();
        let Some((name, trims_before, trims_after)) = included(whole) else { continue };
        let Some((name, inner)) = files.entry(name) else { continue };
        let fits = out.len() + text.len() + inner.len() < MAX_BYTES;
        if within.contains(&name) || !fits || has_own_scope(inner) {
            continue;
        }
        out.push_str(text.get(done..tag.start).unwrap_or_default());
        out.push_str(if trims_before { "{#- #}" } else { "" });
        within.push(name);
        write(inner, within, files, out);
        within.pop();
        out.push_str(if trims_after { "{# -#}" } else { "" });
        done = tag.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
}

/// The name in a tag `{% include "name" %}`, and on which sides it trims.
fn included(tag: &str) -> Option<(&str, bool, bool)> {
    let inner = tag.strip_prefix("{%")?.strip_suffix("%}")?;
    let (trims_before, inner) = inner.strip_prefix('-').map_or((false, inner), |inner| (true, inner));
    let (trims_after, inner) = inner.strip_suffix('-').map_or((false, inner), |inner| (true, inner));
    let name = inner.strip_prefix(BEGIN)?.strip_suffix(END)?;
    (!name.contains(['"', '\\'])).then_some((name, trims_before, trims_after))
}

fn has_own_scope(text: &str) -> bool {
    takes_text_as_it_is(text)
        || tags(text).any(|tag| {
            let inner = text.get(tag).unwrap_or_default().trim_start_matches(['{', '%', '-']).trim_start();
            OWN.contains(&inner.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat_of(files: &[(&str, &str)]) -> String {
        let (name, page) = files.iter().find(|(name, _)| *name == "page").expect("there is a page");
        flat(name, page, &TemplateFiles::of(files))
    }

    #[test]
    fn an_included_template_stands_in_the_place_of_its_tag() {
        let page = "<p>{% include \"a\" %}</p>\n{%- include \"b\" -%}\n<hr>";
        let files = [("page", page), ("a", "A {% if x %}{% include \"b\" %}{% endif %}"), ("b", " {{ b }}\n")];
        assert_eq!(flat_of(&files), "<p>A {% if x %} {{ b }}\n{% endif %}</p>\n{#- #} {{ b }}\n{# -#}\n<hr>");
    }

    #[test]
    fn what_means_another_thing_elsewhere_stays_where_it_is() {
        for (page, a) in [
            ("{% include \"a\" %}", "{%- set x = 1 %}"),
            ("{% include \"a\" %}", "{% component ui.a() %}{% endcomponent ui.a %}"),
            ("{% include \"a\" %}", "{% raw %}{{ }}{% endraw %}"),
            ("{% raw %}{% include \"a\" %}{% endraw %}", ""),
            ("{# {% include \"a\" %} #}", ""),
            ("{% include \"no-such\" %}", ""),
            ("{% include name %}", ""),
            ("{% include \"page\" %}", ""),
        ] {
            assert_eq!(flat_of(&[("page", page), ("a", a)]), page);
        }
    }

    #[test]
    fn templates_that_include_each_other_end() {
        let two = |name: &str| format!("{{% include \"{name}\" %}}{{% include \"{name}\" %}}");
        let names: Vec<String> = (0..64).map(|at| at.to_string()).collect();
        let texts: Vec<String> = (1..65).map(|at| two(&at.to_string())).collect();
        let first = two("0");
        let mut files: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(name, text)| (&**name, &**text)).collect();
        files.push(("page", &first));
        assert!(flat_of(&files).len() < 2 * MAX_BYTES);
    }
}
