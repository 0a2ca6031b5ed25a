//! `content/places.csv`: where the codes of a country's post are, in the place of Britain's outward codes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, nearest};
use crate::model::config::{Config, Region};
use crate::model::draft::Position;
use crate::parse::csv::cell::{self, Cell, Row};
use crate::parse::csv::columns::{self, letters};
use crate::parse::{front_matter, place};
use crate::places::{Extent, Place, Places, plain};
use crate::source::{FileId, Sources, Span};

/// Where the places stand.
pub(super) const PATH: &str = "content/places.csv";

/// The columns that are read; the first three are needed.
const COLUMNS: [&str; 5] = ["code", "latitude", "longitude", "name", "region"];

/// More is no code of any post; it goes into addresses and names of files.
const CODE_MAX_LETTERS: usize = 12;

/// Puts the places of the file, where there is one, into `config`.
pub(super) fn read(sources: &Sources, config: &mut Config) -> Vec<Diagnostic> {
    let Some((file, source)) = sources.find(PATH) else { return Vec::new() };
    let text = source.text();
    if let Some(finding) = front_matter::conflict(file, text) {
        config.finder.own = Some(Arc::new(Places::own(Vec::new())));
        return vec![finding];
    }
    let (rows, mut findings) = cell::rows(file, text);
    let sheet = Sheet::new(file, &rows, &config.regions, &mut findings);
    let places = sheet.map(|sheet| sheet.places(rows.get(1..).unwrap_or_default(), &mut findings)).unwrap_or_default();
    config.finder.own = Some(Arc::new(Places::own(places)));
    findings
}

/// The file, and which column is which.
struct Sheet<'a> {
    file: FileId,
    columns: Vec<Option<&'static str>>,
    regions: &'a [Region],
}

