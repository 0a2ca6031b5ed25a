//! Which sort of form, what its answers are for, whether it takes posts: with their names in front matter and JSON.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Which sort of form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A name under a statement.
    Pledge,
    /// A place on a list.
    Signup,
    /// A gift.
    Donate,
    /// "I am coming."
    Rsvp,
    /// Answers to questions.
    Consultation,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Pledge, Self::Signup, Self::Donate, Self::Rsvp, Self::Consultation];

    /// The kind that front matter calls `name`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Its name in front matter and in ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pledge => "pledge",
            Self::Signup => "signup",
            Self::Donate => "donate",
            Self::Rsvp => "rsvp",
            Self::Consultation => "consultation",
        }
    }

    /// Where it is posted.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Pledge => "/api/pledge",
            Self::Donate => "/api/donate",
            Self::Signup | Self::Rsvp | Self::Consultation => "/api/signup",
        }
    }

    /// What OSDI calls it.
    pub const fn osdi(self) -> &'static str {
        match self {
            Self::Pledge => "osdi:petition",
            Self::Donate => "osdi:fundraising_page",
            Self::Rsvp => "osdi:event",
            Self::Signup | Self::Consultation => "osdi:form",
        }
    }

    /// What its answers are for when its author does not say.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Pledge => Purpose::Pledge,
            Self::Signup => Purpose::Newsletter,
            Self::Donate => Purpose::Donation,
            Self::Rsvp => Purpose::Rsvp,
            Self::Consultation => Purpose::Consultation,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the answers are for; kept with each consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// To hear from the organisation.
    Newsletter,
    /// To help.
    Volunteer,
    /// To join a local group.
    Group,
    /// To answer questions.
    Consultation,
    /// To come to an event.
    Rsvp,
    /// To put a name to a statement.
    Pledge,
    /// To give money.
    Donation,
}

impl Purpose {
    /// Those that an author may give to a sign-up, with their names in front matter.
    pub const SIGNUP: [(Self, &'static str); 4] = [
        (Self::Newsletter, "newsletter"),
        (Self::Volunteer, "volunteer"),
        (Self::Group, "group"),
        (Self::Consultation, "consultation"),
    ];

    /// Its name in JSON and in templates.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newsletter => "newsletter",
            Self::Volunteer => "volunteer",
            Self::Group => "group",
            Self::Consultation => "consultation",
            Self::Rsvp => "rsvp",
            Self::Pledge => "pledge",
            Self::Donation => "donation",
        }
    }
}

/// Whether a form takes posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It does.
    Open,
    /// Not for now.
    Paused,
    /// No longer.
    Closed,
}

impl State {
    /// All of them, with their names in front matter.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Open, "open"), (Self::Paused, "paused"), (Self::Closed, "closed")];

    /// Its name in JSON and in templates.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paused => "paused",
            Self::Closed => "closed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(word: impl Serialize) -> String {
        serde_json::to_string(&word).expect("a word").trim_matches('"').to_owned()
    }

    #[test]
    fn each_word_is_the_same_in_front_matter_and_in_json() {
        for kind in Kind::ALL {
            assert_eq!(json(kind), kind.as_str());
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
            assert_eq!(json(kind.purpose()), kind.purpose().as_str());
        }
        for (purpose, name) in Purpose::SIGNUP {
            assert_eq!((json(purpose).as_str(), purpose.as_str()), (name, name));
        }
        for (state, name) in State::ALL {
            assert_eq!((json(state).as_str(), state.as_str()), (name, name));
        }
    }
}
