//! Paths, and which function serves them.

use handbill_contract::{FormId, Kind};

/// One of the functions; each is a binary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Function {
    /// Newsletter, volunteers, groups, RSVP, consultations.
    Signup,
    /// Names under a statement.
    Pledge,
    /// Opens a checkout.
    Donate,
    /// Hears from the payment provider.
    Stripe,
    /// Proves an address.
    Confirm,
    /// Lets people leave.
    Unsubscribe,
    /// Says how many.
    Count,
}

/// What a path asks for. `Debug` hides tokens.
#[derive(Clone, PartialEq, Eq)]
pub enum Endpoint {
    /// `/api/signup`
    Signup,
    /// `/api/pledge`
    Pledge,
    /// `/api/donate`
    Donate,
    /// `/api/stripe`
    Stripe,
    /// `/api/confirm/TOKEN`
    Confirm(String),
    /// `/api/unsubscribe/TOKEN`
    Unsubscribe(String),
    /// `/api/count/FORM.json`
    Count(FormId, CountFormat),
}

/// How a count is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountFormat {
    /// For programs.
    Json,
    /// A picture for other people's pages.
    Svg,
}

impl Endpoint {
    /// The endpoint at `path`; `None` where there is none.
    pub fn parse(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("/api/")?;
        match rest.split_once('/') {
            None => match rest {
                "signup" => Some(Self::Signup),
                "pledge" => Some(Self::Pledge),
                "donate" => Some(Self::Donate),
                "stripe" => Some(Self::Stripe),
                _ => None,
            },
            Some(("confirm", token)) => Some(Self::Confirm(token.to_owned())),
            Some(("unsubscribe", token)) => Some(Self::Unsubscribe(token.to_owned())),
            Some(("count", form)) => count(form),
            Some(_) => None,
        }
    }

    /// Which function serves it.
    pub fn function(&self) -> Function {
        match self {
            Self::Signup => Function::Signup,
            Self::Pledge => Function::Pledge,
            Self::Donate => Function::Donate,
            Self::Stripe => Function::Stripe,
            Self::Confirm(_) => Function::Confirm,
            Self::Unsubscribe(_) => Function::Unsubscribe,
            Self::Count(..) => Function::Count,
        }
    }

    /// The methods that it takes, as in the header `Allow`.
    pub fn allow(&self) -> &'static str {
        match self {
            Self::Signup | Self::Pledge | Self::Donate | Self::Stripe => "POST",
            Self::Confirm(_) | Self::Unsubscribe(_) => "GET, HEAD, POST",
            Self::Count(..) => "GET, HEAD",
        }
    }
}

impl Function {
    /// Its name in logs and of its binary.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signup => "signup",
            Self::Pledge => "pledge",
            Self::Donate => "donate",
            Self::Stripe => "stripe",
            Self::Confirm => "confirm",
            Self::Unsubscribe => "unsubscribe",
            Self::Count => "count",
        }
    }

    /// Whether it takes posts to forms of `kind`.
    pub fn takes(self, kind: Kind) -> bool {
        kind.action().strip_prefix("/api/") == Some(self.as_str())
    }
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.function().as_str())
    }
}

fn count(path: &str) -> Option<Endpoint> {
    let (form, format) = match path.rsplit_once('.') {
        Some((form, "json")) => (form, CountFormat::Json),
        Some((form, "svg")) => (form, CountFormat::Svg),
        _ => return None,
    };
    // Browsers and proxies may write the colon of a form's id as `%3A`.
    let form = form.replace("%3A", ":").replace("%3a", ":");
    Some(Endpoint::Count(FormId::parse(&form)?, format))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_their_functions() {
        for (path, expected) in [
            ("/api/pledge", Some("pledge")),
            ("/api/confirm/abc", Some("confirm")),
            ("/api/count/campaigns/rent:pledge.json", Some("count")),
            ("/api/count/campaigns/rent%3Apledge.svg", Some("count")),
            ("/api/count/campaigns/rent", None),
            ("/api/pledge/", None),
            ("/api/", None),
            ("/", None),
        ] {
            assert_eq!(Endpoint::parse(path).map(|endpoint| endpoint.function().as_str()), expected, "{path}");
        }
    }
}
