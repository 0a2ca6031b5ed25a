//! A served site follows every change of its files.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::thread;

use rustix::process::{Pid, Signal, kill_process};

use super::server::{Changes, Server};
use super::{PATIENCE, edit, handbill, starter, text};

#[test]
fn a_site_is_built_and_served_and_every_change_of_it_is_followed() {
    let folder = starter();
    let root = folder.path();
    let built = handbill(&["build", "--root", text(root)]).output().expect("the command can be started");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    assert!(root.join("dist/index.html").is_file());

    let mut server = Server::start(root, ".");
    answers_are_as_a_host_would_give_them(&server);
    let slow = a_post_that_never_ends(server.port);
    let changes = &mut server.changes("");
    a_saved_change_is_on_the_page(&server, changes, root);
    what_happens_before_the_script_runs_is_not_missed(&server, root);
    a_mistake_is_shown_and_mended(&server, changes, root);
    files_may_come_and_go(&server, changes, root);
    a_folder_that_is_made_later_is_followed(&server, changes, root);
    a_folder_that_goes_and_comes_again_is_followed(&server, changes, root);
    what_could_not_be_read_is_read_with_the_next_change(&server, changes, root);

    let told = slow.join().expect("it is read");
    assert!(told.starts_with("HTTP/1.1 408"), "a slow post is not waited for, and holds nobody else up: {told}");
    let pid = Pid::from_child(&server.child);
    kill_process(pid, Signal::INT).expect("it is there");
    assert_eq!(server.child.wait().expect("it ends").code(), Some(0), "Ctrl-C is how one leaves");
}

#[test]
fn a_site_that_is_a_link_to_a_folder_elsewhere_is_followed() {
    let (folder, place) = (starter(), tempfile::tempdir().expect("a temporary folder can be made"));
    std::os::unix::fs::symlink(folder.path(), place.path().join("our site")).expect("it is linked");
    let server = Server::start(place.path(), "our site");
    a_saved_change_is_on_the_page(&server, &mut server.changes(""), folder.path());
}

/// Sends half a form and says no more: what is answered in the end.
fn a_post_that_never_ends(port: u16) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut line = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
        line.set_read_timeout(Some(PATIENCE)).expect("it can be set");
        let head = format!("POST /api/signup HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 999\r\n\r\nform=");
        line.write_all(head.as_bytes()).expect("it is taken");
        let mut answer = String::new();
        line.read_to_string(&mut answer).expect("it is answered, and the line is closed");
        answer
    })
}

fn answers_are_as_a_host_would_give_them(server: &Server) {
    let (head, body) = server.get("/");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    for header in ["content-security-policy: default-src 'none'", "x-content-type-options: nosniff", "referrer-policy:"]
    {
        assert!(head.contains(header), "`{header}` is in\n{head}");
    }
    assert!(!head.contains("upgrade-insecure-requests") && !head.contains("strict-transport"), "no TLS here:\n{head}");
    assert!(body.contains("<script src=\"/_dev/reload.js?"), "the page loads itself again");
    let (head, body) = server.answer("HEAD", "/");
    assert!(head.starts_with("http/1.1 200") && !head.contains("content-length: 0"), "{head}");
    assert_eq!(body, "", "HEAD has no body");
    assert!(server.answer("POST", "/").0.starts_with("http/1.1 405"));
    assert!(server.get("/_dev/reload.js?0").1.contains("EventSource"));
    let (head, _) = server.get("/campaigns");
    assert!(head.starts_with("http/1.1 301") && head.contains("location: /campaigns/"), "{head}");
    for path in ["/../content/site.toml", "/%2e%2e/content/site.toml", "/..%2fcontent%2fsite.toml", "/%00", "/%ff"] {
        let (head, body) = server.get(path);
        assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
        assert!(!body.contains("base_url"), "{path}");
    }
}

fn a_saved_change_is_on_the_page(server: &Server, changes: &mut Changes, root: &Path) {
    edit(&root.join("content/pages/about.md"), |old| old + "\nSaved a moment ago.\n");
    server.follow(changes, "/about/", |_, body| body.contains("Saved a moment ago."));
}

fn what_happens_before_the_script_runs_is_not_missed(server: &Server, root: &Path) {
    let version = |body: &str| {
        let rest = body.split_once("/_dev/reload.js").map(|(_, rest)| rest.to_owned()).expect("it has a script");
        rest.split('"').next().expect("it has an end").to_owned()
    };
    let old = version(&server.get("/about/").1);
    let between = &mut server.changes("");
    edit(&root.join("content/pages/about.md"), |old| old + "\nSaved in between.\n");
    server.follow(between, "/about/", |_, body| body.contains("Saved in between."));
    server.changes(&old).line_with("event: change");
}

