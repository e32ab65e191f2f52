"""Lessons on a page where no Python runs: what a cell displays there instead of a widget.

The web book and the slides run the notebooks once with the environment variable BETWEEN_GIANTS_PAGES set to the folder
that takes the frames of the charts; BETWEEN_GIANTS_MOST_FRAMES says how many of one chart are held. Each chart and form
is then HTML that the page's script (helpers/pages/page.js) brings to life: a chart through explore.js, the same module
as in the notebook, fed from files. The views of a chart have most of their lines in common, so they lie in one file
that holds each line of SVG once; the view it opens with has a file of its own, which needs no script.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections.abc import Callable, Sequence
from math import prod
from pathlib import Path

from helpers import markup
from helpers.words import listed

VARIABLE = "BETWEEN_GIANTS_PAGES"
MOST_FRAMES = int(os.environ.get("BETWEEN_GIANTS_MOST_FRAMES", 800))  # of a chart that is held whole
PART = 300  # views at most of one that has more
WIDTH = 800  # pixels of a picture from side to side, where nothing else says how wide it is


def folder() -> Path | None:
    """The folder that takes the frames (Path), or None where the lessons run live."""
    name = os.environ.get(VARIABLE)
    return Path(name) if name else None


class Live(markup.Shown):
    """Something that the page's script brings to life.

    module: "explore", "forms" or "table". content: plain JSON, given to the module. fallback: one HTML element, for a
    reader without JavaScript. words: the same as plain text.
    """

    def __init__(self, module: str, content: object, fallback: str, words: str):
        page = markup.fill(
            '<div class="bg-live" data-module="{{ module }}">'
            '<script type="application/json">{{ content }}</script>{{ fallback }}</div>',
            module=module,
            content=markup.as_it_is(_json(content)),
            fallback=markup.as_it_is(fallback),
        )
        super().__init__(page, words)
        self.what = {"explore": "the chart", "table": "the table"}.get(module, "what is asked here")


class Still(markup.Shown):
    """A chart without controls: its picture, words and numbers."""

    what = "the picture"


class Sealed(markup.Shown):
    """Something that stays behind "show" until a prediction is kept on the page, or until the reader opens it.

    thing: what is to be shown. after: id of the prediction ("3.china_1991") or claim ("C15"). asks, picture: the
    question it answers and its empty axes (SVG), if it has them.
    """

    def __init__(self, thing: object, after: str, asks: str = "", picture: bytes = b""):
        kept = "prediction" if "." in after else "verdict"
        what = getattr(thing, "what", self.what)
        said = f"Show {what} (it opens by itself once your {kept} is kept)"
        page = markup.render(
            "pages/sealed.html.j2",
            after=after,
            asks=asks,
            said=said,
            what=what,
            thing=_page_of(thing),
            url=f"frames/{_keep(picture, 'svg')}" if picture else "",
        )
        super().__init__(page, f"{asks} {said}".strip())


def _page_of(thing: object) -> str:
    """The HTML by which a notebook would show this thing; its words where it has none."""
    from IPython.core.formatters import DisplayFormatter

    data, _ = DisplayFormatter().format(thing)
    if data.get("text/html"):
        return markup.as_it_is(data["text/html"])
    return markup.fill("<pre>{{ text }}</pre>", text=data["text/plain"])


def _json(content: object) -> str:
    """JSON that may stand in a page: no tag can begin in it."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


# --- charts -------------------------------------------------------------------------------------------------


View = Callable[[list[int]], tuple[dict, bytes]]


def chart(view: View, controls: list[dict], opening: list[int], keep: dict | None = None) -> Live | Still:
    """A chart as a page holds it: a `Live` whose frames lie in `folder()`; a `Still` if it has no controls.

    view: `view(at)` gives (what the browser is told, SVG) for option positions, as `Chart._view`.
    controls: list of control specs. opening: the positions it opens with. RuntimeError where a view can't be
    drawn: on a page nobody could mend it. keep: None, or {"button": its words, "name": what the values are kept as,
    "values": of each control}.
    """
    positions, holds = held(
        [len(control["options"]) for control in controls], opening, [control["label"] for control in controls]
    )
    frames, tables, lines = {}, _Numbered(), _Numbered()
    for at in positions:
        told, picture = view(at)
        if not told["drawn"]:
            raise RuntimeError(told["caption"])
        words = {"caption": told["caption"], "code": told["code"]}
        drawn = [lines[line] for line in picture.decode().splitlines()]
        frames[told["key"]] = {"picture": drawn, **words, "numbers": tables[told["numbers"]]}
        if at == list(opening):
            first = {"key": told["key"], "drawn": True, "url": f"frames/{_keep(picture, 'svg')}", **words}
            numbers = told["numbers"]
    page = still(first["url"], first["caption"], numbers)
    if not controls:
        return Still(page, first["caption"])
    views = _json({"frames": frames, "tables": tables.all, "lines": lines.all})
    name = hashlib.sha256(views.encode()).hexdigest()[:16]
    _keep(f'betweenGiants.held("{name}", {views});\n'.encode(), "js", name)
    content = {"controls": controls, "opening": first, "views": name, "holds": holds, "keep": keep}
    return Live("explore", content, page, first["caption"])


