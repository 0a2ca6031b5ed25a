//! A platform's event, made to fit what reads it: Netlify leaves out what API Gateway always says, and says `null`
//! where nothing is meant. What no function needs is left out, so that nothing odd in it can hinder a request.

use http::{HeaderName, HeaderValue};
use serde_json::{Map, Value, json};

/// Of these the reader makes a URL, of which we need the path alone; a query is asked for by no function.
const UNUSED: [&str; 5] = [
    "queryStringParameters",
    "multiValueQueryStringParameters",
    "rawQueryString",
    "pathParameters",
    "stageVariables",
];
const UNUSED_HEADERS: [&str; 2] = ["host", "x-forwarded-proto"];

/// `event` in the shape of API Gateway's own.
pub(super) fn fitted(event: Value) -> Value {
    let Value::Object(mut event) = event else { return event };
    for name in UNUSED {
        event.remove(name);
    }
    for name in ["headers", "multiValueHeaders"] {
        if let Some(headers) = event.get_mut(name) {
            *headers = fitted_headers(headers);
        }
    }
    for name in ["path", "rawPath"] {
        if let Some(Value::String(path)) = event.get_mut(name) {
            *path = encoded(path);
        }
    }
    // Only Netlify says `rawUrl`, and no visitor can: so its header is the platform's own.
    if event.contains_key("rawUrl") {
        let context = netlify_context(&event);
        event.insert("requestContext".to_owned(), context);
    }
    Value::Object(event)
}

/// Those that have a name and a value.
fn fitted_headers(headers: &Value) -> Value {
    let mut kept = Map::new();
    for (name, value) in headers.as_object().into_iter().flatten() {
        let is_name = HeaderName::from_bytes(name.as_bytes()).is_ok();
        if !is_name || UNUSED_HEADERS.iter().any(|unused| name.eq_ignore_ascii_case(unused)) {
            continue;
        }
        match value {
            Value::Array(values) => {
                let values: Vec<_> = values.iter().filter(|value| is_value(value)).cloned().collect();
                if !values.is_empty() {
                    kept.insert(name.clone(), Value::Array(values));
                }
            }
            value if is_value(value) => {
                kept.insert(name.clone(), value.clone());
            }
            _ => {}
        }
    }
    Value::Object(kept)
}

fn is_value(value: &Value) -> bool {
    value.as_str().is_some_and(|text| HeaderValue::from_str(text).is_ok())
}

/// `path` with what no path may hold percent-encoded: some platforms decode it.
fn encoded(path: &str) -> String {
    path.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_graphic() && !br#""<>\^`{|}?#"#.contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    })
}

fn netlify_context(event: &Map<String, Value>) -> Value {
    let headers = event.get("headers").and_then(Value::as_object);
    let ip = headers.into_iter().flatten().find(|(name, _)| name.eq_ignore_ascii_case("x-nf-client-connection-ip"));
    json!({
        "httpMethod": event.get("httpMethod"),
        "identity": { "sourceIp": ip.map(|(_, value)| value) },
    })
}
