"""The ledger's numbers: pure functions of a workbook and of the tables.

Nothing is told of a claim before its last verdict is kept, nor of a forecast whose envelope is sealed.
"""

from __future__ import annotations

import copy
import functools
import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pandas as pd

from helpers import registry
from helpers.asking import claims
from helpers.asking.claims import VERDICTS, Assessment, Fact, Sentence, joined
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Item
from helpers.asking.predict_items import problem_with
from helpers.errors import LessonError
from helpers.models.forecasting import brier, calibration
from helpers.tables import Load
from helpers.words import how_many

LINE = {"does not hold": 0, "holds with a condition": 1, "holds": 2}  # "cannot be settled" lies beside it
BUCKETS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.9999, 1)  # the last one for those who said 100 %
KINDS = ("prediction", "forecast of an arrest", "verdict at the door", "verdict at the end")
ENVELOPES = "8.mongolia"  # with this forecast lesson 8 opens all of its envelopes
OWN_SCORES = {"9.first", "9.hinges"}  # answered by the student's scores in the decision room, not by tables
SHORT = 280  # letters of a finding that the ledger quotes, in whole sentences


# --- the ledger ---------------------------------------------------------------------------------------------


def closing_ledger(workbook: dict, load: Load, opened: bool = False) -> pd.DataFrame:
    """All claims, what the student said of them, what the tables say, and how the student moved.

    workbook : content of a workbook, as `Workbook.all()` returns it.
    load     : reads a table by name.
    opened   : True to tell what the tables say of every claim, for instructors; otherwise only of those whose
               last verdict is kept.

    Returns a DataFrame indexed by claim_id, 42 rows in the order of data/claims.csv, with
      lesson, also_lesson   numbers; also_lesson is <NA> where the claim has one lesson
      claim, kind           texts
      basis                 "tables" (a computed finding), "assessment" (editorial, never scored), ""
      first, first_sure     verdict at the door (a key of claims.VERDICTS or None), confidence in % (or NaN)
      end, end_sure         the first verdict kept at the lesson's end: the last one before the tables spoke
      last, last_sure       the latest verdict; differs from `end` where it was changed afterwards
      kept                  how many verdicts on this claim were kept in all
      moves                 how often the verdict (not only its confidence) changed from one kept to the next
      tables_say            verdict of the tables or of the assessment; None while the claim is sealed, not
                            written, or a table is damaged
      sentences             what it says: `Sentence`s (none while sealed); one that names the damaged table
      source_ids            all that it rests on: a tuple
      moved_by              what moved the student, or what would, in their words; "" where they said nothing
      direction             from the door to the latest verdict, see `direction`; "" where one is missing
      sureness              "surer", "less sure", "as sure"; "" where a confidence is missing
    """
    known = [workbook["verdicts"], load, opened]
    if _latest[:3] == known:
        return _latest[3].copy()
    table = _ledger(*known)
    whole = table["tables_say"].notna() | ~table["sentences"].astype(
        bool
    )  # else a table is damaged, to be mended
    _latest[:] = [copy.deepcopy(known[0]), load, opened, table.copy()] if whole.all() else []
    return table


# The verdicts of which a ledger was asked last, and that ledger, because several cells ask for the same.
_latest: list = []


