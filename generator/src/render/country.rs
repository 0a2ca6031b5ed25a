//! The places of a configuration, as the finder and the maps show them.

use std::sync::OnceLock;

use super::map::{Projection, dots};
use super::near::places;
use crate::model::artifact::Artifact;
use crate::model::site::Site;

/// What depends on the places of a site's configuration alone, each part made when it is first asked for: as long as the
/// configuration is the same, a site that is made again has it from the one before.
#[derive(Debug, Default)]
pub struct Country {
    chart: OnceLock<Option<Projection>>,
    places: OnceLock<Artifact>,
    dots: OnceLock<Option<Artifact>>,
}

impl Country {
    /// How the country is drawn; `None` where there is nothing to draw it of.
    pub(super) fn chart(&self, site: &Site) -> Option<&Projection> {
        let positions = || site.config.places().all().iter().map(|place| place.position);
        self.chart.get_or_init(|| Projection::of(positions())).as_ref()
    }

    /// The places, as JSON; the name changes with what is in it.
    pub(super) fn places(&self, site: &Site) -> &Artifact {
        self.places.get_or_init(|| places(site))
    }

    /// The country in dots, as SVG; the name changes with what is in it.
    pub(super) fn dots(&self, site: &Site) -> Option<&Artifact> {
        self.dots.get_or_init(|| self.chart(site).map(|chart| dots(site, chart))).as_ref()
    }
}
