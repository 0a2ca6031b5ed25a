//! Tasks of organisers, on an embedded database that the functions have filled.

mod doctor;
mod donations;
mod erase;
mod export;
mod import;
mod invalidate;
mod sync;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::Office;
use super::export::{Files, Scope, TABLES};
use crate::tests::fixture::{World, manifest, pledge};

/// The office of a world.
pub(super) fn office(world: &World) -> Office {
    let manifest = Arc::new(manifest());
    Office { store: world.app.store.clone(), manifest, keys: world.app.keys.clone(), now: world.app.clock.now() }
}

/// Somebody who pledges, agrees to e-mails where `agrees`, and confirms where `confirms`.
pub(super) async fn signs(world: &World, email: &str, agrees: bool, confirms: bool, more: &[(&str, &str)]) {
    let ticket = manifest().consents[0].ticket("en").expect("it has a text");
    let mut all = vec![("email_address", email)];
    if agrees {
        all.push(("consent", &ticket));
    }
    all.extend(more);
    let form = more
        .iter()
        .find(|(name, _)| *name == "form")
        .map_or("pledge", |(_, form)| form.rsplit_once(':').map_or("pledge", |(_, kind)| kind));
    let path = if form == "pledge" { "/api/pledge" } else { "/api/signup" };
    let answer = world.post(path, &pledge(&all)).await;
    assert_eq!(answer.status(), 303, "{}", crate::tests::fixture::text(&answer));
    if confirms {
        assert_eq!(world.post(&world.link(), &[]).await.status(), 303);
    }
}

/// A file in memory, which outlives its writer.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody panics").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The tables of an export by their names, as text; `.json` too.
pub(super) async fn exported(office: &Office, scope: Scope) -> BTreeMap<String, String> {
    let pages: Vec<(Page, Page)> = TABLES.iter().map(|_| Default::default()).collect();
    let files: Vec<Files<'_>> =
        pages.iter().map(|(csv, json)| Files { csv: Box::new(csv.clone()), json: Box::new(json.clone()) }).collect();
    let files = <[Files<'_>; 5]>::try_from(files).ok().expect("as many as there are tables");
    office.export(scope, files).await.expect("an export");
    let text = |page: &Page| String::from_utf8(page.0.lock().expect("nobody panics").clone()).expect("text");
    let mut all = BTreeMap::new();
    for (name, (csv, json)) in TABLES.iter().zip(&pages) {
        all.insert(format!("{name}.csv"), text(csv));
        all.insert(format!("{name}.json"), text(json));
    }
    all
}

/// The rows of a table by the names of its columns.
pub(super) fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let columns = reader.headers().expect("columns").clone();
    let named = |record: csv::StringRecord| {
        columns.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect::<BTreeMap<_, _>>()
    };
    reader.records().map(|record| named(record.expect("a row"))).collect()
}

/// Every item of the table as text, but for limits: what two looks at it can be compared by.
pub(super) async fn everything(world: &World) -> Vec<String> {
    let rows = crate::store::local::listing(&world.store, usize::MAX).await.expect("a listing");
    let lasting = rows.into_iter().filter(|row| !row.key.0.starts_with("L#"));
    lasting.map(|row| format!("{:?} {:?}", row.key, row.facts)).collect()
}
