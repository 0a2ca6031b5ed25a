//! A call of a shortcode, checked against what it may be given.

use super::tag::Tag;
use super::{ArgumentKind, ArgumentSpec, ShortcodeSet, ShortcodeSpec};
use crate::diag::{Diagnostic, nearest};
use crate::model::draft::Argument;
use crate::parse::markdown::link;
use crate::source::{FileId, Span, Spanned};

type Arguments = Vec<(String, Spanned<Argument>)>;

/// The shortcode that is called, and the arguments that fit; what does not fit is told.
pub(crate) fn check<'a>(
    file: FileId,
    set: &'a ShortcodeSet,
    tag: Tag,
    findings: &mut Vec<Diagnostic>,
) -> Option<(&'a ShortcodeSpec, Arguments)> {
    let Some(spec) = set.get(&tag.name.value) else {
        findings.push(unknown(file, set, &tag));
        return None;
    };
    let mut arguments = Arguments::new();
    for (name, value) in tag.arguments {
        let Some(argument) = spec.argument(&name.value) else {
            findings.push(argument_unknown(file, spec, &name));
            continue;
        };
        if arguments.iter().any(|(known, _)| *known == name.value) {
            let message = format!("`{}` stands twice in `{}`", name.value, spec.name);
            let finding = Diagnostic::error("shortcode-argument-doubled", message);
            findings.push(finding.at(file, name.span, "the second").help("take one of them out"));
            continue;
        }
        findings.extend(misfit(file, argument, &value));
        arguments.push((name.value, value));
    }
    for argument in spec.arguments.iter().filter(|argument| argument.is_required) {
        if !arguments.iter().any(|(name, value)| *name == argument.name && !is_blank(argument, &value.value)) {
            findings.push(missing(file, spec, argument, tag.name.span));
        }
    }
    Some((spec, arguments))
}

/// Empty text says nothing, but for an `alt`: there it says that a picture is decorative.
fn is_blank(argument: &ArgumentSpec, value: &Argument) -> bool {
    argument.name != "alt" && matches!(value, Argument::Text(text) if text.trim().is_empty())
}

fn unknown(file: FileId, set: &ShortcodeSet, tag: &Tag) -> Diagnostic {
    let name = &tag.name.value;
    let finding = Diagnostic::error("shortcode-unknown", format!("there is no shortcode `{name}`"));
    let finding = finding.at(file, tag.name.span, "this name is unknown");
    let names = || set.iter().map(|spec| spec.name.as_str());
    match nearest(name, names()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("the shortcodes are {}", listed(names()))),
    }
}

fn argument_unknown(file: FileId, spec: &ShortcodeSpec, name: &Spanned<String>) -> Diagnostic {
    let message = format!("`{}` takes no argument `{}`", spec.name, name.value);
    let finding = Diagnostic::error("shortcode-argument-unknown", message).at(file, name.span, "this name is unknown");
    let names = || spec.arguments.iter().map(|argument| argument.name.as_str());
    match nearest(&name.value, names()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if spec.arguments.is_empty() => finding.help(format!("`{}` takes no arguments", spec.name)),
        None => finding.help(format!("the arguments of `{}` are {}", spec.name, listed(names()))),
    }
}

fn missing(file: FileId, spec: &ShortcodeSpec, argument: &ArgumentSpec, span: Span) -> Diagnostic {
    let message = format!("`{}` needs the argument `{}`", spec.name, argument.name);
    Diagnostic::error("shortcode-argument-missing", message)
        .at(file, span, format!("`{}` is missing", argument.name))
        .help(format!("add `{}=\"…\"`", argument.name))
}

fn misfit(file: FileId, argument: &ArgumentSpec, value: &Spanned<Argument>) -> Option<Diagnostic> {
    let fits = match (argument.kind, &value.value) {
        (ArgumentKind::Any, _) | (ArgumentKind::Bool, Argument::Bool(_)) => true,
        (ArgumentKind::Integer, Argument::Integer(number)) => *number >= 0,
        (ArgumentKind::Integer | ArgumentKind::Bool, _) => false,
        (ArgumentKind::Url, Argument::Text(url)) if link::is_unsafe(url) => {
            return Some(link::unsafe_scheme(file, value.span));
        }
        (_, value) => matches!(value, Argument::Text(_)),
    };
    let told = || {
        let message = format!("`{}` is not {}", argument.name, argument.kind.wanted());
        Diagnostic::error("shortcode-argument-type", message)
            .at(file, value.span, format!("{} belongs here", argument.kind.wanted()))
            .help(example(argument))
    };
    (!fits).then(told)
}

fn example(argument: &ArgumentSpec) -> String {
    let name = &argument.name;
    match argument.kind {
        ArgumentKind::Integer => format!("write `{name}=5`, without quotation marks"),
        ArgumentKind::Bool => format!("write `{name}=true`, without quotation marks"),
        _ => format!("write `{name}=\"…\"`, with quotation marks"),
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
