//! What an embedded database holds, as text: a developer looks at it, and at nothing else.

use aws_sdk_dynamodb::types::AttributeValue;

use super::super::{DynamoStore, StoreError};

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about and what it is: `P#…` and `E#…`.
    pub key: (String, String),
    /// Its attributes by name, in order.
    pub facts: Vec<(String, String)>,
}

/// Every record, up to `max` of them, in the order of keys. An `Err` when the database does not answer.
pub async fn listing(store: &DynamoStore, max: usize) -> Result<Vec<Row>, StoreError> {
    let mut pages = store.client().scan().table_name(store.table()).into_paginator().items().send();
    let mut rows = Vec::new();
    while let Some(item) = pages.next().await {
        let item = item.map_err(|cause| StoreError::Down { doing: "list the records", cause: Box::new(cause) })?;
        let text = |name: &str| item.get(name).map(shown).unwrap_or_default();
        let is_key = |name: &str| matches!(name, "pk" | "sk" | "g1pk" | "g1sk");
        let mut facts: Vec<(String, String)> =
            item.iter().filter(|(name, _)| !is_key(name)).map(|(name, value)| (name.clone(), shown(value))).collect();
        facts.sort();
        rows.push(Row { key: (text("pk"), text("sk")), facts });
        if rows.len() == max {
            break;
        }
    }
    rows.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(rows)
}

fn shown(value: &AttributeValue) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        AttributeValue::S(text) | AttributeValue::N(text) => text.clone(),
        AttributeValue::Bool(is_so) => is_so.to_string(),
        AttributeValue::L(list) => joined(list.iter().map(shown).collect()),
        AttributeValue::Ss(list) | AttributeValue::Ns(list) => list.join(", "),
        AttributeValue::M(map) => {
            let mut parts: Vec<String> = map.iter().map(|(name, value)| format!("{name}: {}", shown(value))).collect();
            parts.sort();
            joined(parts)
        }
        _ => String::new(),
    }
}
