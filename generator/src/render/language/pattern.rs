//! A message taken apart once: text and slots, which a date fills without asking Fluent again.

use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};

use super::Bundle;

/// What a date message can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Weekday,
    Day,
    Month,
    Year,
    Hour12,
    Hour24,
    Minute2,
    Ampm,
    Date,
    From,
    To,
    Start,
    End,
    City,
}

impl Slot {
    const ALL: [(Self, &'static str); 14] = [
        (Self::Weekday, "weekday"),
        (Self::Day, "day"),
        (Self::Month, "month"),
        (Self::Year, "year"),
        (Self::Hour12, "hour12"),
        (Self::Hour24, "hour24"),
        (Self::Minute2, "minute2"),
        (Self::Ampm, "ampm"),
        (Self::Date, "date"),
        (Self::From, "from"),
        (Self::To, "to"),
        (Self::Start, "start"),
        (Self::End, "end"),
        (Self::City, "city"),
    ];

    /// A character of the private use area that stands for the slot while the message is taken apart.
    fn mark(at: usize) -> char {
        u32::try_from(at).ok().and_then(|at| char::from_u32(0xF_8000 + at)).unwrap_or('\u{F8FFF}')
    }

    fn of_mark(mark: char) -> Option<Self> {
        let at = u32::from(mark).checked_sub(0xF_8000)?;
        Self::ALL.get(usize::try_from(at).ok()?).map(|(slot, _)| *slot)
    }

    /// Every slot as an argument of Fluent, filled with its mark.
    pub(super) fn marks() -> FluentArgs<'static> {
        let mut args = FluentArgs::with_capacity(Self::ALL.len());
        for (at, (_, name)) in Self::ALL.iter().enumerate() {
            args.set(*name, FluentValue::from(Self::mark(at).to_string()));
        }
        args
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Slot(Slot),
}

/// A message as text and slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    parts: Vec<Part>,
}

impl Pattern {
    /// The message `key` of the first language that has it, else `otherwise`, written as in Fluent.
    pub(super) fn of(bundles: &[Arc<Bundle>], key: &str, otherwise: &str) -> Self {
        let marks = Slot::marks();
        let said = bundles.iter().find_map(|bundle| bundle.format(key, &marks));
        Self::parse(&said.unwrap_or_else(|| with_marks(otherwise)))
    }

    fn parse(marked: &str) -> Self {
        let mut parts = Vec::new();
        let mut text = String::new();
        for c in marked.chars() {
            match Slot::of_mark(c) {
                Some(slot) => {
                    if !text.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut text)));
                    }
                    parts.push(Part::Slot(slot));
                }
                None => text.push(c),
            }
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        Self { parts }
    }

    /// Writes the message; `fill` writes what belongs in each slot.
    pub(super) fn write(&self, out: &mut String, mut fill: impl FnMut(Slot, &mut String)) {
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Slot(slot) => fill(*slot, out),
            }
        }
    }
}

/// `{ $day } { $month }` with each name as its mark.
fn with_marks(pattern: &str) -> String {
    let mut marked = pattern.to_owned();
    for (at, (_, name)) in Slot::ALL.iter().enumerate() {
        marked = marked.replace(&format!("{{ ${name} }}"), &Slot::mark(at).to_string());
    }
    marked
}
