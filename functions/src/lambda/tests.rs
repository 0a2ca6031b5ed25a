//! Events as the platforms send them: each is read, and says who asks for what.

use lambda_http::{Body, RequestExt};
use serde_json::{Value, json};

use super::{client_ip, path, read};
use crate::settings::Secret;

const REST: &str = include_str!("../../tests/events/apigw-v1.json");
const HTTP: &str = include_str!("../../tests/events/apigw-v2.json");
const FUNCTION_URL: &str = include_str!("../../tests/events/function-url.json");
const NETLIFY: &str = include_str!("../../tests/events/netlify.json");

fn event(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn request(event: Value) -> lambda_http::Request {
    read(event).expect("an event").into()
}

#[test]
fn each_platform_says_who_asks_for_what() {
    for (name, text) in [("v1", REST), ("v2", HTTP), ("function URL", FUNCTION_URL), ("netlify", NETLIFY)] {
        let request = request(event(text));
        assert_eq!(path(&request), "/api/pledge", "{name}");
        assert_eq!(request.method(), "POST", "{name}");
        assert_eq!(client_ip(&request, None).map(|ip| ip.to_string()).as_deref(), Some("203.0.113.7"), "{name}");
        assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded", "{name}");
        let body = match request.body() {
            Body::Text(text) => text.clone(),
            Body::Binary(bytes) => String::from_utf8(bytes.clone()).expect("text"),
            _ => String::new(),
        };
        assert!(body.starts_with("form=campaigns%2Frent-controls%3Apledge&"), "{name}: {body}");
    }
}

#[test]
fn a_function_url_speaks_as_an_http_api_does() {
    let request = request(event(FUNCTION_URL));
    assert!(matches!(
        request.request_context_ref(),
        Some(lambda_http::request::RequestContext::ApiGatewayV2(context)) if context.stage.as_deref() == Some("$default")
    ));
}

#[test]
fn no_visitor_says_whose_address_it_is() {
    for (text, pointer) in [(REST, "headers"), (HTTP, "headers"), (FUNCTION_URL, "headers")] {
        let mut event = event(text);
        for name in ["x-nf-client-connection-ip", "client-ip", "x-forwarded-for", "x-real-ip"] {
            event[pointer][name] = json!("198.51.100.99");
            if event.get("multiValueHeaders").is_some() {
                event["multiValueHeaders"][name] = json!(["198.51.100.99"]);
            }
        }
        let request = request(event);
        assert_eq!(client_ip(&request, None).map(|ip| ip.to_string()).as_deref(), Some("203.0.113.7"));
    }
}

#[test]
fn our_own_proxy_says_whose_address_it_is_and_no_other_does() {
    let secret = Secret::new("a secret of the proxy");
    for (said, address, expected) in [
        ("a secret of the proxy", "198.51.100.99:46532", Some("198.51.100.99")),
        ("a secret of the proxy", "2001:db8::7:46532", Some("2001:db8::7")),
        ("a secret of the proxy", "nobody", None),
        ("a secret of another", "198.51.100.99:46532", Some("203.0.113.7")),
        ("", "198.51.100.99:46532", Some("203.0.113.7")),
    ] {
        let mut event = event(HTTP);
        event["headers"]["x-handbill-proxy"] = json!(said);
        event["headers"]["cloudfront-viewer-address"] = json!(address);
        let request = request(event);
        let told = |proxy| client_ip(&request, proxy).map(|ip| ip.to_string());
        assert_eq!(told(Some(&secret)).as_deref(), expected, "{said} {address}");
        assert_eq!(told(None).as_deref(), Some("203.0.113.7"), "no proxy is known");
    }
}

#[test]
fn the_name_of_a_stage_is_no_part_of_the_path() {
    let mut event = event(HTTP);
    event["requestContext"]["stage"] = json!("live");
    event["rawPath"] = json!("/live/api/pledge");
    assert_eq!(path(&request(event)), "/api/pledge");
}

#[test]
fn nothing_odd_in_an_event_hinders_a_request() {
    for (text, path_key) in [(REST, "path"), (HTTP, "rawPath"), (FUNCTION_URL, "rawPath"), (NETLIFY, "path")] {
        for odd in
            ["/api/confirm/a b\"<>\\^`{|}", "/api/confirm/\u{0}\u{1f}\r\n", "/api/confirm/é?x#y", "", "//x y", "/%zz"]
        {
            let mut event = event(text);
            event[path_key] = json!(odd);
            event["rawQueryString"] = json!("a b=\u{1}&%zz");
            event["queryStringParameters"] = json!({"a b\u{1}": "\"<>", "n": null});
            for name in ["host", "Host", "x-forwarded-proto"] {
                event["headers"][name] = json!("no host: <at> all");
            }
            event["headers"]["x-odd"] = json!("a\r\nset-cookie: b");
            event["headers"]["x odd"] = json!("a name with a space");
            event["headers"]["x-null"] = json!(null);
            let request = request(event);
            assert!(request.headers().get("x-odd").is_none());
            assert!(path(&request).parse::<http::Uri>().is_ok() || path(&request).is_empty(), "{odd}");
        }
    }
}

#[test]
fn what_is_no_event_is_an_error_and_no_panic() {
    for event in [json!(null), json!([]), json!({}), json!({"httpMethod": 1}), json!({"source": "aws.events"})] {
        assert!(read(event).is_err());
    }
}
