//! A letter as a message: both parts, and the headers of RFC 5322 and 8058.

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::{Address, message};

use crate::domain::Email;
use crate::mail::{Letter, MailError};
use crate::settings::Post;
use crate::store::BoxError;

/// A header whose value is written as it is: programs read it, and it is ASCII.
macro_rules! plain_header {
    ($(#[$doc:meta])* $name:ident, $text:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        struct $name(String);

        impl Header for $name {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($text)
            }
            fn parse(text: &str) -> Result<Self, BoxError> {
                Ok(Self(text.to_owned()))
            }
            fn display(&self) -> HeaderValue {
                HeaderValue::dangerous_new_pre_encoded(Self::name(), self.0.clone(), self.0.clone())
            }
        }
    };
}

plain_header!(
    /// Where to leave.
    ListUnsubscribe,
    "List-Unsubscribe"
);
plain_header!(
    /// That a single POST does it.
    ListUnsubscribePost,
    "List-Unsubscribe-Post"
);
plain_header!(
    /// Of both parts.
    ContentLanguage,
    "Content-Language"
);
plain_header!(
    /// So that no machine answers "I am away" (RFC 3834).
    AutoSubmitted,
    "Auto-Submitted"
);

/// The message for `letter`. An `Err` when an address cannot be written to, or the sender is no address.
pub(super) fn written(post: &Post, letter: &Letter) -> Result<Message, MailError> {
    let from: Mailbox = post.from.parse().map_err(|_| MailError::Later("the sender is no address".into()))?;
    let host = from.email.domain().to_owned();
    let to: Address =
        letter.to.as_str().parse().map_err(|_| MailError::Never("this address cannot be written to".into()))?;
    let mut builder = Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(letter.subject.clone())
        .message_id(Some(format!("<{}@{host}>", letter.id)))
        .header(AutoSubmitted("auto-generated".to_owned()));
    if let Some(reply_to) = post.reply_to.as_deref().and_then(Email::parse) {
        let reply_to: Address =
            reply_to.as_str().parse().map_err(|_| MailError::Later("the address for answers is none".into()))?;
        builder = builder.reply_to(Mailbox::new(None, reply_to));
    }
    if is_plain(&letter.language) {
        builder = builder.header(ContentLanguage(letter.language.clone()));
    }
    if let Some(url) = letter.unsubscribe_url.as_ref().filter(|url| is_plain(url)) {
        builder = builder
            .header(ListUnsubscribe(format!("<{url}>")))
            .header(ListUnsubscribePost("List-Unsubscribe=One-Click".to_owned()));
    }
    let parts = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, &letter.text))
        .singlepart(part(ContentType::TEXT_HTML, &letter.html));
    builder.multipart(parts).map_err(|_| MailError::Never("this letter cannot be written".into()))
}

/// Lines end as mail wants them to, and long ones are encoded so that none is cut.
fn part(kind: ContentType, text: &str) -> SinglePart {
    let body = message::Body::new(text.replace("\r\n", "\n").replace('\n', "\r\n"));
    SinglePart::builder().header(kind).body(body)
}

/// Whether `text` may stand in a header as it is.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.len() < 900 && text.bytes().all(|byte| byte.is_ascii_graphic())
}
