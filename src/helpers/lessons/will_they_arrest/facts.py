"""The numbers of lesson 8: tables in, tables and numbers out. Nothing here draws."""

from typing import Any

import numpy as np
import pandas as pd

from helpers import countries
from helpers.errors import LessonError
from helpers.models.forecasting import succession
from helpers.tables import date_label

ARTICLE = pd.Timestamp(2024, 9, 1)
LEADERS = ("head of state", "head of government")
RESULTS = {"visit": "made", "not taken": "called off", "arrest or surrender": "custody"}
IN_CLASS = {"leaders in office": "in office", "former leaders and others": "not in office"}


# --- the cases ----------------------------------------------------------------------------------------------


def cases(visits: pd.DataFrame, until: pd.Timestamp | None = ARTICLE) -> pd.DataFrame:
    """What the table knows of suspects and hosts before a day: a row for each trip, plan called off or custody.

    visits: `suspect_visits`; until: the first day that is left out (None for all). Left out: overflights,
    rows without a warrant, plans not checked, and ministers in office.
    Returns visit_id, suspect, office ("in office": head of state or government; "not in office": former
    leaders and others), host, iso3, suspect_iso3, member (of the Court on that day), date, when (as exact as
    known), result ("made", "called off", "custody"), arrested, by date.
    """
    rows = visits[visits.row_kind.isin(RESULTS)]
    rows = rows[rows.office_level.isin(LEADERS) | ~rows.in_office]
    rows = rows if until is None else rows[rows.date < until]
    rows = rows.assign(
        suspect=rows.suspect.str.split(" (", regex=False).str[0],
        host=rows.country,
        member=rows.is_state_party_at_time,
        result=rows.row_kind.map(RESULTS),
        when=_when(rows),
        office=np.where(rows.in_office, "in office", "not in office"),
        arrested=rows.arrested.astype("boolean").fillna(False).astype(bool),
    )
    return rows.sort_values(["date", "visit_id"])[
        [
            "visit_id",
            "suspect",
            "office",
            "host",
            "iso3",
            "suspect_iso3",
            "member",
            "date",
            "when",
            "result",
            "arrested",
        ]
    ].reset_index(drop=True)


def _when(rows: pd.DataFrame) -> list[str]:
    """The dates of rows, each as exactly as it is known."""
    return [date_label(day, precision) for day, precision in zip(rows.date, rows.date_precision, strict=True)]


def stays(known: pd.DataFrame) -> pd.DataFrame:
    """Only cases in which the suspect was in the host's country: trips made and custody, none called off."""
    return known[known.result != "called off"]


def chosen(known: pd.DataFrame, suspects: str = "leaders in office", hosts: str = "members") -> pd.DataFrame:
    """The reference class: the rows of `cases` for these suspects and hosts (see SUSPECTS and HOSTS)."""
    rows = known if suspects == "all" else known[known.office == IN_CLASS[suspects]]
    return rows if hosts == "all" else rows[rows.member == (hosts == "members")]


# --- the series of trips ------------------------------------------------------------------------------------

LETTERS = "abcdefgh"


def series(visits: pd.DataFrame) -> pd.DataFrame:
    """The eight trips to forecast, chosen and ordered by a rule, not by us.

    visits: `suspect_visits`. Of the cases before September 2024 whose rows are confirmed and known to the
    day, leaders in office or formerly in office: the latest of each kind (made, called off, custody; member
    or not), and for members also the earliest made and the earliest called off. In the order of the hosts'
    codes. Returns the columns of `cases` plus letter ("a" to "h") and leader (office as a word), indexed by
    letter.
    """
    rows = visits[
        (visits.confidence == "confirmed")
        & (visits.date_precision == "day")
        & (visits.office_level != "other")
    ]
    known = cases(rows).merge(rows[["visit_id", "suspect_office"]], on="visit_id")
    latest = known.groupby(["result", "member"]).tail(1)
    earliest = known[known.member & (known.result != "custody")].groupby("result").head(1)
    both = pd.concat([latest, earliest]).drop_duplicates("visit_id").sort_values(["iso3", "visit_id"])
    both = both.assign(letter=list(LETTERS[: len(both)]))
    return both.set_index("letter", drop=False)


def rate_for(known: pd.DataFrame, row: pd.Series) -> float:
    """What the base rate says of one case: the rule of succession in its class, the case itself left out.

    known: `cases`; row: one of them. The class: suspects in office or not as in `row`, hosts members or not
    as in `row`; trips called off count, for a forecaster doesn't know beforehand which will be.
    Returns a fraction.
    """
    rest = known[
        (known.office == row.office) & (known.member == row.member) & (known.visit_id != row.visit_id)
    ]
    return succession(int(rest.arrested.sum()), len(rest))