impl<'a> Sheet<'a> {
    /// Reads the header; `None` where there is too little in it for any row to be read.
    fn new(file: FileId, rows: &[Row<'_>], regions: &'a [Region], findings: &mut Vec<Diagnostic>) -> Option<Self> {
        let Some(header) = rows.first() else {
            findings.push(columns::empty(file, &COLUMNS.join(",")));
            return None;
        };
        let before = findings.len();
        let columns = columns::named(file, header, &COLUMNS, findings);
        let is_told = findings.len() > before;
        for needed in COLUMNS.iter().take(3).filter(|needed| !columns.contains(&Some(*needed))) {
            // One that is misspelt has been told.
            if !is_told {
                findings.push(column_missing(file, header.span, needed));
            }
        }
        let has_all = COLUMNS.iter().take(3).all(|needed| columns.contains(&Some(*needed)));
        has_all.then_some(Self { file, columns, regions })
    }

    fn places(&self, rows: &[Row<'_>], findings: &mut Vec<Diagnostic>) -> Vec<Place> {
        let mut places = Vec::with_capacity(rows.len());
        let mut first: BTreeMap<String, Span> = BTreeMap::new();
        for row in rows {
            let start = findings.len();
            let place = self.place(row, findings);
            if let Some(place) = place {
                match first.get(&place.code) {
                    Some(before) => findings.push(self.doubled(row, *before, &place.code)),
                    None => {
                        first.insert(place.code.clone(), row.span);
                        places.push(place);
                    }
                }
            }
            for finding in findings.iter_mut().skip(start) {
                self.name_cell(row, finding);
            }
        }
        places
    }

    fn place(&self, row: &Row<'_>, findings: &mut Vec<Diagnostic>) -> Option<Place> {
        if row.cells.len() != self.columns.len() {
            findings.push(columns::of_another_length(self.file, row, self.columns.len()));
            return None;
        }
        let text = |column| self.cell(row, column).map(|cell| cell.text.trim()).unwrap_or_default();
        let code = self.code(row, findings);
        let latitude = self.degrees(row, "latitude", findings);
        let longitude = self.degrees(row, "longitude", findings);
        let region = Some(text("region")).filter(|region| !region.is_empty());
        let is_known = |id: &str| self.regions.iter().any(|region| region.id == id);
        findings.extend(region.filter(|id| !is_known(id)).map(|id| self.region_unknown(row, id)));
        let position = self.position(row, latitude?, longitude?, findings)?;
        Some(Place {
            code: code?,
            position,
            name: text("name").to_owned(),
            region: region.filter(|id| is_known(id)).map(str::to_owned),
            extent: Extent::Code,
        })
    }

    fn code(&self, row: &Row<'_>, findings: &mut Vec<Diagnostic>) -> Option<String> {
        let cell = self.cell(row, "code")?;
        let code = plain(&cell.text);
        let is_plain = cell.text.chars().all(|c| c.is_ascii_alphanumeric() || c.is_ascii_punctuation() || c == ' ');
        if !code.is_empty() && code.len() <= CODE_MAX_LETTERS && is_plain {
            return Some(code);
        }
        let finding = Diagnostic::error("place-code-invalid", format!("`{}` is no code of a place", cell.text.trim()))
            .at(self.file, cell.span, "letters from A to Z and digits belong here")
            .help(format!("a code has at most {CODE_MAX_LETTERS} of them, as in `10115` or `D01`"));
        findings.push(finding);
        None
    }

    fn degrees(&self, row: &Row<'_>, column: &str, findings: &mut Vec<Diagnostic>) -> Option<f64> {
        let cell = self.cell(row, column)?;
        let number = cell.text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            let message = format!("`{column}` is no number of degrees: `{}`", cell.text.trim());
            let finding =
                Diagnostic::error("coordinates-invalid", message).at(self.file, cell.span, "this cannot be read");
            findings.push(finding.help("degrees are written with a point, as in `52.532`"));
        }
        number
    }

    fn position(
        &self,
        row: &Row<'_>,
        latitude: f64,
        longitude: f64,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Position> {
        // A table of another country has its own places where Britain would be looked for: only the limits are asked.
        let is_on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        if is_on_earth {
            return Some(Position { latitude, longitude });
        }
        let cell = self.cell(row, "latitude")?;
        let (message, help) = place::position(latitude, longitude).err().unwrap_or_default();
        let finding = Diagnostic::error("coordinates-invalid", message).at(self.file, cell.span, "this position");
        findings.push(help.into_iter().fold(finding, Diagnostic::help));
        None
    }

    fn region_unknown(&self, row: &Row<'_>, id: &str) -> Diagnostic {
        let span = self.cell(row, "region").map_or(row.span, |cell| cell.span);
        let finding = Diagnostic::error("region-unknown", format!("no region is called `{id}`")).at(
            self.file,
            span,
            "not one of the site's regions",
        );
        let known = || self.regions.iter().map(|region| region.id.as_str());
        match nearest(id, known()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding
                .help(format!("it can be {}", known().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "))),
        }
    }

    fn doubled(&self, row: &Row<'_>, first: Span, code: &str) -> Diagnostic {
        let span = self.cell(row, "code").map_or(row.span, |cell| cell.span);
        Diagnostic::error("place-doubled", format!("the code `{code}` stands in two rows"))
            .at(self.file, span, "the second one")
            .also(self.file, first, "the first one")
            .help("take one of the rows out")
    }

    fn cell<'r, 't>(&self, row: &'r Row<'t>, column: &str) -> Option<&'r Cell<'t>> {
        let at = self.columns.iter().position(|known| *known == Some(column))?;
        row.cells.get(at)
    }

    /// Says row and column in words, as a spreadsheet shows them.
    fn name_cell(&self, row: &Row<'_>, finding: &mut Diagnostic) {
        let Some(place) = finding.place.filter(|_| !finding.message.starts_with("row ")) else { return };
        let at = row.cells.iter().position(|cell| cell.span == place.span && place.span != row.span);
        finding.message.push_str(&match at {
            Some(at) => format!(" (row {}, column {})", row.number, letters(at)),
            None => format!(" (row {})", row.number),
        });
    }
}

fn column_missing(file: FileId, header: Span, column: &str) -> Diagnostic {
    Diagnostic::error("csv-column-missing", format!("there is no column `{column}`"))
        .at(file, header, format!("`{column}` belongs among these"))
        .help(format!("the columns are `{}`; the last two may be left out", COLUMNS.join("`, `")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Content, SourceFile};

    fn read(text: &str) -> (Config, Vec<String>) {
        let file = SourceFile { path: PATH.into(), content: Content::Text(Arc::from(text)) };
        let (mut config, _) = crate::parse::config::read(FileId(0), "name = \"A\"");
        let findings = super::read(&Sources::new(vec![file]), &mut config);
        (config, findings.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn codes_are_read_in_any_order_of_columns() {
        let (config, told) = read("name,longitude,latitude,code\nMitte,13.38,52.53,10-115\n,13.4,52.5,10\n");
        assert_eq!(told, [""; 0]);
        let place = config.places().lookup("10115").expect("it is there");
        assert_eq!((place.name.as_str(), place.position.latitude), ("Mitte", 52.53));
    }

    #[test]
    fn every_mistake_is_told_with_its_row_and_column() {
        let (config, told) = read(
            "code,latitude,longitude,name,region\n10115,52.53,13.38,Mitte,walse\nŵ,52,13,,\n10117,52,5,13.4,\n1,95,13,,\n2,x,13,,\n3,52,13,,\n3,52,13,,\n4,52\n",
        );
        assert_eq!(
            told,
            [
                "no region is called `walse` (row 2, column E)",
                "`ŵ` is no code of a place (row 3, column A)",
                "there is no place at latitude 95, longitude 13 (row 5, column B)",
                "`latitude` is no number of degrees: `x` (row 6, column B)",
                "the code `3` stands in two rows (row 8, column A)",
                "row 9 has 2 cells, and the header has 5",
            ]
        );
        assert_eq!(config.places().all().len(), 3);
    }

    #[test]
    fn what_is_no_table_is_told_and_no_place_of_britain_stands_in() {
        for text in
            ["", "code\nx\n", "codes,latitude,longitude\n1,2,3\n", "\u{0}", "a,b\n\"", "code,latitude,longitude\n"]
        {
            let (config, told) = read(text);
            assert_eq!(told.is_empty(), text.starts_with("code,"), "{text:?}: {told:?}");
            assert!(config.places().all().is_empty());
        }
    }
}
