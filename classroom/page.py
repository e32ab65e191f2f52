"""The report's page: report.html.j2, filled by Jinja with everything escaped, and the sentences that stand in it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
import pandas as pd

from classroom import handed_in, overview, tally
from classroom.before_after import FAILURE, FEWEST, FORMS, before_after, in_class
from classroom.handed_in import plain
from classroom.items import Item
from classroom.limits import ROADS, Limits
from classroom.roads import walked
from classroom.tables import TABLES, WITH_NAMES_ONLY
from classroom.voted import Vote, totals
from helpers.asking.claims import VERDICTS
from helpers.registry import title
from helpers.words import how_many, listed

OURS = '<meta name="generator" content="Between Giants class report">'
TOP = 5
FEWEST_SHOWN = 5  # with fewer, a figure on the wall could tell who said what


def filled(
    found: handed_in.HandedIn,
    items: pd.DataFrame,
    kept: pd.DataFrame,
    done: pd.DataFrame,
    decisions: pd.DataFrame,
    taken: pd.DataFrame,
    names: bool,
    limits: Limits,
    voted: dict[str, list[Vote]],
) -> str:
    """The report as the text of one HTML file that needs nothing else.

    items, kept : the table of items and the long table. done : `overview.progress`; decisions : `overview.decisions`;
    taken : `roads.roads`. limits: what it was limited to. voted: as `voted.votes` gives it.
    """
    cards, of = tally.cards(kept, items, names), overview.of_each(items)
    by_kind = {kind: [cards[id] for id in ids] for kind, ids in items.groupby("kind")["id"]}
    checks, questions = (tally.most_missed(by_kind.get(kind, [])) for kind in ("check", "quiz"))
    calibrations = overview.calibrations(kept)
    return template("report.html.j2").render(
        generator=markupsafe.Markup(OURS),
        names=names,
        found=found,
        reasons=handed_in.reasons(found.skipped),
        several=sum(len(student.files) > 1 for student in found.students),
        sections=sections(items, kept, cards, voted),
        voted=voted,
        reached=overview.reached(done, of),
        who=who_is_where(found.students, overview.states(done, of)),
        checks=checks[:TOP],
        questions=questions[:TOP],
        verdicts=VERDICTS,
        talk=talk(by_kind.get("claim", []), checks),
        calibrations=calibrations,
        buckets=bucket_rows(calibrations),
        one_of_a_kind=tally.ONE_OF_A_KIND,
        forecasts=overview.forecasts(kept, items),
        walked=walked(taken, found.students) if limits.about(ROADS) else None,
        decided=overview.decided(decisions),
        memos=sum(student.memo for student in found.students),
        compared=None if limits.in_words else before_after(kept, items),
        compared_in_class=None if limits.in_words else in_class(*(totals(voted, form) for form in FORMS)),
        failure=FAILURE,
        fewest_compared=FEWEST,
        limits=limits.in_words,
        tables={name: what for name, what in TABLES.items() if names or name not in WITH_NAMES_ONLY},
    )


def figures(items: pd.DataFrame, kept: pd.DataFrame, limits: Limits) -> str:
    """The predictions and verdicts of a class as figures to show it, without what came out; the text of an HTML file.

    items, kept: the table of items and the long table. What fewer than FEWEST_SHOWN answered stays out.
    """
    cards, shown = tally.cards(kept, items, names=False), []
    for lesson, rows in items.groupby("lesson"):
        of = {
            kind: [cards[id] for id in rows["id"][rows["kind"].eq(kind)]] for kind in ("claim", "prediction")
        }
        claims = [one for one in of["claim"] if max(one.door, one.many) >= FEWEST_SHOWN]
        predictions = [one for one in of["prediction"] if one.many >= FEWEST_SHOWN]
        if claims or predictions:
            shown.append(
                {"lesson": lesson, "title": title(lesson), "claims": claims, "predictions": predictions}
            )
    return template("figures.html.j2").render(
        generator=markupsafe.Markup(OURS),
        sections=shown,
        verdicts=VERDICTS,
        limits=limits.in_words,
        fewest=FEWEST_SHOWN,
    )


@functools.cache
def template(name: str) -> jinja2.Template:
    """A template of this folder by its name; everything that it is filled with is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(plain=plain, many=how_many, sentence=sentence)
    return environment.get_template(name)


