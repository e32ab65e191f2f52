"""A one-page memo to the president, dated 1 September 2024, built from what the student kept.

`memo_form` shows a form and the page. Underneath, `compose` makes a `Memo` of a workbook's content, and
`memo_page` writes it. The memo knows nothing after its date: of each finding it quotes the sentences that were
known by then. It tells the finding on a claim only where the student's last verdict on it is kept.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

import pandas as pd

from helpers.asking.claims import VERDICTS, joined, known_by, sources_of
from helpers.asking.drawn import Drawn
from helpers.ledger.scores import closing_ledger, in_short, lines_drawn
from helpers.lessons.decision_room.options import ADVICE, CRITERIA, EVE, OPTIONS, Decision, decision
from helpers.lessons.the_court.road import LONGEST as LONGEST_OTHER
from helpers.lessons.the_court.road import VIEWS, in_words, other_in, road_in
from helpers.models.ranking import contributions
from helpers.tables import Load, citations
from helpers.words import amount, listed, signed

# notes of the workbook
NAME, CHOICE, CLAIMS, LINE = "memo.name", "memo.recommendation", "memo.claims", "memo.line"
WHY = "memo.why"
LONGEST = {NAME: 60, LINE: 200, WHY: 450}
LONGEST_NOTE = 200  # letters of a reason the student gave in a lesson
MOST_DRAWN = 2
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
)  # cited at first: the first three of those judged
ARTICLE = "tong-krusekopf-2024"  # not a source of any finding: the memo's foot names it
FORECAST = "8.mongolia"


# --- the memo as data ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Evidence:
    """A claim that the memo cites: id, our wording, both verdicts in words, the finding, its source numbers.

    finding : leading sentences of what the tables (or the assessment) say.
    marks   : numbers into Memo.sources of what they rest on, or the finding where they name nothing themselves.
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

    drawn   : lines that the student drew before looking, each in a sentence.
    road    : the road that the student took through the law, in a sentence; other: the case that they made for the
              view that isn't theirs. Both may be empty.
    why     : the student's own paragraph on the two scores that carry the advice; may be empty.
    because : the reason given with the advice in the lesson, if the memo recommends the same; may be empty.
    ranking : (option in words, total from -2 to 2, True if recommended), best first; may be empty.
    sources : (citation, address), numbered from 1.
    """

    name: str
    recommendation: str
    because: str
    why: str
    drawn: tuple[str, ...]
    road: str
    other: str
    ranking: tuple[tuple[str, float, bool], ...]
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    objection: str
    forecast: str
    line: str
    sources: tuple[tuple[str, str], ...]


def compose(content: dict, load: Load) -> Memo | None:
    """The memo of a workbook; None while no recommendation is chosen.

    content: a workbook's content as `Workbook.all()` returns it; load: reads a table by name.
    """
    room = decision(content)
    chosen = recommended(content, room)
    if chosen is None:
        return None
    sources: list[str] = []
    evidence = []
    ledger = citable(closing_ledger(content, load))
    for claim in cited(content, ledger):
        row = ledger.loc[claim]
        told = told_of(row)
        used = told.pop("sources")
        sources += [one for one in used if one not in sources]
        sure = "" if math.isnan(row["last_sure"]) else f", {amount(row['last_sure'])} % sure"
        evidence.append(
            Evidence(
                claim,
                mine=VERDICTS[row["last"]].lower() + sure,
                marks=tuple(sources.index(one) + 1 for one in used),
                note=tidy(content["verdicts"][claim]["last"]["reason"], LONGEST_NOTE),
                **told,
            )
        )
    return Memo(
        tidy(text_of(content, NAME), LONGEST[NAME]),
        OPTIONS[chosen],
        tidy(content["predictions"][ADVICE]["reason"], LONGEST_NOTE) if chosen == room.advice else "",
        tidy(text_of(content, WHY), LONGEST[WHY]),
        tuple(_drawn(content)),
        _road(content, load),
        _other(content),
        tuple((OPTIONS[row.option], row.total, row.option == chosen) for row in room.ranking.itertuples()),
        tuple(_reasons(room, chosen)),
        tuple(evidence),
        _objection(room, chosen),
        _forecast(content),
        tidy(text_of(content, LINE), LONGEST[LINE]),
        tuple(references(sources, load)),
    )


def told_of(row: pd.Series) -> dict:
    """What the memo says of a claim whoever cites it: wording, theirs, finding, more, lesson, as in `Evidence`.

    row: of `citable`. sources: the ids of the sources that it lists.
    """
    found = sources_of(row["quoted"]) or row["source_ids"]
    used = [one for one in found if one != ARTICLE][:MOST_SOURCES]
    word = "Editorial assessment, not scored" if row["basis"] == "assessment" else "The tables"
    return {
        "wording": row["claim"],
        "theirs": f"{word}: {VERDICTS[row['tables_say']].lower()}",
        "finding": joined(row["quoted"]),
        "more": len(set(row["source_ids"]) - {ARTICLE, *used}),
        "lesson": int(row["lesson"]),
        "sources": used,
    }


def recommended(content: dict, room: Decision) -> str | None:
    """The option (an id of OPTIONS) chosen for the memo, else the one advised in the lesson, or None."""
    chosen = text_of(content, CHOICE)
    return chosen if chosen in OPTIONS else room.advice


def text_of(content: dict, key: str) -> str:
    """A note of the workbook, or nothing."""
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


def citable(ledger: pd.DataFrame) -> pd.DataFrame:
    """The claims of `closing_ledger` that a memo may cite: those open of which something was known by then.

    Returns their rows with a column quoted: the sentences that the memo quotes.
    """
    rows = ledger[ledger["tables_say"].notna()]
    rows = rows.assign(quoted=[in_short(known_by(one, EVE), QUOTED) for one in rows["sentences"]])
    return rows[rows["quoted"].astype(bool)]


def cited(content: dict, ledger: pd.DataFrame) -> list[str]:
    """The claims cited: those the student ticked, in the order of the ledger, or else the suggested ones."""
    if CLAIMS not in content["notes"]:
        return [claim for claim in SUGGESTED if claim in ledger.index][:3]
    ticked = text_of(content, CLAIMS).split()
    return [claim for claim in ledger.index if claim in ticked][:MOST_CLAIMS]


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
        f"On {len(known)} of {len(CRITERIA)} criteria, scored and weighed by me, “{OPTIONS[chosen]}” comes "
        f"to {signed(own['total'], 2)} on a scale from −2 to +2: {place} of {len(ranking)}"
        + (f", level with “{listed(level)}”." if level else ".")
    ]
    for words, some in (
        ("It is carried by", parts[parts > 0].sort_values(ascending=False, kind="stable")),
        ("Against it:", parts[parts < 0].sort_values(kind="stable")),
    ):
        named = [
            f"{CRITERIA[one]} ({signed(value, 2)}; weight {amount(room.weights[one])} of 10)"
            for one, value in some.head(3).items()
        ]
        if named:
            said.append(f"{words} {listed(named)}.")
    return said


def _objection(room: Decision, chosen: str) -> str:
    """The option that comes next (or first, where the student advises another), and when it would win."""
    if room.ranking.empty:
        return ""
    totals = room.ranking.set_index("option")["total"]
    top = list(room.ranking.loc[room.ranking["rank"] == 1, "option"])
    other = next(one for one in totals.index if one != chosen)
    if chosen in top:
        said = f"“{OPTIONS[other]}” comes next with {signed(totals[other], 2)}" + (
            ": level." if other in top else "."
        )
    else:
        said = (
            f"My own weighing puts “{OPTIONS[top[0]]}” first, {signed(totals[top[0]], 2)} against "
            f"{signed(totals[chosen], 2)}; I advise otherwise."
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
        winners = listed([f"“{OPTIONS[one]}”" for one in row["options"]])
        return f"{said} {start}, {winners} would come first."
    return f"{said} No change of a single weight would put another option first: it hangs on the scores."


def _drawn(content: dict) -> list[str]:
    """What the student drew before looking, the latest lessons first."""
    found = []
    for id, item, value in lines_drawn(content)[: -MOST_DRAWN - 1 : -1]:
        found.append(
            f"Before I looked I drew {item.said(value)} (lesson {id.split('.')[0]}, “{asked_by(item)}”)."
        )
    return found


def asked_by(item: Drawn) -> str:
    """What a line was drawn for, in a few words."""
    return item.question.split("?")[0].split(". ")[0]


def _road(content: dict, load: Load) -> str:
    """The road that the student took through the law in lesson 7, in a sentence."""
    road = road_in(content, load)
    return f"My road through the law (lesson 7). {in_words(road)}" if road else ""


def _other(content: dict) -> str:
    """The best case that the student made in lesson 7 for the view that isn't theirs."""
    view, text = other_in(content) or ("", "")
    text = tidy(text, LONGEST_OTHER)
    return f"That {VIEWS[view]} isn't my view. Its best case: “{text}”" if text else ""


def _forecast(content: dict) -> str:
    kept = content["predictions"].get(FORECAST)
    value = kept["value"] if kept else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
        return ""
    reason = tidy(kept["reason"], LONGEST_NOTE)
    return f"The chance that Mongolia arrests him, as I see it: {amount(value)} %." + (
        f" “{reason}”" if reason else ""
    )


def references(sources: list[str], load: Load) -> list[tuple[str, str]]:
    known, address = citations(load), load("sources").set_index("source_id").address.fillna("")
    return [(known[one], address[one]) for one in sources]


def lacking(content: dict, load: Load) -> str:
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
        *(["your own paragraph on two scores"] if not text_of(content, WHY) else []),
        *(["your forecast from lesson 8"] if not _forecast(content) else []),
        *(["verdicts kept at the end of a lesson"] if citable(closing_ledger(content, load)).empty else []),
        *(["the line on what would change our mind"] if not text_of(content, LINE) else []),
    ]
    return f"Still missing: {listed(parts)}." if parts else ""