def _ledger(verdicts: dict, load: Load, opened: bool) -> pd.DataFrame:
    rows = []
    written = {
        claim: item for one in registry.LESSONS for claim, item in registry.collection("CLAIMS", one).items()
    }
    for entry in claims.ledger().itertuples():
        claim, item = entry.Index, written.get(entry.Index)
        kept = verdicts.get(claim) or {"first": None, "last": None, "history": []}
        first, last = _known(kept["first"]), _known(kept["last"])
        later: list[dict | None] = [
            one for one in map(_known, kept["history"]) if one and one["stage"] != "first"
        ]
        later += [last] if last not in later else []
        course = [one["value"] for one in (first, *later) if one]
        tables_say, sentences, source_ids = _told(item, load) if last or opened else (None, (), ())
        rows.append(
            {
                "claim_id": claim,
                "lesson": entry.lesson,
                "also_lesson": entry.also_lesson,
                "claim": entry.claim,
                "kind": entry.kind,
                "basis": {Fact: "tables", Assessment: "assessment"}.get(type(item), ""),
                **_columns("first", first),
                **_columns("end", later[0]),
                **_columns("last", last),
                "kept": len(course),
                "moves": sum(a != b for a, b in itertools.pairwise(course)),
                "tables_say": tables_say,
                "sentences": sentences,
                "source_ids": source_ids,
                "moved_by": kept["last"]["reason"] if last else "",
                "direction": _direction(first, last, item, tables_say),
                "sureness": sureness(first, last),
            }
        )
    table = pd.DataFrame(rows).set_index("claim_id")
    for name in ("first", "end", "last", "tables_say"):
        table[name] = table[name].astype(object).where(table[name].notna(), None)
    return table.astype({f"{name}_sure": float for name in ("first", "end", "last")})


def _known(entry: dict | None) -> dict | None:
    """A kept verdict that this version knows, or None."""
    return entry if entry and isinstance(entry["value"], str) and entry["value"] in VERDICTS else None


def _columns(name: str, entry: dict | None) -> dict:
    sure = math.nan if entry is None or entry["confidence"] is None else entry["confidence"]
    return {name: entry["value"] if entry else None, f"{name}_sure": sure}


def _told(
    item: Fact | Assessment | None, load: Load
) -> tuple[str | None, tuple[Sentence, ...], tuple[str, ...]]:
    if item is None:
        return None, (), ()
    if isinstance(item, Assessment):
        return item.verdict, item.sentences, item.sources
    try:
        finding = _asked(item.compute, load)
    except LessonError as problem:
        return None, (Sentence(str(problem)),), ()
    return finding.verdict, finding.sentences, finding.sources


@functools.lru_cache(maxsize=512)
def _asked(function: Callable[[Load], Any], load: Load) -> Any:
    """What a claim's or a prediction's function says of the tables, which several cells ask."""
    return function(load)


def direction(first: str, last: str, tables: str | None) -> str:
    """How a verdict moved, from the first to the last, seen from what the tables say.

    first, last : keys of claims.VERDICTS. tables : one, too, or None where no table decides.

    "stayed"   the same verdict.
    "moved"    another one, where no table decides: then there is no right direction.
    "towards"  it ends at what the tables say, or nearer to it.
    "away"     it began at what the tables say, or nearer to it.
    "past"     the tables say "holds with a condition", and it went from one side of that to the other.
    "aside"    "cannot be settled" is one of the three, and it neither ended nor began at what the tables say.

    Near and far are counted on the line holds, holds with a condition, does not hold; "cannot be settled" is
    not on it.
    """
    if first == last:
        return "stayed"
    if tables is None:
        return "moved"
    if last == tables:
        return "towards"
    if first == tables:
        return "away"
    if not {first, last, tables} <= LINE.keys():
        return "aside"
    before, after = LINE[first] - LINE[tables], LINE[last] - LINE[tables]
    if before * after < 0:
        return "past"
    return "towards" if abs(after) < abs(before) else "away"


def _direction(first: dict | None, last: dict | None, item: object, tables_say: str | None) -> str:
    if not first or not last:
        return ""
    return direction(first["value"], last["value"], tables_say if isinstance(item, Fact) else None)


def sureness(first: dict | None, last: dict | None) -> str:
    """Whether the last verdict was kept with more confidence than the first."""
    if not first or not last or None in (first["confidence"], last["confidence"]):
        return ""
    more = last["confidence"] - first["confidence"]
    return "surer" if more > 0 else "less sure" if more < 0 else "as sure"