def drawn(view: View, controls: list[dict], opening: list[int], keep: dict | None, drawing: dict) -> Live:
    """A chart of what the reader keeps, as a page holds it: a `Live` that room.js of lesson 9 draws, without frames.

    view, controls, opening, keep: as in `chart`. drawing: what room.js needs, with the "values" of each control.
    """
    told, picture = view(list(opening))
    url = f"frames/{_keep(picture, 'svg')}"
    first = {"key": told["key"], "drawn": True, "url": url, "caption": told["caption"], "code": told["code"]}
    content = {"controls": controls, "opening": first, "drawing": drawing, "keep": keep}
    return Live("explore", content, still(url, told["caption"], told["numbers"]), told["caption"])


class _Numbered:
    """Gives equal things one number, so that a file holds each once."""

    def __init__(self) -> None:
        self.all: list[dict | str] = []
        self._known: dict[str, int] = {}

    def __getitem__(self, thing: dict | str | None) -> int | None:
        if thing is None:
            return None
        text = _json(thing)
        if text not in self._known:
            self._known[text] = len(self.all)
            self.all.append(thing)
        return self._known[text]


def held(
    sizes: Sequence[int], opening: Sequence[int], names: Sequence[str], most: int = MOST_FRAMES
) -> tuple[list[list[int]], str]:
    """Which positions of a chart's controls a page holds, and the sentence that says so.

    sizes: options of each control. opening: where each stands at first. names: of the controls. Returns (list of
    positions, "" or a sentence). All where they are at most `most`. Else, at most PART of them: each control by itself
    while the others stand as at the opening (a long one in even steps), then groups of controls moved together, the
    smallest first, as long as they fit.
    """
    opening, which = list(opening), range(len(sizes))
    if prod(sizes) <= most:
        return [list(at) for at in itertools.product(*map(range, sizes))], ""
    most = min(most, PART)
    reach = max(sizes)
    while sum(min(size, reach) - 1 for size in sizes) + 1 > most:
        reach -= 1
    steps = [_spread(size, reach, at) for size, at in zip(sizes, opening, strict=True)]
    chosen = {tuple(opening)}
    groups = []
    for many in range(1, len(sizes) + 1):
        for group in sorted(
            itertools.combinations(which, many), key=lambda g: prod(len(steps[i]) for i in g)
        ):
            if many > 1 and prod(len(steps[i]) for i in group) > most:
                break
            grid = set(itertools.product(*(steps[i] if i in group else [opening[i]] for i in which)))
            if many == 1 or len(chosen | grid) <= most:
                chosen |= grid
                groups.append(group)
    return [list(at) for at in sorted(chosen)], _what_is_held(sizes, steps, names, groups, len(chosen))


def _spread(size: int, most: int, at: int) -> list[int]:
    """At most `most` option positions of a control, evenly spread, `at` and, from three on, both ends among them."""
    if size <= most:
        return list(range(size))
    if most < 3:
        return sorted({at, (0 if at else size - 1) if most == 2 else at})
    return sorted({at, *(round(i * (size - 1) / (most - 2)) for i in range(most - 1))})


def _what_is_held(
    sizes: Sequence[int],
    steps: list[list[int]],
    names: Sequence[str],
    groups: list[tuple[int, ...]],
    many: int,
) -> str:
    """The sentence under a chart of which a page holds a part."""
    together = [group for group in groups if len(group) > 1 and not any(set(group) < set(g) for g in groups)]
    thin = [
        f"{names[i]} in {len(steps[i])} of its {sizes[i]} steps"
        for i in range(len(sizes))
        if len(steps[i]) < sizes[i]
    ]
    sentence = (
        f"This page holds {many:,} of the {prod(sizes):,} views of this chart: each control moved by itself while the "
        "others stand as at the beginning"
    )
    if thin:
        sentence += f" ({listed(thin)})"
    if together:
        sentence += ", and together " + listed(
            [listed(names[i] for i in group) for group in together], "; ", "; and "
        )
    return sentence + ". With Python, in the notebook, it answers to every combination."


def _keep(content: bytes, kind: str, name: str | None = None) -> str:
    """Write bytes into the folder of frames, under a name that only this content has; returns the name."""
    path = Path(os.environ[VARIABLE]) / f"{name or hashlib.sha256(content).hexdigest()[:16]}.{kind}"
    if not path.exists():
        new = path.with_suffix(f".{os.getpid()}.new")
        new.write_bytes(content)
        new.replace(path)
    return path.name


def still(url: str, caption: str, numbers: dict | None) -> str:
    """HTML of one view: picture, words and, folded, its numbers (as {columns, rows, more}, or None)."""
    size = {"width": WIDTH, "height": WIDTH * 9 // 16}
    return markup.render("pages/still.html.j2", url=url, caption=caption, numbers=numbers, **size)
