//! What to write instead of a key or a value that cannot be.

use crate::diag::{Diagnostic, nearest};
use crate::model::node::{Node, Value};
use crate::source::FileId;

/// "did you mean …?", or all that is known when nothing is near.
pub fn suggestion(typed: &str, known: &[&str]) -> String {
    if let Some(word) = nearest(typed, known.iter().copied()) {
        return format!("did you mean `{word}`?");
    }
    let all: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    format!("it can be {}", listed(&all))
}

/// `a, b or c`.
pub fn listed(items: &[String]) -> String {
    match items {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

pub(super) fn type_finding(name: &str, wanted: &str, is: &Value, file: FileId, node: &Node) -> Diagnostic {
    let finding = Diagnostic::error("key-type", format!("{name} must be {wanted}, and this is {}", is.kind())).at(
        file,
        node.span,
        is.kind(),
    );
    match remedy(wanted, is) {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// What to write instead, where the value shows what was meant.
fn remedy(wanted: &str, is: &Value) -> Option<String> {
    let quoted = |text: &str| format!("put it in quotes: `\"{text}\"`");
    match is {
        Value::Integer(number) if wanted.starts_with("text") => Some(quoted(&number.to_string())),
        Value::Float(number) if wanted.starts_with("text") => Some(quoted(&number.to_string())),
        Value::Bool(value) if wanted.starts_with("text") => Some(quoted(&value.to_string())),
        Value::Date(text) if wanted.starts_with("text") => Some(quoted(text)),
        Value::String(text) => remedy_of_text(wanted, text),
        _ => None,
    }
}

fn remedy_of_text(wanted: &str, text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '_' | '£')).collect();
    match wanted {
        "a whole number" if bare.parse::<i64>().is_ok() => Some(format!("write it without quotes: `{bare}`")),
        "a number" if bare.parse::<f64>().is_ok() => Some(format!("write it without quotes: `{bare}`")),
        "a whole number" => Some("write digits without quotes, such as `10`".to_owned()),
        "a number" => Some("write digits without quotes, such as `53.8`".to_owned()),
        "`true` or `false`" => match bare.to_lowercase().as_str() {
            "true" | "yes" | "on" => Some("write `true`, without quotes".to_owned()),
            "false" | "no" | "off" => Some("write `false`, without quotes".to_owned()),
            _ => None,
        },
        "a list of texts" => {
            let items: Vec<String> = text.split(',').map(|item| format!("\"{}\"", item.trim())).collect();
            Some(format!("write it as a list: `[{}]`", items.join(", ")))
        }
        _ => None,
    }
}
