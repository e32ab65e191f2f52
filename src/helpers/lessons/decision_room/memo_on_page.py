"""What memo.js and memo_page.js need to write the memo on a page where no Python runs, in the words of memo.py."""

from __future__ import annotations

import itertools
import math
import sys
import unicodedata

from helpers import registry
from helpers.asking.claims import VERDICTS
from helpers.asking.drawn import Drawn
from helpers.ledger.scores import closing_ledger
from helpers.lessons.decision_room import memo, memo_page
from helpers.lessons.decision_room.options import ADVICE, EQUAL, MOST, OPTIONS, SCORES_ON_PAGE, WEIGHTS
from helpers.lessons.the_court import road
from helpers.tables import Load


def on_page(load: Load) -> dict:
    """All that a memo may quote, and what stands in every memo; plain JSON.

    claims: those that a memo may cite, each as it was known on the eve. What a reader hasn't judged yet is in no memo.
    """
    rows = memo.citable(closing_ledger({"verdicts": {}}, load, True))
    claims = [{"claim": claim, **memo.told_of(row)} for claim, row in rows.iterrows()]
    sources = list(dict.fromkeys(one for claim in claims for one in claim["sources"]))
    return {
        "notes": {
            "name": memo.NAME,
            "choice": memo.CHOICE,
            "claims": memo.CLAIMS,
            "line": memo.LINE,
            "why": memo.WHY,
        },
        "longest": memo.LONGEST,
        "longestNote": memo.LONGEST_NOTE,
        "options": OPTIONS,
        "scores": SCORES_ON_PAGE,
        "weights": WEIGHTS,
        "equal": EQUAL,
        "most": MOST,
        "advice": ADVICE,
        "forecast": memo.FORECAST,
        "claims": claims,
        "sources": dict(zip(sources, memo.references(sources, load), strict=True)),
        "suggested": memo.SUGGESTED,
        "mostClaims": memo.MOST_CLAIMS,
        "verdicts": VERDICTS,
        "drawn": [
            {"id": id, "asked": memo.asked_by(item), "item": item.on_page()}
            for number in registry.LESSONS
            for id, item in registry.collection("PREDICTIONS", number).items()
            if isinstance(item, Drawn)
        ],
        "mostDrawn": memo.MOST_DRAWN,
        "road": _map(load),
        "other": {"id": road.OTHER, "views": road.VIEWS, "longest": road.LONGEST},
        "page": {
            "style": memo_page.style(),
            "sizes": [[most if math.isfinite(most) else None, size] for most, size in memo_page.SIZES],
            "wide": _wide(),
            "head": memo_page.head(""),
            "nobody": memo_page.NOBODY,
            "headings": memo_page.HEADINGS,
            "none": {
                "evidence": memo_page.NO_EVIDENCE,
                "forecast": memo_page.NO_FORECAST,
                "line": memo_page.NO_LINE,
                "why": memo_page.NO_WHY,
            },
            "foot": memo_page.FOOT,
        },
    }


def _map(load: Load) -> dict:
    """Of the map of lesson 7 what a road in words is made of."""
    whole = road.control(load("legal_tree"), load)
    return {
        "id": road.ROAD,
        "questions": [
            {
                "id": one["id"],
                "short": one["short"],
                "answers": [{key: answer[key] for key in ("id", "short", "to")} for answer in one["answers"]],
            }
            for one in whole["questions"]
        ],
        "ends": [{key: one[key] for key in ("id", "text")} for one in whole["ends"]],
    }


def _wide() -> list[list[int]]:
    """The letters that are as wide as two, as ranges of code points: which they are, no browser says."""
    wide = [
        code
        for code in range(sys.maxunicode + 1)
        if unicodedata.east_asian_width(chr(code)) in memo_page.WIDE
    ]
    runs = itertools.groupby(enumerate(wide), lambda pair: pair[1] - pair[0])
    return [[run[0], run[-1]] for run in ([code for _, code in group] for _, group in runs)]