def sections(items: pd.DataFrame, kept: pd.DataFrame, cards: dict, voted: dict) -> list[dict]:
    """What the template shows of each lesson in which something is kept or voted on: lesson, title, cards by kind."""
    shown = (kept["value"].notna() | kept["kind"].eq("check")) & ~kept["kind"].isin(FORMS)
    touched = set(kept["lesson"][shown]) | set(items["lesson"][items["id"].isin(voted)])
    return [
        {
            "lesson": lesson,
            "title": title(lesson),
            **{kind: [cards[id] for id in rows["id"][rows["kind"].eq(kind)]] for kind in tally.KINDS},
        }
        for lesson, rows in items.groupby("lesson")
        if lesson in touched
    ]


def who_is_where(students: list, states: pd.DataFrame) -> list:
    """(student, ["through", "begun" or "" for each lesson]), in the order of the file names."""
    return [(one, list(states.loc[one.code])) for one in sorted(students, key=lambda one: one.files)]


def bucket_rows(calibrations: list[overview.Calibration]) -> list:
    """The rows of the table of confidences: (label, [(how many, share right in %) or None for each calibration])."""
    cells = [
        {one.label: (one.items, one.right) for one in each.buckets.itertuples()} for each in calibrations
    ]
    labels = sorted({label for one in cells for label in one}, key=lambda label: (label == "100 %", label))
    return [(label, [one.get(label) for one in cells]) for label in labels]


# --- what to talk about ---------------------------------------------------------------------------------------------


def talk(claims: list[tally.Judged], checks: list[tally.Checked]) -> list[dict]:
    """The three boxes to begin with; each a dictionary for the template: label, what, anchor, claim, says.

    checks: those missed most, the most frequent first.
    """
    few = f"or fewer than {tally.FEWEST} have"
    divided, moved, missed = tally.most_divided(claims), tally.largest_move(claims), next(iter(checks), None)
    parts: list[tuple[str, Any, Callable[[Any], str], str]] = [
        (
            "Most divided",
            divided,
            says_divided,
            f"No claim divides the class so far, {few} judged one at the end.",
        ),
        ("Most missed", missed, says_missed, f"No check was missed so far, {few} tried one."),
        ("Largest move", moved, says_moved, f"Nobody moved so far, {few} judged a claim twice."),
    ]
    return [
        {
            "label": label,
            "what": card
            and (asked(card.item) if says is says_missed else f"{card.item.id} · {card.item.text}"),
            "anchor": card and card.item.id,
            "claim": None if card is missed else card,
            "says": says(card) if card else otherwise,
        }
        for label, card, says, otherwise in parts
    ]


def says_divided(claim: tally.Judged) -> str:
    """How a claim divides the class, in a sentence."""
    by_number = sorted(claim.last.items(), key=lambda one: -one[1])
    sides = listed([f"{number} “{VERDICTS[one]}”" for one, number in by_number if number])
    return f"Of {claim.many} verdicts at the end, {sides}; {told(claim.item)}."


def says_missed(check: tally.Checked) -> str:
    """How many went wrong on a check at first, and with which answer, in a sentence."""
    says = f"{check.missed} of {how_many(check.many, 'student')} went wrong at the first try"
    answer, number, hint = check.wrong[0] if check.wrong else (tally.ONE_OF_A_KIND, 0, "")
    if answer != tally.ONE_OF_A_KIND:
        says += f"; the most frequent wrong answer was {plain(answer, 60)} ({number})"
        says += f", to which the check says: “{hint}”" if hint else ""
    return says if says.endswith("”") else says + "."


def says_moved(claim: tally.Judged) -> str:
    """How many changed their verdict on a claim, in a sentence."""
    assert claim.path, "somebody changed a verdict"
    first, last, number = claim.path
    towards = "" if claim.ways is None else f", and {claim.ways['towards']} moved towards that"
    return (
        f"{claim.moved} of {how_many(claim.both, 'student')} changed their verdict between door and end, most often "
        f"({number}) from “{VERDICTS[first]}” to “{VERDICTS[last]}”; {told(claim.item)}{towards}."
    )


def told(item: Item) -> str:
    """What the lesson says of a claim (a row of the table of items), as the end of a sentence."""
    if not item.basis:
        return "the lessons say nothing on it yet"
    who = "the tables say" if item.basis == "fact" else "our assessment, which isn't scored"
    return f"{who}: “{VERDICTS[item.answer]}”"


def asked(item: Item) -> str:
    """A check's question with its right answer."""
    return sentence(f"{item.text}: {item.tables_say}" if item.tables_say else item.text)


def sentence(text: str) -> str:
    """A text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
