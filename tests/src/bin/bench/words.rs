//! Words for a made-up campaign: the same seed gives the same text on every machine, whatever any library's version.

/// SplitMix64: numbers that look random, and are the same for ever.
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("it is below a usize")
    }

    /// One of these.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

const WORDS: &str = "people council rent street work hall tenants nurses evening together vote home union \
    register school market neighbours kettle leaflet station winter morning bus library kitchen landlord deposit \
    wages shift hospital garden estate stairs petition minister ballot ward town village river bridge factory \
    college children parents carers pension energy bill warm cold damp repair promise argue listen knock talk \
    share carry build keep lose win begin finish promise answer ask count learn teach write sing cook mend walk \
    ride meet gather organise change believe expect notice remember forget prefer refuse agree decide propose \
    small large plain honest steady patient angry tired cheerful local common public fair secure open shared \
    the a of to and in that is was for on with as at by from this it they we you not but what all were when there \
    can more if out so up said about which their will would each how other into has her two like him see time";

const TOWNS: [&str; 40] = [
    "Aberdeen",
    "Bangor",
    "Barnsley",
    "Belfast",
    "Birmingham",
    "Bradford",
    "Brighton",
    "Bristol",
    "Cambridge",
    "Cardiff",
    "Carlisle",
    "Coventry",
    "Derby",
    "Dundee",
    "Durham",
    "Edinburgh",
    "Exeter",
    "Glasgow",
    "Gloucester",
    "Hull",
    "Inverness",
    "Ipswich",
    "Lancaster",
    "Leeds",
    "Leicester",
    "Lincoln",
    "Liverpool",
    "Luton",
    "Manchester",
    "Newcastle",
    "Norwich",
    "Nottingham",
    "Oxford",
    "Plymouth",
    "Preston",
    "Sheffield",
    "Southampton",
    "Stoke",
    "Swansea",
    "York",
];

const REGIONS: [&str; 12] = [
    "north-east",
    "north-west",
    "yorkshire-and-the-humber",
    "east-midlands",
    "west-midlands",
    "east-of-england",
    "london",
    "south-east",
    "south-west",
    "wales",
    "scotland",
    "northern-ireland",
];

const TAGS: [&str; 40] = [
    "housing",
    "rents",
    "evictions",
    "registration",
    "elections",
    "wales",
    "scotland",
    "london",
    "health",
    "schools",
    "buses",
    "trains",
    "libraries",
    "energy",
    "climate",
    "food",
    "wages",
    "unions",
    "care",
    "disability",
    "childcare",
    "pensions",
    "students",
    "apprentices",
    "migrants",
    "women",
    "young-people",
    "culture",
    "sport",
    "parks",
    "water",
    "post",
    "broadband",
    "tax",
    "banks",
    "co-operatives",
    "land",
    "democracy",
    "press",
    "volunteering",
];

/// What a text is made of.
pub(crate) struct Vocabulary {
    words: Vec<&'static str>,
}

impl Vocabulary {
    /// All words.
    pub(crate) fn new() -> Self {
        Self { words: WORDS.split_whitespace().collect() }
    }

    /// A town.
    pub(crate) fn town(&self, dice: &mut Dice) -> &'static str {
        dice.pick(&TOWNS)
    }

    /// A region's id.
    pub(crate) fn region(&self, dice: &mut Dice) -> &'static str {
        dice.pick(&REGIONS)
    }

    /// One to three tags, none twice.
    pub(crate) fn tags(&self, dice: &mut Dice) -> Vec<&'static str> {
        let mut tags: Vec<_> = (0..=dice.below(3)).map(|_| dice.pick(&TAGS)).collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }

    /// So many words with a capital and no full stop.
    pub(crate) fn phrase(&self, dice: &mut Dice, words: usize) -> String {
        let mut phrase = (0..words).map(|_| dice.pick(&self.words)).collect::<Vec<_>>().join(" ");
        if let Some(first) = phrase.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        phrase
    }

    /// About so many words in sentences, one a line, with the marks that people write.
    pub(crate) fn paragraph(&self, dice: &mut Dice, words: usize) -> String {
        let mut lines = String::new();
        let mut left = words;
        while left > 0 {
            let length = (6 + dice.below(12)).min(left);
            left -= length;
            let sentence = self.phrase(dice, length);
            match dice.below(12) {
                0 => lines.push_str(&format!("**{sentence}.**\n")),
                1 => lines.push_str(&format!("{sentence}, *{}*.\n", dice.pick(&self.words))),
                2 => lines.push_str(&format!("\"{sentence}\" -- so it was said.\n")),
                _ => lines.push_str(&format!("{sentence}.\n")),
            }
        }
        lines
    }

    /// A body of about `words` words: paragraphs, headings, a list, a quotation, a table, and `links` spread over it.
    pub(crate) fn body(&self, dice: &mut Dice, words: usize, links: &[String]) -> String {
        let mut text = String::new();
        let parts = (words / 75).max(1);
        for part in 0..parts {
            if part % 2 == 1 {
                text.push_str(&format!("## {}\n\n", self.phrase(dice, 4)));
            }
            match part {
                2 => (0..5).for_each(|_| text.push_str(&format!("- {}\n", self.phrase(dice, words / parts / 5)))),
                4 => text.push_str(&format!("> {}.\n", self.phrase(dice, words / parts))),
                6 => text.push_str(&self.table(dice)),
                _ => text.push_str(&self.paragraph(dice, words / parts)),
            }
            if let Some(link) = links.get(part) {
                text.push_str(&format!("\nSee [{}]({link}).\n", self.phrase(dice, 3)));
            }
            text.push('\n');
        }
        text
    }

    fn table(&self, dice: &mut Dice) -> String {
        let mut table = "| place | what | who |\n|---|---|---:|\n".to_owned();
        for _ in 0..6 {
            let what = self.phrase(dice, 6);
            table.push_str(&format!("| {} | {what} | {} |\n", self.town(dice), dice.below(900)));
        }
        table
    }
}