def in_short(sentences: Sequence[Sentence], longest: int = SHORT) -> tuple[Sentence, ...]:
    """The leading sentences of a finding that fit into so many letters, and at least the first.

    A first sentence of a few words takes the second with it.
    """
    for many in range(1, len(sentences)):
        if len(joined(sentences[:many])) > 40 and len(joined(sentences[: many + 1])) > longest:
            return tuple(sentences[:many])
    return tuple(sentences)


# --- how sure, and how often right --------------------------------------------------------------------------


def scored(workbook: dict, load: Load, ledger: pd.DataFrame | None = None) -> pd.DataFrame:
    """Everything the student said with a confidence whose answer is known and open to them, a row each.

    An item is an event "I am right" with the probability the student gave it, their confidence (50 to 100 %):

    - a prediction with options ("prediction"): right where it is the option that the tables give;
    - a prediction of a number ("prediction"): right where it is within the item's `near` (a twentieth of the
      range unless the item says otherwise), the distance at which a lesson says "close";
    - a prediction that is drawn ("prediction"): right where the line is as close on average over its years;
    - lesson 8's forecasts of an arrest ("forecast of an arrest"), once all are opened: the student's own
      probability. 20 % for what did not happen is 80 % for being right; exactly 50 % counts as "it happens";
    - the first verdict on a claim that tables decide ("verdict at the door"), and the verdict at the lesson's
      end before the tables spoke ("verdict at the end"): right where it is the verdict of the tables. One
      changed afterwards isn't counted, nor is any on a claim whose last verdict isn't kept.

    Left out: editorial assessments, predictions that no table answers (in lesson 9 the student's own scores
    answer some), and what was kept without a confidence.
    Items are not independent: door and end are two on one claim.

    workbook, load : as in `closing_ledger`. ledger : what that returned for this workbook, if it is at hand.
    Returns a DataFrame: item (id of prediction or claim), lesson, what (one of KINDS), sure (0.5 to 1),
    right (bool).
    """
    rows = []
    for lesson, id, item in _predictions():
        kept = workbook["predictions"].get(id)
        known = _predicted(id, item, kept, workbook, load) if kept else None
        if known:
            rows.append((id, lesson, *known))
    table = closing_ledger(workbook, load) if ledger is None else ledger
    for row in table[
        (table["basis"] == "tables") & table["last"].notna() & table["tables_say"].notna()
    ].itertuples():
        for what, verdict, sure in ((KINDS[2], row.first, row.first_sure), (KINDS[3], row.end, row.end_sure)):
            if verdict and 50 <= sure <= 100:
                rows.append((row.Index, row.lesson, what, sure / 100, verdict == row.tables_say))
    table = pd.DataFrame(rows, columns=["item", "lesson", "what", "sure", "right"])
    return table.astype({"lesson": int, "sure": float, "right": bool})


def _predicted(id: str, item: Item, kept: dict, workbook: dict, load: Load) -> tuple[str, float, bool] | None:
    """What a kept prediction adds to `scored`: what, sure, right; None where it doesn't count."""
    if item.outcome is None or id in OWN_SCORES:
        return None
    try:
        value: Any = item.read(kept["value"])
        outcome = _asked(item.outcome, load).value
    except (ValueError, LessonError):
        return None
    if outcome is None:
        return None
    rule = item.comparing(outcome)
    if rule["by"] == "score":
        opened = ENVELOPES in workbook["predictions"]
        return (
            (KINDS[1], max(value, 100 - value) / 100, (value >= 50) == bool(rule["outcome"]))
            if opened
            else None
        )
    if kept["confidence"] is None or not 50 <= kept["confidence"] <= 100:
        return None
    return KINDS[0], kept["confidence"] / 100, item.hit(value, outcome)


def lines_drawn(workbook: dict) -> list[tuple[str, Drawn, list[float]]]:
    """The lines that a student drew before looking: (id, item, a value a year), in the order of the lessons."""
    found = []
    for _, id, item in _predictions():
        value = workbook["predictions"].get(id, {}).get("value")
        if isinstance(item, Drawn) and isinstance(value, list) and not problem_with(item, value):
            found.append((id, item, value))
    return found


