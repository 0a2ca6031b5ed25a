//! A theme's own shortcodes, from `[shortcodes.NAME]` in its `theme.toml`.

use super::{ArgumentKind, ArgumentSpec, ShortcodeSpec, scan};
use crate::diag::{Diagnostic, nearest};
use crate::model::node::{Node, Table, Value};
use crate::parse::toml;
use crate::source::{FileId, Span, Spanned};

const KEYS: [&str; 3] = ["arguments", "body", "inline"];

/// The theme's shortcodes, in the order of the file. Mistakes of syntax are told by who reads the whole of it.
pub(super) fn read(file: FileId, text: &str) -> (Vec<ShortcodeSpec>, Vec<Diagnostic>) {
    let (root, _) = toml::table(file, text, 0..text.len());
    let mut reader = Reader { file, findings: Vec::new() };
    let specs = match root.get("shortcodes") {
        None => Vec::new(),
        Some(node) => reader.table(node).entries.iter().map(|(name, node)| reader.spec(name, node)).collect(),
    };
    (specs, reader.findings)
}

struct Reader {
    file: FileId,
    findings: Vec<Diagnostic>,
}

impl Reader {
    fn spec(&mut self, name: &Spanned<String>, node: &Node) -> ShortcodeSpec {
        if !scan::is_name(&name.value) {
            let message = format!("`{}` cannot be a shortcode's name", name.value);
            self.tell(
                message,
                name.span,
                "this name",
                "use small letters, digits and hyphens, a letter first".to_owned(),
            );
        }
        let table = self.table(node);
        for (key, _) in table.entries.iter().filter(|(key, _)| !KEYS.contains(&key.value.as_str())) {
            let help = match nearest(&key.value, KEYS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "the keys are `arguments`, `body` and `inline`".to_owned(),
            };
            let message = format!("the shortcode `{}` has the unknown key `{}`", name.value, key.value);
            self.tell(message, key.span, "this key is unknown", help);
        }
        ShortcodeSpec {
            name: name.value.clone(),
            arguments: table.get("arguments").map_or_else(Vec::new, |node| self.arguments(node)),
            has_body: table.get("body").is_some_and(|node| self.flag("body", node)),
            may_be_inline: table.get("inline").is_some_and(|node| self.flag("inline", node)),
        }
    }

    fn table(&mut self, node: &Node) -> Table {
        if let Value::Table(table) = &node.value {
            return table.clone();
        }
        let help = "write `[shortcodes.NAME]` and below it `arguments = [\"a\", \"b\"]`".to_owned();
        self.tell(format!("a table is wanted, not {}", node.value.kind()), node.span, "a table belongs here", help);
        Table::default()
    }

    fn arguments(&mut self, node: &Node) -> Vec<ArgumentSpec> {
        let Value::Array(items) = &node.value else {
            self.names_wanted(node);
            return Vec::new();
        };
        let mut arguments = Vec::new();
        for item in items {
            match &item.value {
                Value::String(name) if scan::is_name(name) => {
                    arguments.push(ArgumentSpec { name: name.clone(), kind: ArgumentKind::Any, is_required: false });
                }
                _ => self.names_wanted(item),
            }
        }
        arguments
    }

    fn names_wanted(&mut self, node: &Node) {
        let message = "`arguments` is a list of names of small letters, digits and hyphens".to_owned();
        self.tell(message, node.span, "not a list of names", "write `arguments = [\"a\", \"b\"]`".to_owned());
    }

    fn flag(&mut self, key: &str, node: &Node) -> bool {
        if let Value::Bool(flag) = node.value {
            return flag;
        }
        let help = format!("write `{key} = true` or leave it out");
        let message = format!("`{key}` is `true` or `false`, not {}", node.value.kind());
        self.tell(message, node.span, "`true` or `false` belongs here", help);
        false
    }

    fn tell(&mut self, message: String, span: Span, label: &str, help: String) {
        let finding = Diagnostic::error("theme-shortcode-invalid", message);
        self.findings.push(finding.at(self.file, span, label).help(help));
    }
}
