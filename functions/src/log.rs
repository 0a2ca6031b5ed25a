//! The log: lines of JSON, which never hold personal data.

use tracing_subscriber::fmt::MakeWriter;

/// Writes what is logged to `writer`: what a function says, and from what it uses only what is at least as grave.
pub fn subscriber<W>(writer: W) -> impl tracing::Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    tracing_subscriber::fmt().json().with_target(false).with_current_span(false).with_writer(writer).finish()
}