def not_made(visits: pd.DataFrame, until: pd.Timestamp | None = None) -> pd.DataFrame:
    """Trips of leaders in office that were invited or expected and did not happen.

    visits: `suspect_visits`; until: as in `cases`.
    Returns when, suspect, host, member, "what was reported": the reason given, not one that was tested.
    """
    known = cases(visits, until).query("result == 'called off'")
    rows = known.merge(visits[["visit_id", "host_reason"]], on="visit_id")
    return rows.assign(member=np.where(rows.member, "yes", "no")).rename(
        columns={"host_reason": "what was reported"}
    )[["when", "suspect", "host", "member", "what was reported"]]


def trips_to(visits: pd.DataFrame, country: str, until: pd.Timestamp | None = ARTICLE) -> pd.DataFrame:
    """Known trips and plans of suspects to one country before a day: when, suspect, member, result.

    visits: `suspect_visits`; country: any name of it. An empty table where none is known, which doesn't mean that
    there was none; LessonError with near names where no country is called so.
    """
    if (wanted := countries.code(country)) is None:
        raise LessonError(countries.unknown(country))
    rows = cases(visits, until)
    return rows[rows.iso3 == wanted][["when", "suspect", "member", "result"]]


# --- what followed ------------------------------------------------------------------------------------------


def findings(noncompliance: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """The Court's findings that a state failed to comply, by date, and whether the suspect came again.

    noncompliance: `noncompliance_findings`; visits: `suspect_visits`. Returns when, state, suspect, sent to,
    known stays there afterwards (a count; the table of trips is incomplete; a dash for his own state and for
    those with no trip in the table).
    """
    rows = noncompliance[noncompliance.row_kind == "finding"].sort_values("date")
    trips = cases(visits, None).query("result == 'made'")
    home = visits.drop_duplicates("suspect").set_index("suspect").suspect_iso3
    again = [
        str(((trips.iso3 == row.iso3) & (trips.suspect == row.suspect) & (trips.date > row.date)).sum())
        if home.get(row.suspect, row.iso3) != row.iso3
        else "–"
        for row in rows.itertuples()
    ]
    unsure = rows.confidence.eq("background") | rows.background_cells.fillna("").str.contains("date")
    single = rows.note.fillna("").str.contains("SINGLE SOURCE")
    when = [
        text + " (unconfirmed)" * doubt + " (one source only)" * alone
        for text, doubt, alone in zip(_when(rows), unsure, single, strict=True)
    ]
    steps = noncompliance[
        noncompliance.row_kind.isin(["sequel", "appeal"]) & noncompliance.referred_to.notna()
    ]

    def sent_to(row: Any) -> str:
        later = steps[(steps.iso3 == row.iso3) & (steps.suspect == row.suspect) & (steps.date > row.date)]
        later = later[later.referred_to != row.referred_to]
        words = later.referred_to + " (" + pd.Series(_when(later), later.index, dtype=str) + ")"
        return "; later ".join([row.referred_to, *words])

    rows = rows.assign(when=when, again=again, referred_to=[sent_to(row) for row in rows.itertuples()])
    return rows.rename(columns={"referred_to": "sent to", "again": "known stays there afterwards"})[
        ["when", "state", "suspect", "sent to", "known stays there afterwards"]
    ]


KINDS_OF_SEQUEL = {
    "the Court and its members": ["the Court", "Assembly of States Parties"],
    "words and votes": ["reaction", "protest", "vote", "civil society", "statement"],
    "partners": ["partners", "neighbours", "regional organisation"],
}


def followed(sequels: pd.DataFrame, kind: str) -> pd.DataFrame:
    """What followed the visit, of one kind (a key of KINDS_OF_SEQUEL): when, who, what; by date.

    sequels: `after_the_visit`. The table's own caution stands in square brackets; what is general knowledge
    only is marked unconfirmed.
    """
    rows = sequels[sequels.after_visit & sequels.kind.isin(KINDS_OF_SEQUEL[kind])].sort_values("date")
    what = rows.what + rows.note.map(lambda note: f" [{note}]", na_action="ignore").fillna("")
    what = what.where(rows.confidence != "background", what + " (unconfirmed)")
    return rows.assign(when=_when(rows), who=rows.actor, what=what)[["when", "who", "what"]]


ANSWERS = {"yes": "for", "no": "against", "abstain": "abstained", "absent": "absent"}


def rate_on_page(classes: dict[str, tuple[str, str]], incomplete: str, known: pd.DataFrame) -> dict:
    """What beliefs.js beside this file needs to draw `curve` of charts.py at every position of its controls.

    classes: {name: suspects and hosts, as in `chosen`}. incomplete: the sentence on the table. known: `cases`.
    """
    held = {name: chosen(stays(known), *which) for name, which in classes.items()}
    return {
        "name": "beliefs",
        "usual": {
            "cases": next(iter(classes)),
            "trips_lacking": 0,
            "imagined_arrests": 1,
            "imagined_without": 1,
        },
        "classes": {name: [len(rows), int(rows.arrested.sum())] for name, rows in held.items()},
        "columns": ["cases", "arrested", "mean percent", "below percent", "low percent", "high percent"],
        "incomplete": incomplete,
    }
