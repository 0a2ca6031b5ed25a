"""Which pages of two builds differ, as Markdown for the summary of a run: `changed.py BEFORE AFTER`."""

import sys
from pathlib import Path

MOST = 50


def files(folder):
    root = Path(folder)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def url(path):
    """`news/launch/index.html` is served at `/news/launch/`."""
    return "/" + path.removesuffix("index.html")


def told(title, paths):
    if not paths:
        return
    print(f"\n### {title}: {len(paths)}\n")
    for path in paths[:MOST]:
        print(f"- `{url(path).replace('`', '')}`")
    if len(paths) > MOST:
        print(f"- and {len(paths) - MOST} more")


before, after = map(files, sys.argv[1:3])
new = sorted(after.keys() - before.keys())
gone = sorted(before.keys() - after.keys())
changed = sorted(path for path in before.keys() & after.keys() if before[path] != after[path])

print("## What this change does to the site")
if not (new or gone or changed):
    print("\nNothing: each page and file is as it was.")
for title, paths in [("New pages", new), ("Changed pages", changed), ("Pages that are gone", gone)]:
    told(title, [path for path in paths if path.endswith(".html")])
others = sum(not path.endswith(".html") for path in new + changed + gone)
if others:
    print(f"\nBesides: {others} other files (pictures, feeds, data).")
