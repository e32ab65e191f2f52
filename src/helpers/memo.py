"""A one-page memo to the president, dated 1 September 2024, built from what the student kept.

`memo()` shows a small form, a preview and two downloads. Underneath, `compose` makes a `Memo` of a workbook's
content, `as_html` and `as_markdown` write it. The memo knows nothing after its date: see `as_known_then`. It
tells the finding on a claim only where the student's last verdict on it is kept.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from dataclasses import dataclass

from . import forms, items, without_kernel
from .claims import VERDICTS
from .closing import SENTENCES, closing_ledger, follow, in_short
from .models.ranking import contributions
from .predict import amount
from .room import ADVICE, CRITERIA, OPTIONS, Decision, decision
from .workbook import book

NAME, CHOICE, CLAIMS, LINE = (
    "memo.name",
    "memo.recommendation",
    "memo.claims",
    "memo.line",
)  # notes of the workbook
LONGEST = {NAME: 60, LINE: 200}
LONGEST_NOTE = 200  # letters of a reason the student gave in a lesson
MOST_CLAIMS, MOST_SOURCES = 4, 3  # on one page; a finding's further sources are counted
QUOTED = 260  # letters of a finding, in whole sentences
SUGGESTED = (
    "C29",
    "C18",
    "C15",
    "C28",
    "C31",
    "C19",
    "C23",
    "C26",
)  # cited at first, the first three of those judged
ARTICLE = "tong-krusekopf-2024"  # not a source of any finding: the memo's foot names it
FORECAST = "8.mongolia"
FILES = {
    "html": ("memo-1-september-2024.html", "text/html"),
    "markdown": ("memo-1-september-2024.md", "text/markdown"),
}

# How many leading sentences of a finding were known on 1 September 2024; the others tell of later days.
# C01 and C41 tell that the visit took place; what C25 counts includes a report of that September.
KNOWN_THEN = {
    "C01": 0,
    "C14": 1,
    "C21": 1,
    "C24": 1,
    "C25": 0,
    "C26": 2,
    "C32": 0,
    "C33": 0,
    "C39": 0,
    "C40": 0,
    "C41": 0,
}
LATER = re.compile(
    r"\b20(?:2[5-9]|[3-9]\d)\b|\b(?:[2-9]|[12]\d|30) September 2024|\b(?:October|November|December) 2024"
)


# --- the memo as data ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Evidence:
    """A claim that the memo cites: id, our wording, both verdicts in words, the finding, its source numbers.

    finding : leading sentences of what the tables (or the assessment) say. marks: numbers into Memo.sources.
    more    : how many sources of the finding are not listed. lesson: where the verdict shows them all.
    note    : what would change the student's verdict, in their words; may be empty.
    """

    claim: str
    wording: str
    mine: str
    theirs: str
    finding: str
    marks: tuple[int, ...]
    more: int
    lesson: int
    note: str


@dataclass(frozen=True)
class Memo:
    """All that stands in a memo, as plain text that nothing has escaped yet.

    because : the reason given with the advice in the lesson, if the memo recommends the same; may be empty.
    ranking : (option in words, total from -2 to 2, True if recommended), best first; may be empty.
    sources : (title, publisher, address), numbered from 1.
    """

    name: str
    recommendation: str
    because: str
    ranking: tuple[tuple[str, float, bool], ...]
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    objection: str
    forecast: str
    line: str
    sources: tuple[tuple[str, str, str], ...]


def compose(content: dict, load) -> Memo | None:
    """The memo of a workbook; None while no recommendation is chosen.

    content: a workbook's content as `Workbook.all()` returns it; load: reads a table by name.
    """
    room = decision(content)
    chosen = recommended(content, room)
    if chosen is None:
        return None
    sources = []
    evidence = []
    ledger = citable(closing_ledger(content, load))
    for claim in cited(content, ledger):
        row = ledger.loc[claim]
        found = [one for one in row["source_ids"] if one != ARTICLE]
        used = found[:MOST_SOURCES]
        sources += [one for one in used if one not in sources]
        evidence.append(
            Evidence(
                claim,
                row["claim"],
                VERDICTS[row["last"]].lower()
                + ("" if math.isnan(row["last_sure"]) else f", {amount(row['last_sure'])} % sure"),
                f"{'Editorial assessment, not scored' if row['basis'] == 'assessment' else 'The tables'}: "
                f"{VERDICTS[row['tables_say']].lower()}",
                row["quoted"],
                tuple(sources.index(one) + 1 for one in used),
                len(found) - len(used),
                int(row["lesson"]),
                tidy(content["verdicts"][claim]["last"]["reason"], LONGEST_NOTE),
            )
        )
    return Memo(
        tidy(_text(content, NAME), LONGEST[NAME]),
        OPTIONS[chosen],
        tidy(content["predictions"][ADVICE]["reason"], LONGEST_NOTE) if chosen == room.advice else "",
        tuple((OPTIONS[row.option], row.total, row.option == chosen) for row in room.ranking.itertuples()),
        tuple(_reasons(room, chosen)),
        tuple(evidence),
        _objection(room, chosen),
        _forecast(content),
        tidy(_text(content, LINE), LONGEST[LINE]),
        tuple(_reference(one, load) for one in sources),
    )


def recommended(content: dict, room: Decision) -> str | None:
    """The option (an id of OPTIONS) chosen for the memo, else the one advised in the lesson, or None."""
    chosen = _text(content, CHOICE)
    return chosen if chosen in OPTIONS else room.advice


def _text(content: dict, key: str) -> str:
    return content["notes"].get(key, {"text": ""})["text"]


def tidy(text: str, longest: int) -> str:
    """One line of so many letters, without control characters or marks that turn the direction of writing."""
    kept = "".join(
        " " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one
        for one in text
        if unicodedata.bidirectional(one)
        not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    )
    kept = " ".join(kept.split())
    return kept if len(kept) <= longest else f"{kept[: longest - 1].rstrip()}…"


def as_known_then(claim: str, says: str) -> str:
    """What a finding says that was known on 1 September 2024, in short; empty where that is nothing."""
    sentences = SENTENCES.split(says)[: KNOWN_THEN.get(claim)]
    known = []
    for sentence in sentences:
        if LATER.search(sentence):
            break
        known.append(sentence)
    return in_short(" ".join(known), QUOTED)


def citable(ledger):
    """The claims of `closing_ledger` that a memo may cite: open, and known by then; with a column quoted."""
    rows = ledger[ledger["tables_say"].notna()]
    quoted = [as_known_then(claim, row["says"]) for claim, row in rows.iterrows()]
    rows = rows.assign(quoted=quoted)
    return rows[rows["quoted"] != ""]


def cited(content: dict, ledger) -> list[str]:
    """The claims cited: those the student ticked, in the order of the ledger, or else the suggested ones."""
    if CLAIMS not in content["notes"]:
        return [claim for claim in SUGGESTED if claim in ledger.index][:3]
    ticked = _text(content, CLAIMS).split()
    return [claim for claim in ledger.index if claim in ticked][:MOST_CLAIMS]


def _signed(number: float) -> str:
    text = f"{number:+.2f}".replace("-", "−")
    return "0" if text in ("+0.00", "−0.00") else text


def _listed(parts) -> str:
    *start, end = parts
    return f"{', '.join(start)} and {end}" if start else end


def _reasons(room: Decision, chosen: str) -> list[str]:
    """Why: where the option stands, what carries it, what speaks against it; sentences."""
    if room.ranking.empty:
        return ["No option is scored in the decision room, so this advice rests on judgement alone."]
    parts = contributions(room.scores, room.weights).loc[chosen]
    known, ranking = list(parts.index), room.ranking.set_index("option")
    own = ranking.loc[chosen]
    level = [OPTIONS[one] for one in ranking.index[ranking["rank"] == own["rank"]] if one != chosen]
    place = "first" if own["rank"] == 1 else f"number {own['rank']:.0f}"
    said = [
        f"On {len(known)} of {len(CRITERIA)} criteria, scored and weighed by me, “{OPTIONS[chosen]}” comes to "
        f"{_signed(own['total'])} on a scale from −2 to +2: {place} of {len(ranking)}"
        + (f", level with “{_listed(level)}”." if level else ".")
    ]
    for words, some in (
        ("It is carried by", parts[parts > 0].sort_values(ascending=False, kind="stable")),
        ("Against it:", parts[parts < 0].sort_values(kind="stable")),
    ):
        named = [
            f"{CRITERIA[one]} ({_signed(value)}; weight {amount(room.weights[one])} of 10)"
            for one, value in some.head(3).items()
        ]
        if named:
            said.append(f"{words} {_listed(named)}.")
    return said


def _objection(room: Decision, chosen: str) -> str:
    """The option that comes next (or first, where the student advises another), and when it would win."""
    if room.ranking.empty:
        return ""
    totals = room.ranking.set_index("option")["total"]
    top = list(room.ranking.loc[room.ranking["rank"] == 1, "option"])
    other = next(one for one in totals.index if one != chosen)
    if chosen in top:
        said = f"“{OPTIONS[other]}” comes next with {_signed(totals[other])}" + (
            ": level." if other in top else "."
        )
    else:
        said = (
            f"My own weighing puts “{OPTIONS[top[0]]}” first, {_signed(totals[top[0]])} against "
            f"{_signed(totals[chosen])}; I advise otherwise."
        )
    wanted = other if chosen in top else chosen
    switches = room.switch_points.dropna(subset="at")
    switches = switches.assign(step=(switches["at"] - switches["now"]).abs()).sort_values(
        "step", kind="stable"
    )
    fitting = switches[[wanted in options for options in switches["options"]]]
    if fitting.empty and chosen not in top:
        return f"{said} No change of a single weight would put my advice first."
    if len(switches):
        row = (switches if fitting.empty else fitting).iloc[0]
        way = "more" if row["way"] == "up" else "less"
        if row["step"] < 0.05:
            start = f"With a little {way} weight on {CRITERIA[row['criterion']]}"
        else:
            start = (
                f"If {CRITERIA[row['criterion']]} weighed {way} than {row['at']:.1f} instead of "
                f"{amount(row['now'])}"
            )
        winners = _listed([f"“{OPTIONS[one]}”" for one in row["options"]])
        return f"{said} {start}, {winners} would come first."
    return f"{said} No change of a single weight would put another option first: it hangs on the scores."


def _forecast(content: dict) -> str:
    kept = content["predictions"].get(FORECAST)
    value = kept["value"] if kept else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
        return ""
    reason = tidy(kept["reason"], LONGEST_NOTE)
    return f"The chance that Mongolia arrests him, as I see it: {amount(value)} %." + (
        f" “{reason}”" if reason else ""
    )


def _reference(source: str, load) -> tuple[str, str, str]:
    row = load("sources").set_index("source_id").loc[source, ["title", "publisher", "address"]]
    return tuple(row.fillna("").astype(str))


def lacking(content: dict, load) -> str:
    """What would still make the memo fuller, in one sentence; empty where nothing does."""
    room = decision(content)
    scored = int(room.scores.notna().all().sum())
    parts = [
        *(["a recommendation (choose it here)"] if recommended(content, room) is None else []),
        *(
            [f"your scores in the decision room ({scored} of {len(CRITERIA)} criteria so far)"]
            if not room.complete
            else []
        ),
        *(["your forecast from lesson 8"] if not _forecast(content) else []),
        *(["verdicts kept at the end of a lesson"] if citable(closing_ledger(content, load)).empty else []),
        *(["the line on what would change our mind"] if not _text(content, LINE) else []),
    ]
    return f"Still missing: {_listed(parts)}." if parts else ""


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
            f"{text} {_signed(total)}{' (recommended)' if chosen else ''}" for text, total, chosen in ranking
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
            f'<text x="{middle + 2 * unit + 12}" y="{y + 15}" font-size="10"{weight}>{_signed(total)}</text>'
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
            f"| {neutral(text)}{' (recommended)' if chosen else ''} | {_signed(total)} |"
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


# --- what a cell shows --------------------------------------------------------------------------------------


class Preview:
    """The memo as it will print, or the sentence that says what it still needs."""

    def __init__(self, content: dict, load):
        self.memo, self.sentence = compose(content, load), lacking(content, load)

    def __repr__(self):
        return as_markdown(self.memo) if self.memo else self._waiting()

    def _waiting(self):
        return f"Your memo appears here once you have chosen a recommendation. {self.sentence}"

    def _repr_html_(self):
        if not self.memo:
            return f"<p>{html.escape(self._waiting())}</p>"
        return (
            f'<iframe title="Preview of your memo" sandbox srcdoc="{html.escape(as_html(self.memo))}" '
            'style="width: 100%; max-width: 60rem; height: 46rem; border: 1px solid #999; background: #fff">'
            "</iframe>"
        )


def memo() -> None:
    """Fill in and download a one-page memo to the president, built from what you kept."""
    load = items.tables()
    if without_kernel.folder() is not None:
        forms.show_form(_form(book().all(), load))
        return
    follow("memo form", lambda content: _form(content, load), ("predictions", "verdicts", "answers"))
    follow("memo", lambda content: Preview(content, load), ("predictions", "verdicts", "answers", "notes"))


def _form(content: dict, load) -> forms.Form | forms.OnPage:
    kept = book()
    ledger = citable(closing_ledger(content, load))
    spec = {
        "label": "Your memo to the president, 1 September 2024",
        "fieldsets": [
            {
                "id": "memo",
                "legend": "What do you advise?",
                "help": "You write before the visit: what came afterwards, you don't know yet.",
                "button": "Keep the memo",
                "controls": _controls(content, ledger),
            }
        ],
        "actions": [
            {"action": "html", "label": "Download for printing (HTML)"},
            {"action": "markdown", "label": "Download as Markdown"},
        ],
    }

    def state(said: str = "") -> dict:
        now = kept.all()
        chosen = _text(now, CHOICE)
        missing = lacking(now, load) if recommended(now, decision(now)) else ""  # else the preview says it
        lines = [forms.line("note", text, word="") for text in (missing, kept.trouble, said) if text]
        own = (
            forms.entry(True, f"You advise: {OPTIONS[chosen]}.", again="Change the memo")
            if chosen in OPTIONS
            else forms.entry()
        )
        return {"memo": own, "": forms.entry(lines=lines)}

    def answer(action, values):
        if action in FILES:
            written = compose(kept.all(), load)
            if written is None:
                return state("Choose a recommendation and keep it first; then there is a memo to download.")
            name, kind = FILES[action]
            text = as_html(written) if action == "html" else as_markdown(written)
            return state(f"Your browser is saving {name}."), {
                "file": {"name": name, "type": kind, "text": text}
            }
        given = values.get("memo") if isinstance(values, dict) else None
        if (
            not isinstance(given, dict)
            or not isinstance(given.get("value"), str)
            or given["value"] not in OPTIONS
        ):
            return {
                **state(),
                "memo": forms.entry(lines=[forms.line("ask", "Choose a recommendation first.")]),
            }
        ticked = given.get("claims")
        ticked = [one for one in ticked if one in ledger.index] if isinstance(ticked, list) else []
        for key, text in ((NAME, given.get("name")), (LINE, given.get("line"))):
            kept.note(key, tidy(text, LONGEST[key]) if isinstance(text, str) else "")
        kept.note(CLAIMS, " ".join(ticked[:MOST_CLAIMS]))
        kept.note(CHOICE, given["value"])
        return state()

    return forms.form(spec, state(), answer)


def _controls(content: dict, ledger) -> list[dict]:
    room = decision(content)
    first = list(room.ranking.loc[room.ranking["rank"] == 1, "option"])
    start = recommended(content, room) or (first[0] if len(first) == 1 else None)
    named = cited(content, ledger)
    claims = {
        claim: f"{claim} · {ledger.loc[claim, 'claim']}" for claim in dict.fromkeys([*named, *ledger.index])
    }  # what is ticked stands first
    return [
        {**forms.radio(list(OPTIONS.items()), required="Choose a recommendation first."), "start": start},
        *(
            [
                {
                    **forms.many(
                        "claims", f"Which claims do you cite? At most {MOST_CLAIMS}.", claims, MOST_CLAIMS
                    ),
                    "start": named,
                }
            ]
            if claims
            else []
        ),
        {
            **forms.reason("What would change our mind?", LONGEST[LINE]),
            "name": "line",
            "start": _text(content, LINE),
        },
        {
            **forms.reason("Your name (optional)", LONGEST[NAME]),
            "name": "name",
            "start": _text(content, NAME),
        },
    ]
