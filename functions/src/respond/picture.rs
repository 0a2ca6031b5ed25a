//! A count as a picture, for pages of others that take no script.

use bytes::Bytes;
use handbill_contract::answer::html_escaped;
use http::Response;

use super::headers;
use super::voice::Voice;
use crate::store::Count;

/// The picture.
pub(super) fn of(voice: &Voice<'_>, count: Count, goal: Option<u64>) -> Response<Bytes> {
    let n = count.confirmed.to_string();
    let goal = goal.map(|goal| goal.to_string()).unwrap_or_default();
    let alt = voice.word("count-alt", &[("n", &n), ("goal", &goal)]);
    let key = if goal.is_empty() { "count-label-no-goal" } else { "count-label" };
    let label = voice.word(key, &[("goal", &goal)]);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"240\" height=\"80\" viewBox=\"0 0 240 80\" role=\"img\">\
         <title>{}</title><rect width=\"240\" height=\"80\" fill=\"#fff\"/>\
         <g fill=\"#111\" font-family=\"sans-serif\"><text x=\"12\" y=\"44\" font-size=\"36\" font-weight=\"bold\">{n}</text>\
         <text x=\"12\" y=\"68\" font-size=\"16\">{}</text></g></svg>\n",
        html_escaped(&alt),
        html_escaped(&label),
    );
    let mut response = headers::made(200, "image/svg+xml", Bytes::from(svg));
    // Others show it on their pages.
    let anywhere = http::HeaderValue::from_static("cross-origin");
    response.headers_mut().insert(http::HeaderName::from_static("cross-origin-resource-policy"), anywhere);
    response
}
