"""Words that are true in a notebook and not on a page, and how a page names a source."""

from __future__ import annotations

import re

# what a notebook tells a reader to do with its cells, and what stands on a page instead
ON_PAGES = [
    (
        "Click into the cell below and press **Shift and Enter**; once more, and press *Play* on the map.",
        "Press *Play* on the map.",
    ),
    ("- run a notebook, move a chart,", "- move a chart,"),
    (
        "A notebook is a page of texts and *cells* of code. Go on with **Shift and Enter**, all the way down. "
        "If red text appears, nothing is broken: read the sentence above it, mend your cell and run it again.",
        "Charts and questions answer on this page. The code behind them is folded away: *Show the code* opens it.",
    ),
    ("You need lesson 0, or at least Shift and Enter.", "It helps to know lesson 0."),
    (" To run a cell, click into it and press Shift and Enter; go through", " Go through"),
    ('type `quiz("before")` into a new cell', "answer [these](before.md)"),
    ('type `quiz("after")` into a new cell now', "answer [these](after.md) now"),
    ("and no Python: you run cells and choose.", "and no Python: you choose."),
]
SCHOLARLY = re.compile(r"\d|\bPress\b|\bWiley\b|The Conversation")  # journals and publishers of books
NAMED_BY_AUTHOR = re.compile(r"((?:[a-z]+-)+?)(?:1[89]|20)\d\d(?:-|$)")  # source ids such as fuchs-klann-2013


def on_page(text: str) -> str:
    """A lesson's text without what only a reader with a notebook can do."""
    for there, here in ON_PAGES:
        text = text.replace(there, here)
    return text


def mark(source_id: str, publisher: str, title: str, year: str) -> str:
    """A source as a text names it, by author or publisher and year.

    >>> mark("fuchs-klann-2013", "Journal of International Economics 91(1), pages 164-177", "Paying a Visit", "2013")
    'Fuchs & Klann 2013'
    >>> mark("kyodo-2017-02-22-coal", "Kyodo News (copy)", "China halts coal", "2017")
    'Kyodo News 2017'
    """
    named = NAMED_BY_AUTHOR.match(source_id)
    authors = named[1].strip("-").title().split("-") if named and SCHOLARLY.search(publisher) else []
    if authors and "Of" not in authors:
        *most, last = authors
        who = f"{', '.join(most)} & {last}" if most else last
    else:
        who = re.sub(r" \d+$", "", re.split(r" \(|;|, (?:pages|after|at) ", publisher or title)[0])
    return f"{who} {year}".strip()
