"""The memo as one page of HTML and as Markdown."""

from __future__ import annotations

import html
import math
import re
import unicodedata

from helpers.lessons.decision_room.memo import Memo
from helpers.words import signed

# --- as a page ----------------------------------------------------------------------------------------------

SIZES = (
    (3200, 10.2),
    (4000, 9.3),
    (4600, 8.6),
    (5700, 7.8),
    (math.inf, 7.0),
)  # letters at most, type size in points
HEADINGS = {
    "recommendation": "Recommendation",
    "reasons": "Why",
    "evidence": "Evidence",
    "objection": "The strongest objection",
    "forecast": "Forecast",
    "line": "What would change our mind",
    "sources": "Sources",
}
NO_EVIDENCE = "No claim is cited."
NO_FORECAST = "None is kept."
NO_LINE = "Not said."
TO, DATE, SUBJECT = "The President of Mongolia", "1 September 2024", "The announced visit of Vladimir Putin"
NOBODY = "An adviser"
FOOT = (
    "An exercise of a course, written as of 1 September 2024. Scores, weights, forecast and verdicts are the "
    "writer’s. What the tables say is computed from the course’s tables, which were put together later, some "
    "from later editions. The claims, C01 to C42, are those of C. K. Tong and C. Krusekopf (The Conversation, "
    "September 2024), in other words."
)

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Memo to the President, 1 September 2024</title>
<style>
@page { margin: 11mm 13mm; }
* { box-sizing: border-box; }
html { font-size: SIZEpt; }
body { margin: 0 auto; padding: 8mm; max-width: 200mm; color: #1a1a1a;
  font: 1rem/1.3 "Times New Roman", "Liberation Serif", Times, serif; background: #fff; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.45rem; letter-spacing: .04em; }
h2 { margin: .6rem 0 .1rem; font-size: 1.02rem; }
p, dl, ul, ol { margin: 0; }
dl { display: grid; grid-template-columns: 4.6rem 1fr; padding-bottom: .4rem;
  border-bottom: 1.5pt solid #1a1a1a; }
dt { color: #555; }
dd { margin: 0; }
.advice { font-size: 1.2rem; font-weight: bold; }
.why { display: grid; grid-template-columns: 1fr 41%; gap: 1.2rem; align-items: start; }
figure { margin: .55rem 0 0; }
figcaption { font-size: .8rem; color: #555; }
svg { display: block; width: 100%; max-width: 24rem; height: auto;
  font-family: Arial, "Liberation Sans", sans-serif; }
.evidence { list-style: none; padding: 0; }
.evidence li { margin-top: .28rem; }
.small { font-size: .85rem; color: #333; }
.sources { columns: 2; column-gap: 1.2rem; padding-left: 1.5rem; font-size: .72rem; line-height: 1.22; }
.sources li { break-inside: avoid; }
.foot { margin-top: .5rem; padding-top: .2rem; border-top: .5pt solid #999; font-size: .72rem; color: #555; }
a { color: inherit; }
sup { line-height: 0; font-size: .72em; white-space: nowrap; }
sup a { text-decoration: none; }
@media print { body { max-width: none; padding: 0; } a { text-decoration: none; } }
@media screen and (max-width: 40rem) {
  .why { display: block; } .sources { columns: 1; } body { padding: 1rem; }
}
</style>
</head>
<body>
CONTENT
</body>
</html>
"""


def as_html(memo: Memo) -> str:
    """The memo as a page of its own, without scripts or anything from elsewhere; one page on A4 or Letter."""
    head = "".join(
        f"<dt>{name}</dt><dd>{html.escape(value)}</dd>"
        for name, value in (("To", TO), ("From", memo.name or NOBODY), ("Date", DATE), ("Subject", SUBJECT))
    )
    parts = [
        f"<header><h1>Memorandum</h1><dl>{head}</dl></header>\n<main>",
        _section(
            "recommendation",
            f'<p class="advice">{html.escape(memo.recommendation)}.</p>'
            + (f"<p>“{html.escape(memo.because)}”</p>" if memo.because else ""),
        ),
        '<div class="why">'
        + _section("reasons", "".join(f"<p>{html.escape(one)}</p>" for one in memo.reasons))
        + _ranking_figure(memo.ranking)
        + "</div>",
        _section("evidence", _evidence(memo)),
        _section("objection", f"<p>{html.escape(memo.objection)}</p>") if memo.objection else "",
        _section("forecast", f"<p>{html.escape(memo.forecast or NO_FORECAST)}</p>"),
        _section("line", f"<p>{html.escape(memo.line or NO_LINE)}</p>"),
        _section("sources", f'<ol class="sources">{"".join(_source_items(memo.sources))}</ol>')
        if memo.sources
        else "",
        f'</main>\n<footer class="foot">{FOOT}</footer>',
    ]
    page = "\n".join(filter(None, parts))
    return PAGE.replace("SIZE", f"{_size(memo):g}").replace("CONTENT", page)


def _size(memo: Memo) -> float:
    """The type size in points at which so much text stays on one page, with a tenth of it to spare."""
    full = sum(
        _wide(one.wording) + _wide(one.finding) + 0.85 * _wide(one.note) + 100 for one in memo.evidence
    )
    full += sum(map(_wide, (memo.because, memo.objection, memo.forecast, memo.line))) + 1.7 * sum(
        map(_wide, memo.reasons)
    )
    full += sum(0.55 * _wide("".join(one)) + 20 for one in memo.sources)
    return next(size for most, size in SIZES if full <= most)


def _wide(text: str) -> float:
    """How many ordinary letters are as wide as this text."""
    return sum(2 if one.isupper() or unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _section(name: str, body: str) -> str:
    return f"<section><h2>{HEADINGS[name]}</h2>{body}</section>"


def _marks(numbers) -> str:
    return "<sup>" + "".join(f'<a href="#source-{one}">[{one}]</a>' for one in numbers) + "</sup>"


def _evidence(memo: Memo) -> str:
    if not memo.evidence:
        return f"<p>{NO_EVIDENCE}</p>"
    lines = []
    for one in memo.evidence:
        more = f' <span class="small">({one.more} more in lesson {one.lesson})</span>' if one.more else ""
        note = (
            f' <span class="small">What would change my verdict: “{html.escape(one.note)}”</span>'
            if one.note
            else ""
        )
        lines.append(
            f"<li><strong>{one.claim}</strong> {html.escape(one.wording)} <em>My verdict: "
            f"{html.escape(one.mine)}.</em> {html.escape(one.theirs)}. {html.escape(one.finding)}"
            f"{_marks(one.marks)}{more}{note}</li>"
        )
    return f'<ul class="evidence">{"".join(lines)}</ul>'


def _source_items(sources):
    for number, (title, publisher, address) in enumerate(sources, start=1):
        text = html.escape(f"{title}. {publisher}." if publisher and publisher not in title else f"{title}.")
        if re.match(r"https?://", address):
            text += f' <a href="{html.escape(address)}">{html.escape(address)}</a>'
        elif address:
            text += f" {html.escape(address)}"
        yield f'<li id="source-{number}">{text}</li>'


def _ranking_words(ranking) -> str:
    return (
        "Bars: the options by their total, best first. "
        + "; ".join(
            f"{text} {signed(total, 2)}{' (recommended)' if chosen else ''}" for text, total, chosen in ranking
        )
        + "."
    )


def _ranking_figure(ranking) -> str:
    """The ranking as a drawing: a bar for each option, left or right of nought."""
    if not ranking:
        return ""
    high, middle, unit, top = 22, 222, 40, 14
    bars = []
    for place, (text, total, chosen) in enumerate(ranking):
        y, long = top + high * place, abs(total) * unit
        x = middle if total >= 0 else middle - long
        weight = ' font-weight="bold"' if chosen else ""
        bars.append(
            f'<text x="0" y="{y + 15}" font-size="10"{weight}>{"▸ " if chosen else ""}{html.escape(text)}</text>'
            f'<rect x="{x:.1f}" y="{y + 6}" width="{long:.1f}" height="11" '
            f'fill="{"#0b5fa5" if chosen else "#8c8c8c"}"/>'
            f'<text x="{middle + 2 * unit + 12}" y="{y + 15}" font-size="10"{weight}>{signed(total, 2)}</text>'
        )
    end = top + high * len(ranking)
    ticks = "".join(
        f'<line x1="{middle + n * unit}" x2="{middle + n * unit}" y1="{top}" y2="{end}" '
        f'stroke="{"#1a1a1a" if not n else "#ddd"}"/>'
        f'<text x="{middle + n * unit}" y="9" font-size="9" fill="#555" text-anchor="middle">{text}</text>'
        for n, text in ((-2, "−2"), (0, "0"), (2, "+2"))
    )
    words = html.escape(_ranking_words(ranking))
    return (
        f'<figure><svg viewBox="0 0 345 {end}" role="img" aria-label="{words}"><title>{words}</title>{ticks}'
        f"{''.join(bars)}</svg><figcaption>My scores, weighed: −2 very bad, +2 very good.</figcaption></figure>"
    )


# --- as Markdown --------------------------------------------------------------------------------------------


def neutral(text: str) -> str:
    """A text that Markdown shows as it stands: no markup, link, image, formula or HTML can come of it."""
    text = text.replace("&", "&amp;") if re.search(r"&#?\w+;", text) else text
    text = re.sub(r"([\\`*_{}\[\]|~$^@])", r"\\\1", text.replace("<", "&lt;").replace(">", "&gt;"))
    text = re.sub(
        r"://|(?<=www)\.", r"\\\g<0>", text, flags=re.IGNORECASE
    )  # what some readers turn into links
    return re.sub(r"^(\d*)([#+\-=:.)])", r"\1\\\2", text)  # what would begin a heading, list or quotation


def as_markdown(memo: Memo) -> str:
    """The memo as Markdown: the ranking as a table, the sources as a numbered list."""
    lines = ["# Memorandum", ""]
    lines += [
        f"**{name}:** {neutral(value)}  "
        for name, value in (("To", TO), ("From", memo.name or NOBODY), ("Date", DATE), ("Subject", SUBJECT))
    ]
    lines += ["", f"## {HEADINGS['recommendation']}", "", f"**{neutral(memo.recommendation)}.**"]
    lines += ["", f"“{neutral(memo.because)}”"] if memo.because else []
    lines += ["", f"## {HEADINGS['reasons']}", "", " ".join(map(neutral, memo.reasons))]
    if memo.ranking:
        lines += [
            "",
            "The options by my scores, weighed (−2 very bad, +2 very good):",
            "",
            "| Option | Total |",
            "|:--|--:|",
        ]
        lines += [
            f"| {neutral(text)}{' (recommended)' if chosen else ''} | {signed(total, 2)} |"
            for text, total, chosen in memo.ranking
        ]
    lines += ["", f"## {HEADINGS['evidence']}"]
    for one in memo.evidence:
        marks = " ".join(f"[{number}]" for number in one.marks)
        more = f" ({one.more} more in lesson {one.lesson})" if one.more else ""
        note = f" What would change my verdict: “{neutral(one.note)}”" if one.note else ""
        said = (
            f"- **{one.claim}** {neutral(one.wording)} *My verdict: {neutral(one.mine)}.* "
            f"{neutral(one.theirs)}. {neutral(one.finding)} {marks}{more}{note}"
        )
        lines += ["", said]
    if not memo.evidence:
        lines += ["", NO_EVIDENCE]
    for name, text in (
        ("objection", memo.objection),
        ("forecast", memo.forecast or NO_FORECAST),
        ("line", memo.line or NO_LINE),
    ):
        if text:
            lines += ["", f"## {HEADINGS[name]}", "", neutral(text)]
    lines += ["", f"## {HEADINGS['sources']}", ""] if memo.sources else []
    for number, (title, publisher, address) in enumerate(memo.sources, start=1):
        said = f"{title}. {publisher}." if publisher and publisher not in title else f"{title}."
        where = (
            f" <{address}>"
            if re.fullmatch(r"https?://[^\s<>]+", address)
            else f" {neutral(address)}"
            if address
            else ""
        )
        lines.append(f"{number}. {neutral(said)}{where}")
    return "\n".join([*lines, "", "---", "", FOOT, ""])
