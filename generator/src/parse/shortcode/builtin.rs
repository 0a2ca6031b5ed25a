//! The engine's own shortcodes.

use super::ArgumentKind::{self, Bool, Integer, Page, Picture, Region, Text, Url};
use super::{ArgumentSpec, ShortcodeSpec};

/// A name, its arguments (an exclamation mark makes one required), and what else it may.
type Row = (&'static str, &'static [(&'static str, ArgumentKind)], Form);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Block,
    BlockOrInline,
    WithBody,
}

const ROWS: &[Row] = &[
    ("pledge", &[("campaign", Page)], Form::Block),
    ("signup", &[("page", Page)], Form::Block),
    ("donate", &[("page", Page)], Form::Block),
    ("rsvp", &[("page", Page)], Form::Block),
    ("consultation", &[("page", Page)], Form::Block),
    ("groups", &[("region", Region), ("limit", Integer)], Form::Block),
    (
        "events",
        &[("type", Text), ("region", Region), ("group", Page), ("campaign", Page), ("limit", Integer), ("past", Bool)],
        Form::Block,
    ),
    ("news", &[("tag", Text), ("limit", Integer)], Form::Block),
    ("counter", &[("campaign", Page)], Form::Block),
    ("share", &[], Form::Block),
    ("quote", &[("by", Text), ("role", Text), ("url", Url)], Form::WithBody),
    ("figure", &[("src!", Picture), ("alt!", Text), ("caption", Text), ("credit", Text)], Form::Block),
    ("video", &[("src!", Url), ("title!", Text), ("poster", Picture)], Form::Block),
    ("button", &[("href!", Url), ("label!", Text)], Form::BlockOrInline),
    ("signatories", &[("campaign", Page)], Form::Block),
    ("faq", &[], Form::WithBody),
    ("finder", &[], Form::Block),
];

/// All of them.
pub(super) fn all() -> impl Iterator<Item = ShortcodeSpec> {
    ROWS.iter().map(|(name, arguments, form)| ShortcodeSpec {
        name: (*name).to_owned(),
        arguments: arguments.iter().map(|(name, kind)| argument(name, *kind)).collect(),
        has_body: *form == Form::WithBody,
        may_be_inline: *form == Form::BlockOrInline,
    })
}

fn argument(name: &str, kind: ArgumentKind) -> ArgumentSpec {
    ArgumentSpec { name: name.trim_end_matches('!').to_owned(), kind, is_required: name.ends_with('!') }
}
