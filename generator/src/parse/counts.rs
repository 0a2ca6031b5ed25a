//! `content/counts.toml`: how many have taken part, as it was last counted. A machine writes it, and a form that it
//! names may be gone by then.

use handbill_contract::FormId;

use crate::diag::Diagnostic;
use crate::model::config::Config;
use crate::model::node::{Node, Value};
use crate::parse::config::local;
use crate::parse::reader::Reader;
use crate::parse::toml;
use crate::source::{FileId, Sources, Span, Spanned};

/// Where the numbers stand.
pub(super) const PATH: &str = "content/counts.toml";

/// Puts the numbers of the file, where there is one, into `config`.
pub(super) fn read(sources: &Sources, config: &mut Config) -> Vec<Diagnostic> {
    let Some((file, source)) = sources.find(PATH) else { return Vec::new() };
    let (table, mut findings) = toml::table(file, source.text(), 0..source.text().len());
    if !findings.is_empty() {
        return findings;
    }
    let mut reader = Reader::new(file, &table, Span::default());
    reader.require("as_of");
    config.counts.as_of = reader.when("as_of").map(|as_of| local(&as_of.value, &config.timezone.1));
    let _ = reader.table("confirmed");
    if let Some(Value::Table(confirmed)) = reader.take("confirmed").map(|found| &found.node.value) {
        for (form, node) in &confirmed.entries {
            match count(file, form, node) {
                Ok(count) => {
                    config.counts.confirmed.insert(form.value.clone(), count);
                }
                Err(finding) => findings.push(*finding),
            }
        }
    }
    findings.extend(reader.finish());
    findings
}

fn count(file: FileId, form: &Spanned<String>, node: &Node) -> Result<u64, Box<Diagnostic>> {
    if FormId::parse(&form.value).is_none() {
        let finding = Diagnostic::error("count-invalid", format!("`{}` is no name of a form", form.value))
            .at(file, form.span, "a page's key, a colon and a kind belong here")
            .help("it looks like `campaigns/rent-controls:pledge`");
        return Err(Box::new(finding));
    }
    match node.value {
        Value::Integer(count) => u64::try_from(count).ok(),
        _ => None,
    }
    .ok_or_else(|| {
        let finding =
            Diagnostic::error("count-invalid", format!("the count of `{}` is no number of people", form.value));
        Box::new(finding.at(file, node.span, "a whole number belongs here"))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::{Content, SourceFile};

    fn read(text: &str) -> (Config, Vec<String>) {
        let file = SourceFile { path: PATH.into(), content: Content::Text(Arc::from(text)) };
        let (mut config, _) = crate::parse::config::read(FileId(0), "name = \"A\"");
        let findings = super::read(&Sources::new(vec![file]), &mut config);
        (config, findings.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn the_numbers_are_taken_with_their_moment() {
        let (config, told) = read("as_of = 2015-10-12T08:00:00Z\n[confirmed]\n\"campaigns/rents:pledge\" = 812\n");
        assert_eq!(told, [""; 0]);
        assert_eq!(config.counts.confirmed["campaigns/rents:pledge"], 812);
        // Summer time.
        assert_eq!(config.counts.as_of.map(|at| at.to_string()).as_deref(), Some("2015-10-12T09:00:00"));
    }

    #[test]
    fn what_is_no_form_and_what_is_no_number_is_told() {
        let (config, told) = read("as_of = 2015-10-12\n[confirmed]\nrents = 1\n\"a:pledge\" = -1\n");
        assert_eq!(told, ["`rents` is no name of a form", "the count of `a:pledge` is no number of people"]);
        assert!(config.counts.confirmed.is_empty());
    }
}