fn a_mistake_is_shown_and_mended(server: &Server, changes: &mut Changes, root: &Path) {
    let path = root.join("content/pages/about.md");
    let good = fs::read_to_string(&path).expect("the file can be read");
    fs::write(&path, good.replacen("+++\n", "+++\nsumary = \"<b>&amp;\"\n", 1)).expect("it is saved");
    let (head, body) = server.follow(changes, "/about/", |head, _| head.starts_with("http/1.1 500"));
    assert!(head.contains("content-security-policy:"), "{head}");
    assert!(body.contains("/_dev/reload.js?"), "the page comes back by itself");
    assert!(
        body.contains("sumary = &quot;&lt;b&gt;&amp;amp;&quot;"),
        "what was typed is shown as it was typed:\n{body}"
    );
    let shown = body.split_once("<pre>").and_then(|(_, rest)| rest.split_once("</pre>")).expect("it is shown").0;
    let shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    assert!(shown.starts_with("error[key-unknown]:"), "{shown}");
    let told = server.told_up_to("1 error in 1 file");
    assert!(told.contains(&shown), "the page and the terminal say the same:\n{shown}\n---\n{told}");
    // A picture or a stylesheet is served all the same.
    assert!(server.get("/icon.svg").0.starts_with("http/1.1 200"));
    fs::write(&path, good).expect("it is saved");
    server.follow(changes, "/about/", |head, body| head.starts_with("http/1.1 200") && body.contains("Saved a moment"));
}

fn files_may_come_and_go(server: &Server, changes: &mut Changes, root: &Path) {
    let page = |title: &str| format!("+++\ntitle = \"{title}\"\n+++\n![A map](<map of Größe.svg>)\n");
    let (first, second) = (root.join("content/pages/first.md"), root.join("content/pages/second.md"));
    let picture = root.join("content/pages/map of Größe.svg");
    fs::write(picture, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"1\"/>").expect("it is saved");
    fs::write(&first, page("First")).expect("it is saved");
    let (_, body) = server.follow(changes, "/first/", |head, _| head.starts_with("http/1.1 200"));
    let src = body.split("src=\"").find(|rest| rest.starts_with("/map")).expect("the picture is on the page");
    let (head, body) = server.get(src.split('"').next().expect("it has an end").replace('ö', "%C3%B6").as_str());
    assert!(head.starts_with("http/1.1 200") && body.starts_with("<svg"), "{head}");
    fs::rename(&first, &second).expect("it is renamed");
    server.follow(changes, "/second/", |head, _| head.starts_with("http/1.1 200"));
    assert!(server.get("/first/").0.starts_with("http/1.1 404"));
    fs::remove_file(&second).expect("it is removed");
    server.follow(changes, "/second/", |head, _| head.starts_with("http/1.1 404"));
}

fn a_folder_that_is_made_later_is_followed(server: &Server, changes: &mut Changes, root: &Path) {
    let template = root.join("theme/templates/page.html");
    for words in ["made", "changed"] {
        fs::create_dir_all(template.parent().expect("it has a folder")).expect("the folder can be made");
        fs::write(&template, format!("<!doctype html><title>{words} later</title>")).expect("it is saved");
        server.follow(changes, "/about/", |_, body| body.contains(&format!("{words} later")));
    }
}

/// As when another branch is checked out, or a copy put in its place.
fn a_folder_that_goes_and_comes_again_is_followed(server: &Server, changes: &mut Changes, root: &Path) {
    fs::remove_dir_all(root.join("theme")).expect("it is removed");
    server.follow(changes, "/about/", |_, body| body.contains("About us"));
    let (content, away, page) = (root.join("content"), root.join("away"), root.join("content/pages/about.md"));
    fs::rename(&content, &away).expect("it is moved away");
    server.follow(changes, "/about/", |head, _| head.starts_with("http/1.1 500"));
    fs::rename(&away, &content).expect("it is moved back");
    server.follow(changes, "/about/", |head, _| head.starts_with("http/1.1 200"));
    edit(&page, |old| old.replace("title = \"", "title = \"Again: "));
    server.follow(changes, "/about/", |_, body| body.contains("Again: "));
}

fn what_could_not_be_read_is_read_with_the_next_change(server: &Server, changes: &mut Changes, root: &Path) {
    let (link, page) = (root.join("content/pages/a link.md"), root.join("content/pages/third.md"));
    std::os::unix::fs::symlink("nowhere", &link).expect("it is linked");
    fs::write(&page, "+++\ntitle = \"Third\"\n+++\n").expect("it is saved");
    server.told_up_to("error: could not list the folder");
    fs::remove_file(&link).expect("it is removed");
    server.follow(changes, "/third/", |head, _| head.starts_with("http/1.1 200"));
}
