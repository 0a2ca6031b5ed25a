//! Where a page is to the menus of its site, and what a theme makes of that once for all pages that are there.

use tera::{Map, Value};

use super::Frame;
use crate::render::Renderer;

impl<'a> Renderer<'a> {
    /// The item of the navigation that leads to a page, or to the part of the site in which it lies: by its address, else by
    /// its breadcrumb.
    pub(super) fn nav_url(&self, frame: &Frame<'a>) -> &'a str {
        let home = self.site.path_in(frame.lang, "/");
        let menu = self.site.menus.get(usize::from(frame.lang.0)).map_or(&[][..], |menus| &menus.navigation);
        let here = frame.url.as_str();
        let is_below = |url: &&str| *url == here || (*url != home.as_str() && here.starts_with(*url));
        // A region has an address of its own, and its breadcrumb leads through the groups.
        let is_on_the_way = |url: &&str| *url != home.as_str() && frame.crumbs.iter().any(|crumb| crumb.url() == *url);
        let urls = || menu.iter().map(|item| item.url.as_str());
        let below = urls().filter(is_below).max_by_key(|url| url.len());
        below.or_else(|| urls().find(is_on_the_way)).unwrap_or_default()
    }

    /// The theme's `menu/*.html` by name, for a page below the item `nav_url`.
    pub(super) fn menus(&self, frame: &Frame<'_>, nav_url: &str) -> Value {
        if self.theme.menus().is_empty() {
            return Value::from(Map::default());
        }
        let url = if self.is_in_menu(frame) { frame.url.as_str() } else { "" };
        self.shared.menus((frame.lang, nav_url.to_owned(), url.to_owned()), || {
            let mut context = self.shared_context(frame.lang);
            let here = [("url", url), ("nav_url", nav_url)];
            let page: Map = here.into_iter().map(|(key, value)| (key.into(), Value::from(value))).collect();
            context.insert_value("page", Value::from(page));
            self.rendered(self.theme.menus(), &context)
        })
    }

    /// Whether a menu has an item for this very page.
    fn is_in_menu(&self, frame: &Frame<'_>) -> bool {
        let Some(menus) = self.site.menus.get(usize::from(frame.lang.0)) else { return false };
        let others = [&menus.donate, &menus.privacy].into_iter().flatten();
        let mut items = menus.navigation.iter().chain(&menus.footer).chain(others);
        // Templates lead to these two by themselves.
        matches!(frame.kind, "home" | "search") || items.any(|item| item.url == frame.url.as_str())
    }
}
