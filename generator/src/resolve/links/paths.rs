//! Paths below `content/` as links write them.

use crate::diag::nearest;

/// Path, query with its `?`, and fragment with its `#`.
pub(super) fn split(href: &str) -> (&str, &str, &str) {
    let (rest, fragment) = href.find('#').map_or((href, ""), |at| href.split_at(at));
    let (path, query) = rest.find('?').map_or((rest, ""), |at| rest.split_at(at));
    (path, query, fragment)
}

/// `path` seen from `folder`, below `content/`; `None` when it leads out of it.
pub(super) fn normal(folder: &str, path: &str) -> Option<String> {
    let mut steps: Vec<&str> = if path.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    steps.retain(|step| !step.is_empty());
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// How a file at `to` is written in a link of a page in `folder`, both below `content/`.
pub(super) fn relative(folder: &str, to: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    let steps: Vec<&str> = to.split('/').collect();
    let shared = from.iter().zip(&steps[..steps.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", steps[shared..].join("/"))
}

/// The file below `content/` that is meant: of a path that is nearly right, or of the same name elsewhere.
pub(super) fn nearest_file<'a>(path: &str, files: &'a [String]) -> Option<&'a str> {
    let name = |path: &'a str| path.rsplit('/').next().unwrap_or(path);
    let wanted = path.rsplit('/').next().filter(|name| !name.is_empty())?;
    let folder = path.strip_suffix(wanted).unwrap_or_default();
    let files = || files.iter().map(String::as_str);
    let beside = files().filter(|file| file.strip_suffix(name(file)) == Some(folder));
    let near_name =
        || nearest(wanted, beside.map(name)).and_then(|near| files().find(|file| *file == format!("{folder}{near}")));
    near_name().or_else(|| files().find(|file| name(file) == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_folder_of_their_page() {
        assert_eq!(normal("news/2015", "../launch.md").as_deref(), Some("news/launch.md"));
        assert_eq!(normal("news", "/groups/leeds.md").as_deref(), Some("groups/leeds.md"));
        assert_eq!(normal("news", "../../secret.md"), None);
        assert_eq!(relative("news/2015", "groups/leeds.md"), "../../groups/leeds.md");
        assert_eq!(relative("news", "news/launch.md"), "launch.md");
        assert_eq!(relative("", "index.md"), "index.md");
    }

    #[test]
    fn the_file_that_is_meant_has_nearly_the_name_or_is_elsewhere() {
        let files = ["groups/leeds.md", "news/launch.md", "pages/join.md"].map(str::to_owned);
        assert_eq!(nearest_file("groups/leds.md", &files), Some("groups/leeds.md"));
        assert_eq!(nearest_file("news/leeds.md", &files), Some("groups/leeds.md"));
        assert_eq!(nearest_file("pages/b.md", &files), None);
    }

    #[test]
    fn a_link_falls_into_path_query_and_fragment() {
        assert_eq!(split("a.md?x=1#b"), ("a.md", "?x=1", "#b"));
        assert_eq!(split("#b?c"), ("", "", "#b?c"));
    }
}
