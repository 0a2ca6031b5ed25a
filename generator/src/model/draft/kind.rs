//! The kinds of pages, and the folders that they live in.

/// The five kinds, the home page and the list pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `content/index.md`.
    Home,
    /// `content/news/index.md` and the like.
    Section(Section),
    /// `campaigns/`
    Campaign,
    /// `groups/`
    Group,
    /// `events/`
    Event,
    /// `news/`
    Article,
    /// `pages/`
    Page,
}

impl Kind {
    /// The folder of such pages, which is also their name in `[defaults]`; the home page has none.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Self::Home => None,
            Self::Section(section) => Some(section.folder()),
            Self::Campaign => Some("campaigns"),
            Self::Group => Some("groups"),
            Self::Event => Some("events"),
            Self::Article => Some("news"),
            Self::Page => Some("pages"),
        }
    }
}

/// The folders that have a list page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// `campaigns/`
    Campaigns,
    /// `groups/`
    Groups,
    /// `events/`
    Events,
    /// `news/`
    News,
}

impl Section {
    /// All of them, in the order of their folders.
    pub const ALL: [Self; 4] = [Self::Campaigns, Self::Events, Self::Groups, Self::News];

    /// The key of its own page.
    pub fn key(self) -> &'static str {
        match self {
            Self::Campaigns => "campaigns/index",
            Self::Groups => "groups/index",
            Self::Events => "events/index",
            Self::News => "news/index",
        }
    }

    /// The folder's name, which is also the first step of the URL.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Campaigns => "campaigns",
            Self::Groups => "groups",
            Self::Events => "events",
            Self::News => "news",
        }
    }
}
