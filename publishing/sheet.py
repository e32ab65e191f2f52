"""A contact sheet: what every chart of a lesson shows at the ends of its controls, on one page, to be looked at.

`start.py sheet 5` writes build/sheets/05_leverage.html. Each chart stands there as it opens, with each control at its
first and last position, and with all of them at theirs; with its words, so that one sees whether they say what is
drawn.
"""

from __future__ import annotations

import itertools
import json
import sys
import webbrowser
from collections.abc import Iterator, Sequence
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from helpers.pages.without_kernel import VARIABLE
from publishing import pages
from tools import notebooks

SHEETS = pages.BUILD / "sheets"
VIEWS = "24"  # at most so many of a chart are drawn


def views_of(live: Tag, folder: Path) -> Iterator[tuple[str, str, str]]:
    """(where the controls stand, file, words) of the views of one chart to look at, as it opens first."""
    content = json.loads(str(live.select("script")[0].string))
    if "views" not in content:
        opening = content["opening"]
        yield "as it opens", Path(opening["url"]).name, opening["caption"]
        return
    text = (folder / f"{content['views']}.js").read_text(encoding="utf-8")
    views = json.loads(text[text.index("{") : text.rindex("}") + 1])
    frames, lines = views["frames"], views["lines"]
    controls, opening = content["controls"], content["opening"]["key"]
    for key in extremes(opening, [len(one["options"]) for one in controls]):
        if key in frames:
            at = map(int, key.split(","))
            said = ", ".join(
                f"{one['label']} {one['options'][i]}" for one, i in zip(controls, at, strict=True)
            )
            file = folder / f"{content['views']}-{key.replace(',', '-')}.svg"
            file.write_text("\n".join(lines[line] for line in frames[key]["picture"]), encoding="utf-8")
            yield said, file.name, frames[key]["caption"]


def extremes(opening: str, sizes: Sequence[int]) -> list[str]:
    """The positions to look at: the opening, each control at either end, all of them at their ends.

    >>> extremes("1,0", [3, 2])
    ['1,0', '0,0', '2,0', '1,1', '0,1', '2,1']
    """
    at = [int(one) for one in opening.split(",")]
    alone = [
        [end if i == place else one for i, one in enumerate(at)]
        for place, size in enumerate(sizes)
        for end in (0, size - 1)
    ]
    corners = itertools.product(*((0, size - 1) for size in sizes)) if len(sizes) < 4 else []
    return list(dict.fromkeys(",".join(map(str, one)) for one in [at, *alone, *corners]))


def charts_of(notebook: dict, folder: Path) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """(the line that draws it, its views) of every chart of a lesson that was run for pages."""
    found = []
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            soup = BeautifulSoup("".join(output.get("data", {}).get("text/html", "")), "html.parser")
            live, still = (
                soup.select_one('.bg-live[data-module="explore"]'),
                soup.select_one("figure.bg-chart img"),
            )
            lines = "".join(cell["source"]).splitlines()
            line = next((one for one in lines if one.startswith(("explore(", "show("))), "")
            if live:
                found.append((line, list(views_of(live, folder))))
            elif still:
                found.append((line, [("", Path(str(still["src"])).name, str(still["alt"]))]))
    return found


def sheet(path: Path) -> Path:
    """Run a lesson (a path in notebooks/) and write its sheet; returns the file."""
    folder = SHEETS / "frames"
    folder.mkdir(parents=True, exist_ok=True)
    more = {VARIABLE: str(folder), "BETWEEN_GIANTS_MOST_FRAMES": VIEWS}
    notebook = json.loads(notebooks.executed(path, pages.A_CELL, more))
    made = SHEETS / f"{path.stem}.html"
    pages.write(
        made, pages.template("sheet.html").render(title=path.stem, charts=charts_of(notebook, folder))
    )
    return made


def main() -> None:
    """Write the sheets of the lessons named on the command line, or of all."""
    for path in pages.lessons(sys.argv[1:], outside=True):
        made = sheet(path)
        print(made.relative_to(pages.ROOT))
        webbrowser.open(made.as_uri())


if __name__ == "__main__":
    pages.carry_out(main)
