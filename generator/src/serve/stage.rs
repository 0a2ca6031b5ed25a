//! The site as it stands: made again at every change, its pages when they are asked for.
//!
//! It runs on the thread that prints. What is asked for is rendered at once, so that a change is on the screen
//! before the rest of the site has been looked at; that follows when nothing has happened for a moment.

use std::io;
use std::mem;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::watch::Sender as Version;

use super::http::Answer;
use super::save::Save;
use super::shelf::{Found, Shelf};
use super::watch::Watch;
use super::{Event, Publish, Request, ServeError, dress};
use crate::build::rehearsed;
use crate::cli::{Streams, with_causes};
use crate::diag::render::{human, summary};
use crate::diag::{Diagnostic, Severity, in_order};
use crate::load::{load, reload};
use crate::model::artifact::{Artifact, Costly};
use crate::project::{Project, Remains, Rendering};
use crate::resolve::{Now, Options};
use crate::write::cache::{Cache, Mode};

/// How long nothing has to happen before the whole site is looked at.
const IDLE: Duration = Duration::from_millis(250);

/// How long the page that was changed may be asked for before anything else is done.
const FIRST: Duration = Duration::from_millis(30);

/// What connects the stage to the disk and to the browsers.
pub(super) struct Wires {
    /// For what the stage tells itself.
    pub(super) events: Sender<Event>,
    /// What happens.
    pub(super) inbox: Receiver<Event>,
    /// The version of what is shown: with another one every open page loads itself again.
    pub(super) version: Version<u64>,
    /// Is told of the site whenever it can be made.
    pub(super) publish: Publish,
}

/// Serves until the user stops it.
pub(super) fn run(
    request: &Request,
    wires: &Wires,
    watch: &mut Watch,
    streams: &mut Streams<'_>,
) -> Result<(), ServeError> {
    let (sources, mut loading) = load(&request.root)?;
    let mut project = Project::open(sources, options(request));
    // What could not be read when it changed is tried again with the next change.
    let mut missed = Vec::new();
    let mut attic = Vec::new();
    let cache = Cache::of(&request.root, Mode::Keep);
    loop {
        let version = *wires.version.borrow();
        let mistakes = Vec::new();
        let (loaded, attic) = (&loading, &mut attic);
        let mut stand =
            Stand { wires, streams, loading: loaded, project: &project, cache: &cache, attic, mistakes, version };
        let Some(mut changed) = stand.hold().map_err(ServeError::Print)? else { return Ok(()) };
        changed.append(&mut missed);
        watch.follow(&changed)?;
        match reload(&project.sources, &loading, &request.root, &changed) {
            Ok((sources, found)) => {
                loading = found;
                project = project.reopened(sources, options(request));
            }
            Err(error) => {
                writeln!(streams.err, "error: {}", with_causes(&error)).map_err(ServeError::Print)?;
                missed = changed;
            }
        }
        wires.version.send_modify(|version| *version += 1);
    }
}

#[expect(clippy::disallowed_methods, reason = "each change is looked at by the clock of its moment")]
fn options(request: &Request) -> Options {
    Options {
        now: request.now.unwrap_or_else(|| Now::Clock(Timestamp::now())),
        drafts: request.drafts,
        base_url: None,
        has_functions: cfg!(feature = "forms"),
    }
}

/// The site between two changes.
struct Stand<'a, 'b> {
    wires: &'a Wires,
    streams: &'a mut Streams<'b>,
    loading: &'a [Diagnostic],
    project: &'a Project,
    cache: &'a Cache,
    /// What is left of the sites before.
    attic: &'a mut Vec<Remains>,
    /// What keeps the site from being built.
    mistakes: Vec<Diagnostic>,
    /// With which version of the site it began.
    version: u64,
}

