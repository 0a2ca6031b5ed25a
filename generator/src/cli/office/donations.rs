//! `handbill donations`: the dates of the law, and what the treasurer decided.

use handbill_functions::domain::{Decision, Verdict};
use handbill_functions::office::donations::{Quarter, Reported, Why, word};
use handbill_functions::office::pounds;

use super::arguments::{DecideArguments, DonationsCommand, DueArguments, ReportArguments};
use super::{OfficeFailure, open};
use crate::cli::Streams;

const COLUMNS: [&str; 13] = [
    "payment",
    "why",
    "donor_kind",
    "legal_name",
    "address",
    "company_number",
    "amount",
    "received",
    "accepted_or_returned",
    "on",
    "report_by",
    "total_of_the_year",
    "evidence",
];

pub(super) async fn carry_out(command: DonationsCommand, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    match command {
        DonationsCommand::Report(arguments) => report(&arguments, streams).await,
        DonationsCommand::Due(arguments) => due(&arguments, streams).await,
        DonationsCommand::Accept(arguments) => decide(arguments, Verdict::Accepted, streams).await,
        DonationsCommand::Return(arguments) => decide(arguments, Verdict::Returned, streams).await,
    }
}

async fn report(arguments: &ReportArguments, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let office = open(&arguments.records).await?;
    let quarter = arguments.quarter.unwrap_or_else(|| Quarter::before(office.today()));
    let reported = office.report(quarter).await?;
    writeln!(streams.err, "{} donations to report for {quarter}", reported.len())?;
    let mut table = handbill_functions::office::Table::new(&mut *streams.out, &COLUMNS)?;
    for one in &reported {
        table.row(&cells(one))?;
    }
    table.end()?;
    Ok(0)
}

fn cells(one: &Reported) -> [String; 13] {
    let donor = one.gift.donor.as_ref();
    let decision = one.payment.decision.as_ref();
    let verdict = match one.why {
        Why::Returned => Verdict::Returned,
        Why::Large => Verdict::Accepted,
    };
    let of_donor = |text: &dyn Fn(&handbill_functions::domain::Donor) -> String| donor.map(text).unwrap_or_default();
    [
        one.payment.payment.0.clone(),
        match one.why {
            Why::Large => "the year is over the figure".to_owned(),
            Why::Returned => "returned".to_owned(),
        },
        of_donor(&|donor| donor.kind.as_str().to_owned()),
        of_donor(&|donor| donor.legal_name.clone()),
        of_donor(&|donor| donor.address.join(", ")),
        of_donor(&|donor| donor.company_number.clone()),
        pounds(one.payment.facts.amount_pence.unwrap_or_default()),
        one.received.to_string(),
        word(verdict).to_owned(),
        one.decided.to_string(),
        one.due.to_string(),
        pounds(one.year_pence),
        decision.map_or_else(|| "the 30 days have passed".to_owned(), |decision| decision.evidence.clone()),
    ]
}

async fn due(arguments: &DueArguments, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let office = open(&arguments.records).await?;
    let dated = office.due().await?;
    if dated.is_empty() {
        writeln!(streams.out, "nothing is due")?;
        return Ok(0);
    }
    let today = office.today();
    for one in dated {
        let late = if one.by < today { "  (this day has passed: it counts as accepted)" } else { "" };
        writeln!(streams.out, "{}  {:<6}  £{:>10}  {}{late}", one.by, one.what, one.amount, one.payment)?;
    }
    Ok(0)
}

async fn decide(arguments: DecideArguments, verdict: Verdict, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let office = open(&arguments.records).await?;
    let DecideArguments { payment, by, how, evidence, .. } = arguments;
    let decision = Decision { verdict, by, at: office.now, how, evidence };
    office.decide(&payment, decision).await?;
    writeln!(streams.out, "`{payment}` is {}; this is kept for six years", word(verdict))?;
    if verdict == Verdict::Returned {
        writeln!(streams.out, "send the money back at the payment provider, if you have not: this command moves none")?;
    }
    Ok(0)
}
