"""The wall of a deck, where the class's predictions stand: its script, and which questions are never asked by hands.

Its parts are in templates/slides/wall; they use what forms and pages already have, and are put together as one classic
script, so that a deck runs from a folder.
"""

from __future__ import annotations

from helpers import registry
from publishing import pages

SHARED = ["front_end.js", "pages/workbook.js", "pages/saying.js", "asking/controls.js", "asking/drawing.js"]
PARTS = ["ballots.js", "pasted.js", "counted.js", "picture.js", "saved.js", "wall.js"]

# On law, war or one's own country a raised hand can be held against someone: what is judged of the court, the warrant
# and the war, by its lesson or by the tables that it rests on.
LESSONS = {7, 8, 9}
TABLES = {
    "after_the_visit",
    "legal_positions",
    "noncompliance_findings",
    "rome_statute",
    "states_parties",
    "suspect_visits",
    "ukraine_votes",
    "warrants",
}
ITEMS = {"0.arrest"}  # rests on no claim and asks what lesson 8 asks


def script() -> str:
    """The text of wall.js."""
    files = [pages.HELPERS / name for name in SHARED]
    files += [pages.TEMPLATES / "slides" / "wall" / name for name in PARTS]
    parts = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def never_by_hands(lesson: int) -> list[str]:
    """The ids of a lesson's predictions and first verdicts ("first:C15") that are asked by slips or phones only."""
    claims = {
        row["claim_id"]
        for row in pages.rows("claims")
        if lesson in LESSONS
        or {row["lesson"], row["also_lesson"]} & set(map(str, LESSONS))
        or set(row["evidence"].split(";")) & TABLES
    }
    predictions = registry.collection("PREDICTIONS", lesson).items()
    quiet = [id for id, item in predictions if lesson in LESSONS or id in ITEMS or item.claim in claims]
    return [*quiet, *(f"first:{claim}" for claim in sorted(claims))]
