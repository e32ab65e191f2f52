"""The memo as one page of HTML and as Markdown."""

from __future__ import annotations

import math
import re
import unicodedata
from pathlib import Path

from helpers import markup
from helpers.lessons.decision_room.memo import Memo
from helpers.words import signed

# --- as a page ----------------------------------------------------------------------------------------------

SIZES = (
    (3200, 10.2),
    (4000, 9.3),
    (4600, 8.6),
    (5700, 7.8),
    (6600, 7.0),
    (math.inf, 6.6),
)  # letters at most, points
WIDE = ("W", "F")  # widths of letters that take the room of two
HEADINGS = {
    "recommendation": "Recommendation",
    "why": "Why these two scores",
    "reasons": "What the scores say",
    "evidence": "Evidence",
    "objection": "The strongest objection",
    "forecast": "Forecast",
    "line": "What would change our mind",
    "sources": "Sources",
}
NO_EVIDENCE = "No claim is cited."
NO_FORECAST = "None is kept."
NO_LINE = "Not said."
NO_WHY = "Not written yet."
TO, DATE, SUBJECT = "The President of Mongolia", "1 September 2024", "The announced visit of Vladimir Putin"
NOBODY = "An adviser"
FOOT = (
    "An exercise of a course, written as of 1 September 2024. Scores, weights, forecast and verdicts are the "
    "writer’s. What the tables say is computed from the course’s tables, which were put together later, some from "
    "later editions. The claims, C01 to C42, are those of C. K. Tong and C. Krusekopf (The Conversation, September "
    "2024), in other words."
)

HERE = Path(__file__).parent


def as_html(memo: Memo) -> str:
    """The memo as a page of its own, without scripts or anything from elsewhere; one page on A4 or Letter."""
    return markup.render(
        "lessons/decision_room/memo_page.html.j2",
        memo=memo,
        style=markup.as_it_is(style()),
        size=f"{_size(memo):g}",
        head=head(memo.name),
        headings=HEADINGS,
        ranking=_ranking_figure(memo.ranking),
        sources=[
            (f"{cited}.", address, bool(re.match("https?://", address))) for cited, address in memo.sources
        ],
        no_evidence=NO_EVIDENCE,
        no_forecast=NO_FORECAST,
        no_line=NO_LINE,
        no_why=NO_WHY,
        foot=FOOT,
    )


def head(name: str) -> tuple[tuple[str, str], ...]:
    """The lines at the top; name: of the writer, or nothing."""
    return (("To", TO), ("From", name or NOBODY), ("Date", DATE), ("Subject", SUBJECT))


def style() -> str:
    """The style of the page."""
    return (HERE / "memo_page.css").read_text(encoding="utf-8")


def _size(memo: Memo) -> float:
    """The type size in points at which so much text stays on one page, with a tenth of it to spare."""
    full = sum(
        _wide(one.wording) + _wide(one.finding) + 0.85 * _wide(one.note) + 100 for one in memo.evidence
    )
    full += sum(
        map(_wide, (memo.because, memo.why, memo.objection, memo.forecast, memo.line, memo.road, memo.other))
    )
    full += sum(map(_wide, memo.drawn))
    full += 1.7 * sum(map(_wide, memo.reasons))
    full += sum(0.55 * _wide("".join(one)) + 20 for one in memo.sources)
    return next(size for most, size in SIZES if full <= most)


def _wide(text: str) -> float:
    """How many ordinary letters are as wide as this text."""
    return sum(2 if one.isupper() or unicodedata.east_asian_width(one) in WIDE else 1 for one in text)


Ranking = tuple[tuple[str, float, bool], ...]


def _ranking_words(ranking: Ranking) -> str:
    options = [
        f"{text} {signed(total, 2)}{' (recommended)' if chosen else ''}" for text, total, chosen in ranking
    ]
    return f"Bars: the options by their total, best first. {'; '.join(options)}."


def _ranking_figure(ranking: Ranking) -> str:
    """The ranking as a drawing: a bar for each option, left or right of nought."""
    if not ranking:
        return ""
    high, middle, unit, top = 22, 222, 40, 14
    bars = [
        {
            "text": text,
            "total": signed(total, 2),
            "chosen": chosen,
            "x": f"{middle + min(total, 0) * unit:.1f}",
            "long": f"{abs(total) * unit:.1f}",
            "y": top + high * place,
        }
        for place, (text, total, chosen) in enumerate(ranking)
    ]
    return markup.render(
        "lessons/decision_room/memo_ranking.html.j2",
        words=_ranking_words(ranking),
        ticks=[(middle + n * unit, signed(n)) for n in (-2, 0, 2)],
        bars=bars,
        top=top,
        end=top + high * len(ranking),
        beside=middle + 2 * unit + 12,
    )


# --- as Markdown --------------------------------------------------------------------------------------------


def neutral(text: str) -> str:
    """A text that Markdown shows as it stands: no markup, link, image, formula or HTML can come of it."""
    text = text.replace("&", "&amp;") if re.search(r"&#?\w+;", text) else text
    text = re.sub(r"([\\`*_{}\[\]|~$^@])", r"\\\1", text.replace("<", "&lt;").replace(">", "&gt;"))
    text = re.sub(
        r"://|(?<=www)\.", r"\\\g<0>", text, flags=re.IGNORECASE
    )  # some readers make links of these
    return re.sub(r"^(\d*)([#+\-=:.)])", r"\1\\\2", text)  # what would begin a heading, list or quotation


def as_markdown(memo: Memo) -> str:
    """The memo as Markdown: the ranking as a table, the sources as a numbered list."""
    last = {
        "objection": " ".join(filter(None, (memo.objection, memo.other))),
        "forecast": memo.forecast or NO_FORECAST,
        "line": memo.line or NO_LINE,
    }
    return (
        markup.text(
            "lessons/decision_room/memo_page.md.j2",
            neutral=neutral,
            memo=memo,
            head=head(memo.name),
            headings=HEADINGS,
            why=neutral(memo.why or NO_WHY),
            reasons=" ".join(map(neutral, memo.reasons)),
            ranking=[(text, signed(total, 2), chosen) for text, total, chosen in memo.ranking],
            no_evidence=NO_EVIDENCE,
            last={name: text for name, text in last.items() if text},
            sources=[
                (
                    f"{cited}.",
                    f"<{address}>" if re.fullmatch(r"https?://[^\s<>]+", address) else neutral(address),
                )
                for cited, address in memo.sources
            ],
            foot=FOOT,
        )
        + "\n"
    )
