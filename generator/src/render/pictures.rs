//! What a page offers of a picture, and which files are made for that.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::Renderer;
use crate::diag::Diagnostic;
use crate::digest::Digest;
use crate::ids::{Slug, UrlPath};
use crate::model::artifact::Costly;
use crate::model::site::{AssetRef, Body, Hole, Site};
use crate::picture::{Decoded, Format, Raster, Unreadable, Version};
use crate::source::{FileId, Span};

/// What a browser chooses from.
#[derive(Debug, Default)]
pub(super) struct Choices {
    /// For a browser that does not choose.
    pub(super) src: String,
    /// In the picture's own format; empty where there is one width alone.
    pub(super) srcset: String,
    /// In WebP, where that is not its own; may be empty.
    pub(super) webp_srcset: String,
}

/// What a page offers of a picture.
pub(super) fn choices(asset: &AssetRef) -> Choices {
    let whole = asset.url.to_string();
    let Some(raster) = &asset.raster else { return Choices { src: whole, ..Choices::default() } };
    let of = |format: Format| {
        let versions = raster.versions().into_iter().filter(move |version| version.format == format);
        versions.map(|version| (version_url(asset, raster, version), version.width)).collect::<Vec<_>>()
    };
    let mut own = of(raster.format);
    let src = match own.last() {
        Some((widest, _)) if !raster.is_choice() => widest.clone(),
        _ => whole.clone(),
    };
    if raster.is_choice() && !own.is_empty() {
        own.push((whole, raster.width));
    }
    let webp = if raster.format == Format::WebP { Vec::new() } else { of(Format::WebP) };
    Choices { src, srcset: srcset(&own), webp_srcset: srcset(&webp) }
}

fn srcset(choices: &[(String, u32)]) -> String {
    choices.iter().map(|(url, width)| format!("{url} {width}w")).collect::<Vec<_>>().join(", ")
}

/// `/assets/pictures/march.0123456789ab.800.webp`: named by what is in the picture, so that it may be kept for ever.
fn version_url(asset: &AssetRef, raster: &Raster, version: Version) -> String {
    let name = asset.url.as_str().rsplit('/').next().unwrap_or_default();
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    let stem = Slug::of(stem).map_or_else(|| "picture".to_owned(), |slug| slug.to_string());
    let (digest, width, ending) = (raster.digest() >> 80, version.width, version.format.ending());
    format!("/assets/pictures/{stem}.{digest:012x}.{width}.{ending}")
}

/// Pictures that have been decoded lately: what is made of one is mostly made in a row.
#[derive(Debug, Default)]
pub(super) struct Table {
    lately: Mutex<Vec<(u128, Arc<Decoded>)>>,
    /// Those of which it has been told that they are broken: once is enough.
    told: Mutex<BTreeSet<u128>>,
}

impl Table {
    /// Each takes six megabytes or so, and there are a few threads.
    const MOST: usize = 8;

    fn decoded(&self, raster: &Raster) -> Result<Arc<Decoded>, Unreadable> {
        let lock = || self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        let of = raster.digest();
        if let Some((_, found)) = lock().iter().find(|(known, _)| *known == of) {
            return Ok(Arc::clone(found));
        }
        let decoded = Arc::new(raster.decoded()?);
        let mut table = lock();
        if table.len() >= Self::MOST {
            table.remove(0);
        }
        table.push((of, Arc::clone(&decoded)));
        Ok(decoded)
    }

    /// What there is to tell of a broken picture, which is read in vain for each file that is made of it.
    fn tell(&self, raster: &Raster, unreadable: &Unreadable, file: FileId) -> Vec<Diagnostic> {
        let is_new = self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(raster.digest());
        let finding = || {
            Diagnostic::error("picture-unreadable", unreadable.to_string())
                .at(file, Span::default(), "")
                .help("open it in a picture programme and save it again as JPEG, PNG or WebP")
        };
        is_new.then(finding).into_iter().collect()
    }
}

impl Renderer<'_> {
    /// The files that are made of pictures, each where it is served: those that pages show, and those that are turned.
    pub(super) fn picture_files(&self) -> Vec<Costly<'_>> {
        let mut files: BTreeMap<UrlPath, Costly<'_>> = BTreeMap::new();
        for asset in &self.site.assets {
            if let Some(raster) = asset.raster.as_ref().filter(|raster| raster.is_turned()) {
                let path = percent_encoding::percent_decode_str(asset.url.as_str()).decode_utf8_lossy();
                let path = UrlPath::new(path.into_owned());
                files.insert(path.clone(), self.picture_file(path, asset.file, raster, None));
            }
        }
        shown(self.site, &mut |asset| {
            let Some(raster) = &asset.raster else { return };
            for version in raster.versions() {
                // One picture in two folders, under one name, makes one file.
                let path = UrlPath::new(version_url(asset, raster, version));
                let make = || self.picture_file(path.clone(), asset.file, raster, Some(version));
                files.entry(path.clone()).or_insert_with(make);
            }
        });
        files.into_values().collect()
    }

    /// `version` of a picture, or the picture itself, turned.
    fn picture_file<'a>(
        &'a self,
        path: UrlPath,
        file: FileId,
        raster: &'a Raster,
        version: Option<Version>,
    ) -> Costly<'a> {
        let kind = version.map_or_else(|| "upright".to_owned(), |one| format!("{}.{}", one.width, one.format.ending()));
        let key = Digest::of_parts([&b"picture"[..], &raster.digest().to_le_bytes()[..], kind.as_bytes()]);
        let make = move || {
            let made = match version {
                Some(version) => self.table.decoded(raster).and_then(|decoded| decoded.version(version)),
                None => raster.upright(),
            };
            match made {
                Ok(bytes) => (Some(bytes), Vec::new()),
                Err(unreadable) => (None, self.table.tell(raster, &unreadable, file)),
            }
        };
        // That a file is cut off is known without it; to read all pixels of all pictures would take `check` minutes.
        Costly { path, key, tells: false, make: Box::new(make) }
    }
}

/// Every picture that a page shows; one that is shown twice comes twice.
fn shown<'a>(site: &'a Site, see: &mut dyn FnMut(&'a AssetRef)) {
    for page in &site.pages {
        if let Some(image) = &page.image {
            see(&image.asset);
        }
        // A text that stands for another language's as well is looked at once.
        if page.lang == page.text_lang {
            in_body(&page.body, see);
        }
    }
}

fn in_body<'a>(body: &'a Body, see: &mut dyn FnMut(&'a AssetRef)) {
    for hole in &body.holes {
        match hole {
            Hole::Picture { asset: Some(asset), .. } => see(asset),
            Hole::Shortcode(shortcode) => {
                shortcode.picture.iter().for_each(&mut *see);
                shortcode.inner.iter().for_each(|inner| in_body(inner, see));
            }
            _ => {}
        }
    }
}