impl Stand<'_, '_> {
    /// Answers until something changes; `None` when the user stops the server.
    fn hold(&mut self) -> io::Result<Option<Vec<PathBuf>>> {
        let found = in_order(self.loading.iter().chain(&self.project.findings).cloned());
        self.tell(&found)?;
        let rendering = self.project.rendering();
        let shelf = rendering.as_ref().map(Shelf::new);
        // When the server starts, nobody has a page yet that could be shown anew.
        let soon = if self.version == 0 { Instant::now() } else { Instant::now() + FIRST };
        let mut next = Next::Publish(soon);
        let ended = thread::scope(|scope| {
            let ended = loop {
                match self.wires.inbox.recv_timeout(next.wait()) {
                    Ok(Event::Ask(ask)) => {
                        let (project, cache) = (self.project, self.cache);
                        // The browser may have left.
                        match shelf.as_ref().and_then(|shelf| shelf.costly(&ask.path)) {
                            // Others are not kept waiting for what takes long.
                            Some(costly) => drop(scope.spawn(move || ask.reply.send(made(project, cache, costly)))),
                            None => drop(ask.reply.send(self.answer(shelf.as_ref(), &ask.path, &ask.query))),
                        }
                    }
                    Ok(Event::Changed(paths)) => {
                        rendering.iter().for_each(Rendering::stop);
                        break Some(self.settle(paths));
                    }
                    // What was written has been told before.
                    Ok(Event::Closed(_)) => {}
                    Ok(Event::Unwatched(error)) => {
                        let error = ServeError::Watch(error);
                        writeln!(self.streams.err, "error: {}", with_causes(&error))?;
                    }
                    // What was found in a site that is no longer there has no place in this one.
                    Ok(Event::Rehearsed(version, _)) if version != self.version => {}
                    Ok(Event::Rehearsed(_, found)) => {
                        self.tell(&found)?;
                        if !self.mistakes.is_empty() {
                            self.wires.version.send_modify(|version| *version += 1);
                        }
                    }
                    Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => break None,
                    Err(RecvTimeoutError::Timeout) => {
                        if let Next::Publish(_) = next {
                            self.clear_attic();
                        }
                        let Some(rendering) = rendering.as_ref().filter(|_| self.mistakes.is_empty()) else {
                            next = Next::Nothing;
                            continue;
                        };
                        if let Next::Publish(_) = next {
                            let (publish, project) = (&self.wires.publish, self.project);
                            scope.spawn(move || publish(project, rendering));
                            next = Next::Rehearse;
                        } else {
                            next = Next::Nothing;
                            let (events, version) = (self.wires.events.clone(), self.version);
                            let cache = self.cache;
                            scope.spawn(move || rehearse(rendering, cache, version, &events));
                        }
                    }
                }
            };
            rendering.iter().for_each(Rendering::stop);
            Ok(ended)
        });
        drop(shelf);
        self.attic.extend(rendering.map(Rendering::into_remains));
        ended
    }

    /// Drops what is left of the sites before; nobody waits for it.
    fn clear_attic(&mut self) {
        let remains = mem::take(self.attic);
        thread::spawn(move || drop(remains));
    }

    /// Waits for the rest of a save; what else happens meanwhile is answered after it.
    fn settle(&self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        let mut waiting = Vec::new();
        let mut now = Instant::now();
        let mut save = Save::new(paths, now);
        while now < save.whole_at() {
            let event = self.wires.inbox.recv_timeout(save.whole_at() - now);
            now = Instant::now();
            match event {
                Ok(Event::Changed(more)) => save.change(more, now),
                Ok(Event::Closed(paths)) => save.close(&paths, now),
                Ok(other) => waiting.push(other),
                Err(_) => break,
            }
        }
        for event in waiting {
            let _ = self.wires.events.send(event);
        }
        save.into_changed()
    }

    /// Prints findings, and keeps those that stop a build.
    fn tell(&mut self, found: &[Diagnostic]) -> io::Result<()> {
        for finding in found {
            let text = human(finding, &self.project.sources, self.streams.color);
            writeln!(self.streams.err, "{text}\n")?;
        }
        if !found.is_empty() {
            writeln!(self.streams.err, "{}", summary(found))?;
        }
        self.mistakes.extend(found.iter().filter(|finding| finding.severity == Severity::Error).cloned());
        Ok(())
    }

