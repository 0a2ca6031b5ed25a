//! The words of schema.org that pages use.

use std::borrow::Cow;

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Document<'a> {
    #[serde(rename = "@context")]
    pub(super) context: &'static str,
    #[serde(rename = "@graph")]
    pub(super) graph: Vec<Node<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) enum Node<'a> {
    Organization(Organization<'a>),
    WebSite(WebSite<'a>),
    Event(Box<EventNode<'a>>),
    #[serde(rename = "NewsArticle")]
    Article(Box<ArticleNode<'a>>),
    #[serde(rename = "BreadcrumbList")]
    Breadcrumbs(Breadcrumbs<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Organization<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    pub(super) name: &'a str,
    pub(super) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) legal_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<Typed<PostalAddress<'a>>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) same_as: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) potential_action: Option<Typed<DonateAction>>,
}

/// A node inside another: its type, and what it says.
#[derive(Serialize)]
pub(super) struct Typed<T> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(flatten)]
    pub(super) value: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostalAddress<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) street_address: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) postal_code: Option<&'a str>,
    pub(super) address_country: &'static str,
}

#[derive(Serialize)]
pub(super) struct DonateAction {
    pub(super) target: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebSite<'a> {
    pub(super) name: &'a str,
    pub(super) url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) description: &'a str,
    pub(super) in_language: &'a str,
    pub(super) publisher: Reference,
}

/// The organisation, by the name that the home page gives it.
#[derive(Serialize)]
pub(super) struct Reference {
    #[serde(rename = "@id")]
    pub(super) id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EventNode<'a> {
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) description: &'a str,
    pub(super) url: String,
    pub(super) in_language: &'a str,
    pub(super) start_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_date: Option<String>,
    pub(super) event_status: &'static str,
    pub(super) event_attendance_mode: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) location: Vec<Location<'a>>,
    pub(super) organizer: Typed<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) maximum_attendee_capacity: Option<u64>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) enum Location<'a> {
    Place(Place<'a>),
    #[serde(rename = "VirtualLocation")]
    Virtual {
        url: &'a str,
    },
}

#[derive(Serialize)]
pub(super) struct Place<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    pub(super) address: Typed<PostalAddress<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) geo: Option<Typed<Geo>>,
}

#[derive(Serialize)]
pub(super) struct Geo {
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArticleNode<'a> {
    pub(super) headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) description: &'a str,
    pub(super) url: String,
    pub(super) main_entity_of_page: String,
    pub(super) in_language: &'a str,
    pub(super) word_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
    pub(super) author: Vec<Typed<Name<'a>>>,
    pub(super) publisher: Typed<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_based_on: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Name<'a> {
    pub(super) name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Breadcrumbs<'a> {
    pub(super) item_list_element: Vec<Typed<ListItem<'a>>>,
}

#[derive(Serialize)]
pub(super) struct ListItem<'a> {
    pub(super) position: usize,
    pub(super) name: &'a str,
    pub(super) item: String,
}
