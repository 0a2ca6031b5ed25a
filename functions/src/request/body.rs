//! A body of names and values, as its content type says.

use serde_json::Value;

use crate::form::Typed;
use crate::problem::Problem;

/// The most values that a post may have: our longest form has a tenth of them.
const MAX_PAIRS: usize = 200;

/// What `body` says, by `content_type`.
pub(super) fn typed(content_type: &str, body: &[u8]) -> Result<Typed, Problem> {
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let pairs = match media_type.as_str() {
        "application/x-www-form-urlencoded" => urlencoded(body)?,
        "application/json" => json(body)?,
        _ => return Err(Problem::Type),
    };
    if pairs.len() > MAX_PAIRS { Err(Problem::Malformed) } else { Ok(Typed { pairs }) }
}

fn urlencoded(body: &[u8]) -> Result<Vec<(String, String)>, Problem> {
    let pairs: Vec<_> = form_urlencoded::parse(body).into_owned().collect();
    // What was not UTF-8 has been replaced.
    let is_text = |text: &str| !text.contains(char::REPLACEMENT_CHARACTER);
    if pairs.iter().all(|(name, value)| is_text(name) && is_text(value)) { Ok(pairs) } else { Err(Problem::Malformed) }
}

/// An object whose values are texts, numbers, yes or no, or lists of them.
fn json(body: &[u8]) -> Result<Vec<(String, String)>, Problem> {
    let read: Value = serde_json::from_slice(body).map_err(|_| Problem::Malformed)?;
    let Value::Object(fields) = read else { return Err(Problem::Malformed) };
    let mut pairs = Vec::new();
    for (name, value) in fields {
        let values = match value {
            Value::Array(values) => values,
            value => vec![value],
        };
        for value in values {
            pairs.extend(text(value)?.map(|text| (name.clone(), text)));
        }
    }
    Ok(pairs)
}

fn text(value: Value) -> Result<Option<String>, Problem> {
    match value {
        Value::Null | Value::Bool(false) => Ok(None),
        Value::Bool(true) => Ok(Some(handbill_contract::post::YES.to_owned())),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::String(text) => Ok(Some(text)),
        Value::Array(_) | Value::Object(_) => Err(Problem::Malformed),
    }
}
