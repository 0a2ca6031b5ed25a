//! Step 1: a request becomes something to answer, or a problem: its path, size, type and origin are judged here.

mod body;
mod endpoint;
mod origin;

use std::net::IpAddr;

use bytes::Bytes;
use http::{HeaderMap, Method, header};

use crate::form::Typed;
use crate::problem::Problem;

pub use endpoint::{CountFormat, Endpoint, Function};
pub use origin::is_ours;

/// The most bytes that a form posts.
pub const MAX_BODY_BYTES: usize = 16 * 1024;

/// The most bytes of an event of the payment provider.
pub const MAX_EVENT_BYTES: usize = 256 * 1024;

/// Who asks, as told by what stands before us: put among a request's extensions by the lambda layer or by the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientIp(pub IpAddr);

/// What shape of answer is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// A page.
    Html,
    /// `Accept: application/json`
    Json,
}

/// A request whose path, method and size have been judged.
#[derive(Debug)]
pub struct Asked {
    /// What for.
    pub endpoint: Endpoint,
    /// GET or POST.
    pub method: Method,
    /// All headers.
    pub headers: HeaderMap,
    /// Not believed yet.
    pub body: Bytes,
    /// From where.
    pub client: Option<IpAddr>,
}

impl Asked {
    /// Reads a request. An `Err` when there is nothing at its path, or its method or size will not do.
    pub fn read(request: http::Request<Bytes>) -> Result<Self, Problem> {
        let (head, body) = request.into_parts();
        let endpoint = Endpoint::parse(head.uri.path()).ok_or(Problem::NotFound)?;
        let allow = endpoint.allow();
        if !allow.split(", ").any(|method| method == head.method.as_str()) {
            return Err(Problem::Method { allow });
        }
        let max = if endpoint == Endpoint::Stripe { MAX_EVENT_BYTES } else { MAX_BODY_BYTES };
        if body.len() > max {
            return Err(Problem::TooLarge);
        }
        let client = head.extensions.get::<ClientIp>().map(|ip| ip.0);
        Ok(Self { endpoint, method: head.method, headers: head.headers, body, client })
    }

    /// What was posted. An `Err` when its type is unknown or it is not what it says.
    pub fn typed(&self) -> Result<Typed, Problem> {
        body::typed(self.header(header::CONTENT_TYPE.as_str()), &self.body)
    }

    /// The header `name`, where it is text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// What shape of answer `headers` ask for: JSON only where it is asked for by name, and a page is not.
pub fn wants(headers: &HeaderMap) -> Wants {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.contains("application/json") && !accept.contains("text/html") { Wants::Json } else { Wants::Html }
}
