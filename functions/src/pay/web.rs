//! HTTPS to other people's servers, over the stack that the database's client brings along.

use std::fmt;
use std::sync::LazyLock;
use std::time::Duration;

use aws_smithy_http_client::{Connector, tls};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorSettings};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};

use crate::store::BoxError;

/// The longest answer that is read, in bytes.
const MAX_BYTES: usize = 1024 * 1024;

/// A client that is made at its first request.
pub struct Https(LazyLock<Connector>);

impl Default for Https {
    fn default() -> Self {
        Self(LazyLock::new(|| {
            let settings = HttpConnectorSettings::builder()
                .connect_timeout(Duration::from_secs(2))
                .read_timeout(Duration::from_secs(6))
                .build();
            Connector::builder()
                .connector_settings(settings)
                .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring))
                .build()
        }))
    }
}

impl fmt::Debug for Https {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Https")
    }
}

impl Https {
    /// Sends `request` and reads the whole answer. An `Err` when there is none, or one longer than a megabyte.
    pub async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, BoxError> {
        let request = HttpRequest::try_from(request.map(SdkBody::from))?;
        let answer = self.0.call(request).await?.try_into_http1x()?;
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, MAX_BYTES).collect().await?.to_bytes();
        Ok(http::Response::from_parts(head, body))
    }
}
