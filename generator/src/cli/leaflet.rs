//! `handbill leaflet`: papers to order.

use super::arguments::{LeafletArguments, PaperArgument};
use super::{Failure, Streams, on_threads, options, report, strictness, tell};
use crate::printing::{Paper, Printed, Request, print};

/// Prints what is asked for, and says where it is and where its codes lead.
pub(super) fn printed(arguments: &LeafletArguments, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let papers: Vec<Paper> = arguments.paper.iter().map(|paper| kind(*paper)).collect();
    let request = Request {
        root: arguments.site.root.clone(),
        out: arguments.out.clone(),
        options: options(&arguments.site),
        campaigns: arguments.campaigns.clone(),
        group: arguments.group.clone(),
        source: arguments.source.clone(),
        papers: if papers.is_empty() { Paper::ALL.to_vec() } else { papers },
        lang: arguments.lang.clone(),
        crop_marks: arguments.crop_marks,
        strictness: strictness(&arguments.site),
    };
    let Printed { sources, findings, files } = on_threads(arguments.site.threads, || Ok(print(&request)?))?;
    tell(&findings, &sources, arguments.site.format, streams)?;
    let strictness = strictness(&arguments.site);
    if findings.iter().any(|finding| finding.stops(strictness)) {
        writeln!(streams.err, "{}; nothing was printed", report::summary(&findings))?;
        return Ok(1);
    }
    for (path, link) in &files {
        writeln!(streams.out, "made `{}`: its code leads to {link}", path.display())?;
    }
    if files.is_empty() {
        writeln!(streams.out, "there is nothing to print in that language")?;
    }
    Ok(0)
}

fn kind(paper: PaperArgument) -> Paper {
    match paper {
        PaperArgument::Leaflet => Paper::Leaflet,
        PaperArgument::Poster => Paper::Poster,
        PaperArgument::Sheet => Paper::Sheet,
    }
}