    fn answer(&self, shelf: Option<&Shelf<'_>>, path: &str, query: &str) -> Answer {
        let found = shelf.map(|shelf| shelf.find(path, query));
        match found {
            Some(Found::File(artifact)) => Answer::file(self.project, artifact),
            Some(Found::Moved(to, status)) => Answer::moved(&to, status),
            // A page is not shown while the site could not be built: what is wrong is shown in its place.
            _ if !self.mistakes.is_empty() || shelf.is_none() => Answer::wrong(&self.wrong(&self.mistakes)),
            Some(Found::Page(at, status)) => match shelf.map(|shelf| shelf.rendering.page(at)) {
                Some((Some(artifact), _)) => Answer::page(self.project, artifact, status, *self.wires.version.borrow()),
                Some((None, found)) => Answer::wrong(&self.wrong(&found)),
                None => Answer::nothing(),
            },
            Some(Found::Nothing) | None => Answer::nothing(),
        }
    }

    fn wrong(&self, found: &[Diagnostic]) -> String {
        let plain = |finding| human(finding, &self.project.sources, crate::diag::render::Color::Never);
        dress::wrong(&summary(found), found.iter().map(plain), *self.wires.version.borrow())
    }
}

/// What is to be done when nothing happens.
enum Next {
    /// To put away what is left of the sites before, and to tell the functions of the forms, at this moment.
    Publish(Instant),
    /// To look at the whole site, when nothing has happened for a moment.
    Rehearse,
    Nothing,
}

impl Next {
    fn wait(&self) -> Duration {
        match self {
            Self::Publish(at) => at.saturating_duration_since(Instant::now()),
            Self::Rehearse => IDLE,
            Self::Nothing => Duration::MAX,
        }
    }
}

/// Renders everything once, so that everything is told; gives up when something has changed meanwhile.
fn rehearse(rendering: &Rendering<'_>, cache: &Cache, version: u64, events: &Sender<Event>) {
    let found = rehearsed(rendering, cache);
    if !rendering.is_stopped() {
        let _ = events.send(Event::Rehearsed(version, in_order(found)));
    }
}

/// A picture or a print, made now unless it is kept.
fn made(project: &Project, cache: &Cache, costly: &Costly<'_>) -> Answer {
    match cache.bytes(costly).0 {
        Some(bytes) => Answer::file(project, Artifact { path: costly.path.clone(), bytes }),
        // What is wrong with it is told where everything is.
        None => Answer::nothing(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::diag::render::Color;
    use crate::resolve::Drafts;
    use crate::source::{FileId, Sources, Span};

    /// What is printed when these events happen, the last of which stops the server.
    fn printed(version: u64, happens: impl IntoIterator<Item = Event>) -> String {
        let (events, inbox) = channel();
        for event in happens.into_iter().chain([Event::Stop]) {
            events.send(event).expect("somebody listens");
        }
        let wires = Wires { events, inbox, version: Version::new(version), publish: Box::new(|_, _| {}) };
        let options = Options { now: Now::Clock(Timestamp::UNIX_EPOCH), drafts: Drafts::Show, ..Options::default() };
        let project = Project::open(Sources::default(), options);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let streams = &mut Streams { out: &mut out, err: &mut err, color: Color::Never, is_watched: false };
        let (wires, project, cache) = (&wires, &project, &Cache::of(Path::new("nowhere"), Mode::Look));
        let attic = &mut Vec::new();
        let mut stand = Stand { wires, streams, loading: &[], project, cache, attic, mistakes: Vec::new(), version };
        assert!(stand.hold().expect("it prints").is_none());
        String::from_utf8(err).expect("text")
    }

    #[test]
    fn what_was_found_in_a_site_of_before_is_not_told() {
        // The file has gone with that site: to show the finding would be a panic.
        let old = Diagnostic::warning("old", "of before").at(FileId(7), Span::default(), "");
        assert!(!printed(3, [Event::Rehearsed(2, vec![old])]).contains("of before"));
        let new = Diagnostic::warning("new", "of now");
        assert!(printed(3, [Event::Rehearsed(3, vec![new])]).contains("warning[new]: of now"));
    }

    #[test]
    fn that_changes_are_not_told_is_told() {
        let told = printed(0, [Event::Unwatched(notify::Error::generic("no more watches"))]);
        assert!(told.contains("error: could not watch the site's folder for changes: no more watches"), "{told}");
    }
}
