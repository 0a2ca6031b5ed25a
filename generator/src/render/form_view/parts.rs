//! The parts of a form, as templates name them.

use std::sync::Arc;

use handbill_contract::post;
use serde::Serialize;

/// A form on a page.
#[derive(Debug, Clone, Serialize)]
pub struct FormView {
    /// `campaigns/rent-controls:pledge`
    pub id: String,
    /// `open`, `paused` or `closed`.
    pub state: &'static str,
    /// How many are wanted.
    pub goal: Option<u64>,
    /// Why it takes no posts; empty while it does.
    pub is_gone_text: String,
    /// What is posted unseen.
    pub hidden: Vec<Pair>,
    /// Where its answer is shown: `_top` in an embed, since no other page may stand in a frame; else empty.
    pub target: &'static str,
    /// What it shares with other forms of its shape.
    #[serde(flatten)]
    pub shape: Arc<ShapeView>,
}

/// What forms of one shape show, in one language, under one id.
#[derive(Debug, Serialize)]
pub struct ShapeView {
    /// The language it is shown in, where it differs from the page's: what is to be agreed to has no text in that.
    pub lang: Option<String>,
    /// `pledge`, `signup`, …
    pub kind: &'static str,
    /// What the answers are for.
    pub purpose: &'static str,
    /// Where it is posted.
    pub action: &'static str,
    /// Its id in the page; all ids in it begin with this.
    pub dom_id: String,
    /// Its heading.
    pub heading: String,
    /// What a visitor puts a name to; may be empty.
    pub statement: String,
    /// A sentence before the fields; may be empty.
    pub intro: String,
    /// What stands on the button.
    pub button: String,
    /// In their order.
    pub fields: Vec<FieldView>,
    /// Boxes to tick, none of them ticked.
    pub consents: Vec<ConsentView>,
    /// What is said about age.
    pub age_label: String,
    /// What is said about showing the name; empty when it is not asked.
    pub public_name_label: String,
    /// What may be given.
    pub amounts: Vec<AmountView>,
    /// Whether a gift each month is offered.
    pub monthly: bool,
    /// The least, in pounds.
    pub min_amount: Option<Pounds>,
    /// The most, in pounds.
    pub max_amount: Option<Pounds>,
    /// What a giver declares; may be empty.
    pub declaration: String,
    /// The name of the field that people leave empty.
    pub honeypot: &'static str,
    /// The notice on personal data; may be empty.
    pub privacy_url: String,
    /// The names of inputs that are no fields.
    pub names: Names,
}

/// One question.
#[derive(Debug, Serialize)]
pub struct FieldView {
    /// What it is posted as.
    pub name: String,
    /// Its id in the page.
    pub id: String,
    /// `text`, `email`, …
    pub kind: &'static str,
    /// The question.
    pub label: String,
    /// A line of help; may be empty.
    pub hint: String,
    /// Whether a post without it is refused.
    pub required: bool,
    /// The longest answer, where it is typed.
    pub max_chars: Option<u32>,
    /// WCAG 1.3.5; may be empty.
    pub autocomplete: String,
    /// The answers to choose from.
    pub options: Vec<OptionView>,
}

/// One answer to choose.
#[derive(Debug, Serialize)]
pub struct OptionView {
    /// What is posted.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// A box that gives consent.
#[derive(Debug, Serialize)]
pub struct ConsentView {
    /// Its id in the page.
    pub id: String,
    /// What it is posted as.
    pub name: &'static str,
    /// The statement's ticket: which text was shown.
    pub value: String,
    /// `email`, `sms`, `phone`, `post` or `share`.
    pub channel: &'static str,
    /// The exact statement.
    pub text: String,
}

/// A suggested gift.
#[derive(Debug, Serialize)]
pub struct AmountView {
    /// In pounds: `10`, `2.50`.
    pub value: String,
    /// `£10`
    pub label: String,
    /// Whether it is chosen at first.
    pub is_default: bool,
}

/// A sum of money, as a number that templates can write.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Pounds {
    /// Without pence.
    Whole(u64),
    /// With pence.
    Parts(f64),
}

/// A name and its value.
#[derive(Debug, Clone, Serialize)]
pub struct Pair {
    /// The name.
    pub name: &'static str,
    /// The value.
    pub value: String,
}

/// The names and values of inputs that are no fields.
#[derive(Debug, Serialize)]
pub struct Names {
    /// The box about age.
    pub old_enough: &'static str,
    /// The box about showing the name.
    pub public_name: &'static str,
    /// What both boxes post.
    pub yes: &'static str,
    /// The suggested amounts.
    pub amount: &'static str,
    /// The value that points to a typed amount.
    pub other: &'static str,
    /// The typed amount.
    pub amount_other: &'static str,
    /// How often.
    pub recurrence: &'static str,
    /// Its value for a single gift.
    pub once: &'static str,
    /// Its value for a gift each month.
    pub monthly: &'static str,
}

pub(super) const NAMES: Names = Names {
    old_enough: post::OLD_ENOUGH,
    public_name: post::PUBLIC_NAME,
    yes: post::YES,
    amount: post::AMOUNT,
    other: post::OTHER,
    amount_other: post::AMOUNT_OTHER,
    recurrence: post::RECURRENCE,
    once: post::ONCE,
    monthly: post::MONTHLY,
};
