//! The messages of one language, as its files say them.

use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use unic_langid::LanguageIdentifier;

use super::numbers::Grouping;
use crate::ids::Lang;

/// The messages of one language: the theme's, and the site's over them.
pub struct Bundle {
    lang: Lang,
    keys: BTreeSet<String>,
    fluent: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Bundle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bundle").field("lang", &self.lang).field("messages", &self.keys.len()).finish_non_exhaustive()
    }
}

impl Bundle {
    /// Takes files in their order: a message of a later one replaces that of an earlier one.
    pub(super) fn new(lang: Lang, resources: Vec<FluentResource>) -> Self {
        let identifier: LanguageIdentifier = lang.as_str().parse().unwrap_or_default();
        let mut fluent = FluentBundle::new_concurrent(vec![identifier]);
        fluent.set_use_isolating(false);
        let mut keys = BTreeSet::new();
        for resource in resources {
            keys.extend(message_keys(&resource));
            fluent.add_resource_overriding(resource);
        }
        let mut bundle = Self { lang, keys, fluent };
        let grouping = Grouping::of_one(&bundle);
        bundle.fluent.set_formatter(Some(grouping.formatter()));
        bundle
    }

    /// Its language.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &String> {
        self.keys.iter()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// A message; arguments that it asks for and is not given show as their names.
    pub(super) fn format(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.fluent.get_message(key)?.value()?;
        joined(pattern, args)
            .or_else(|| Some(self.fluent.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned()))
    }

    /// A message that asks for no argument.
    pub(super) fn plain(&self, key: &str) -> Option<String> {
        let (text, errors) = self.try_format(key, None)?;
        errors.is_empty().then_some(text)
    }

    /// What a message names and its file does not hold: `-brand`, `other-message`, `NOW()`.
    pub(super) fn unknown_names(&self, key: &str) -> Vec<String> {
        let errors = self.try_format(key, None).map(|(_, errors)| errors).unwrap_or_default();
        errors.iter().filter_map(unknown_name).collect()
    }

    /// What a message asks for besides `known`.
    pub(super) fn unknown_arguments(&self, key: &str, args: &FluentArgs<'_>) -> Vec<String> {
        let errors = self.try_format(key, Some(args)).map(|(_, errors)| errors).unwrap_or_default();
        errors.iter().filter_map(asked_for).collect()
    }

    fn try_format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<(String, Vec<FluentError>)> {
        let message = self.fluent.get_message(key)?;
        let mut errors = Vec::new();
        let text = self.fluent.format_pattern(message.value()?, args, &mut errors).into_owned();
        Some((text, errors))
    }
}

/// A message of words and texts that are given alone, as most are; `None` where Fluent has more to do.
fn joined(pattern: &Pattern<&str>, args: &FluentArgs<'_>) -> Option<String> {
    let mut text = String::with_capacity(64);
    for element in &pattern.elements {
        text.push_str(match element {
            PatternElement::TextElement { value } => value,
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => match args.get(id.name)? {
                FluentValue::String(given) => given,
                _ => return None,
            },
            PatternElement::Placeable { .. } => return None,
        });
    }
    Some(text)
}

/// The messages of a file that have a value, in its order.
pub(super) fn message_keys(resource: &FluentResource) -> Vec<String> {
    resource
        .entries()
        .filter_map(|entry| match entry {
            fluent_syntax::ast::Entry::Message(message) if message.value.is_some() => Some(message.id.name.to_owned()),
            _ => None,
        })
        .collect()
}

fn asked_for(error: &FluentError) -> Option<String> {
    match error {
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => Some(format!("${id}")),
        _ => None,
    }
}

fn unknown_name(error: &FluentError) -> Option<String> {
    match error {
        FluentError::ResolverError(ResolverError::Reference(kind)) => match kind {
            ReferenceKind::Function { id } => Some(format!("{id}()")),
            ReferenceKind::Message { id, attribute: None } => Some(id.clone()),
            ReferenceKind::Message { id, attribute: Some(attribute) } => Some(format!("{id}.{attribute}")),
            ReferenceKind::Term { id, .. } => Some(format!("-{id}")),
            ReferenceKind::Variable { .. } => None,
        },
        FluentError::ResolverError(ResolverError::Cyclic) => Some("itself".to_owned()),
        _ => None,
    }
}