def _predictions() -> Iterator[tuple[int, str, Item]]:
    """(lesson, id, item) of every prediction; a damaged table costs those of its own lesson only."""
    for lesson in registry.LESSONS:
        try:
            items = registry.collection("PREDICTIONS", lesson)
        except LessonError:
            continue
        yield from ((lesson, id, item) for id, item in items.items())


def answered(load: Load) -> Iterator[dict]:
    """The predictions that tables answer, each as a page needs it to count it: id, item, compare (plain JSON)."""
    for lesson in registry.LESSONS:
        for id, item in registry.collection("PREDICTIONS", lesson).items():
            value = _asked(item.outcome, load).value if item.outcome and id not in OWN_SCORES else None
            if value is not None:
                value = value.item() if hasattr(value, "item") else value
                yield {"id": id, "item": item.on_page(), "compare": item.comparing(value)}


def scores(said: pd.DataFrame) -> pd.DataFrame:
    """Brier scores of what was said: by kind, then all together.

    said: `scored`. Returns a DataFrame indexed by kind (only those with items; last "all"): items (how many),
    sure and right (means, 0 to 1), brier (0 best, 1 worst), coin (what always saying 50 % scores: 0.25).
    """
    groups = [(what, said[said["what"] == what]) for what in KINDS]
    rows = [
        {
            "what": what,
            "items": len(rows),
            "sure": rows["sure"].mean(),
            "right": rows["right"].mean(),
            "brier": brier(rows["sure"], rows["right"]),
            "coin": brier([0.5] * len(rows), rows["right"]),
        }
        for what, rows in [*groups, ("all", said)]
        if len(rows)
    ]
    columns = ["what", "items", "sure", "right", "brier", "coin"]
    return pd.DataFrame(rows, columns=columns).set_index("what")


def buckets(said: pd.DataFrame) -> pd.DataFrame:
    """The student's calibration: items in groups of like confidence, 50 to 60 %, … 90 to 100 %, and 100 %.

    A confidence on a border belongs to the upper group. said: `scored`. Returns a row per group with items:
    label, items, sure (mean confidence, 0 to 1), right (share that was right).
    """
    groups = calibration(said["sure"], said["right"], BUCKETS)
    rows = [
        (
            "100 %"
            if one["high"] == 1
            else f"{100 * one['low']:.0f}–{100 * min(one['high'] + 1e-9, 1):.0f} %",
            one["forecasts"],
            one["said"],
            one["happened"],
        )
        for one in groups
    ]
    return pd.DataFrame(rows, columns=["label", "items", "sure", "right"])


def score_sentence(said: pd.DataFrame) -> str:
    """What the scores say of the student, in two or three sentences; friendly, and careful with few items."""
    if said.empty:
        return (
            "No score yet: it counts what you kept with a confidence and what the lessons have answered, so "
            "it begins with your first prediction."
        )
    total = scores(said).loc["all"]
    many, gap = int(total["items"]), 100 * (total["sure"] - total["right"])
    start = (
        f"Over {how_many(many, 'item')} with a known answer you were {100 * total['sure']:.0f} % sure "
        f"on average and right in {100 * total['right']:.0f} %. Your Brier score is {total['brier']:.3f} (0 "
        f"is best; always saying 50 % scores {total['coin']:.3f})."
    )
    if many < 10:
        return f"{start} So few items say little: read them as notes to yourself."
    if abs(gap) <= 100 / math.sqrt(many):  # about two standard errors of a share near one half
        return f"{start} As sure as you were right, as far as {many} items can tell."
    return f"{start} " + (
        "Often surer than the answers bore out: a little doubt would have paid."
        if gap > 0
        else "You knew more than you trusted yourself to say."
    )
