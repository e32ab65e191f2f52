"""The decision room of lesson 9: what the student scored, how they weigh it, and which option that puts first.

Everything is read from the workbook: the answers "9.score.fuel" … (a whole number from -2 to 2 for each option, in the
order of OPTIONS) and "9.weights" (a number from 0 to 10 for each criterion, in the order of CRITERIA).
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from IPython.display import display

from . import forms, items, predict
from .charts.energy import WHOLES, lamp_parts
from .claims import Assessment, registered
from .claims import said as verdict_said
from .errors import LessonError
from .models import ranking as model
from .tables import date_label, load
from .workbook import book

OPTIONS = {
    "arrest": "Arrest him",
    "honours": "Host him with full honours",
    "quiet": "Host him quietly",
    "away": "Ask him to stay away",
    "consult": "Consult the Court first",
}
CRITERIA = {
    "fuel": "Fuel and power",
    "trade": "Trade",
    "law": "Law and the Court",
    "neighbours": "Third neighbours",
    "precedent": "Precedent",
    "home": "Politics at home",
}
ASKED = {
    "fuel": "What does each option do to the supply of fuel and power, next week and next winter?",
    "trade": "What does it do to buying and selling, with the two neighbours and with everybody else?",
    "law": "How well does it keep what Mongolia has promised by treaty, as you read the treaty?",
    "neighbours": "What does it do to the trust of the third neighbours?",
    "precedent": "What does it teach others to expect next time, of Mongolia and of any state in its place?",
    "home": "What does it do at home: to people's safety, and among parties and voters?",
}
CHANGE = "Change these scores"
FIRST = "Score every option first."
SCALE = {-2: "−2 very bad", -1: "−1 bad", 0: "0 neither", 1: "+1 good", 2: "+2 very good"}
WEIGHTS, ADVICE = "9.weights", "9.advice"
EQUAL, MOST = 5, 10
# what site/room.js needs to read the kept scores on a page where no Python runs
SCORES_ON_PAGE = {
    "options": list(OPTIONS.values()),
    "low": min(SCALE),
    "high": max(SCALE),
    "criteria": {f"9.score.{one}": label for one, label in CRITERIA.items()},
}
EVENING = pd.Timestamp(2024, 9, 1)
SLIDERS = {label.lower().replace(" ", "_"): range(MOST + 1) for label in CRITERIA.values()}
ALL_EQUAL = dict.fromkeys(SLIDERS, EQUAL)
REHEARSAL = pd.DataFrame(
    {"Price": [2, 1, -1], "Comfort": [-1, -1, 2]}, index=["Walk", "Cycle", "Take the bus"]
)


@dataclass(frozen=True)
class Decision:
    """What a workbook holds of the decision room.

    scores  : DataFrame, options × criteria (ids of OPTIONS and CRITERIA), -2 to 2; NaN where not scored.
    weights : {criterion: 0 to 10}; 5 each until the student keeps others.
    kept    : True where the student has kept weights.
    advice  : the option the student advised in the end (an id of OPTIONS), or None.
    """

    scores: pd.DataFrame
    weights: dict[str, float]
    kept: bool = False
    advice: str | None = None

    @property
    def complete(self) -> bool:
        """True where every option is scored on every criterion."""
        return bool(self.scores.notna().all(axis=None))

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """The options, best first: option, total (-2 to 2), rank; empty where nothing is scored."""
        return model.ranking(self.scores, self.weights)

    @cached_property
    def switch_points(self) -> pd.DataFrame:
        """A row per scored criterion: criterion, now, at (weight where another option wins, or NaN), way, options."""
        return model.switch_points(self.scores, self.weights, MOST)


def decision(workbook: dict | None = None) -> Decision:
    """The decision room of a workbook (its content as a dictionary); of the student's own without one.

    What doesn't fit (too few scores, a text, a number outside the scale) counts as not scored.
    """
    everything = book().all() if workbook is None else workbook
    answers, advised = (
        everything.get("answers", {}),
        everything.get("predictions", {}).get(ADVICE, {}).get("value"),
    )
    known = isinstance(advised, int) and not isinstance(advised, bool) and 0 <= advised < len(OPTIONS)
    scores = {
        one: _numbers(answers.get(score_id(one)), len(OPTIONS), *list(SCALE)[:: len(SCALE) - 1])
        for one in CRITERIA
    }
    weights = _numbers(answers.get(WEIGHTS), len(CRITERIA), 0, MOST)
    table = pd.DataFrame(
        {one: given or [math.nan] * len(OPTIONS) for one, given in scores.items()},
        index=list(OPTIONS),
        dtype=float,
    )
    weighed = dict(zip(CRITERIA, weights or [EQUAL] * len(CRITERIA), strict=True))
    return Decision(table, weighed, bool(weights), list(OPTIONS)[advised] if known else None)


def score_id(criterion: str) -> str:
    """Under which id the scores on a criterion are kept."""
    return f"9.score.{criterion}"


def _numbers(answer, many, low, high):
    """The numbers of an answer; None where it isn't a list of so many numbers in the range."""
    value = answer.get("value") if isinstance(answer, dict) else None
    if not isinstance(value, list) or len(value) != many:
        return None
    fits = all(
        isinstance(one, (int, float)) and not isinstance(one, bool) and low <= one <= high for one in value
    )
    return value if fits else None


def my_scores() -> pd.DataFrame:
    """The student's scores as they stand now, options and criteria in words (for `explore`)."""
    scores = decision().scores.rename(index=OPTIONS, columns=CRITERIA)
    scores.attrs["on_page"] = SCORES_ON_PAGE
    return scores


my_scores.on_page = SCORES_ON_PAGE


def my_weights() -> dict[str, int]:
    """Where the sliders start: the kept weights, otherwise 5 each; by the names of SLIDERS."""
    return dict(zip(SLIDERS, map(round, decision().weights.values()), strict=True))


# --- scoring ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Evidence:
    """What bears on a criterion: a prediction ("4.days"), a claim ("C18"), an article of the Statute ("97") or a row of
    legal_positions or lesson_facts.

    about: a few words for the reader. quoted: which sentences of the finding stand here, as for a slice. says: a function
    of load that says it instead, where the finding is too long or knows what came later; id may then be "".
    """

    id: str
    about: str
    quoted: tuple[int, int] = (0, 2)
    says: Callable | None = None


def _known(load, table: str) -> pd.DataFrame:
    """The rows of a table up to 1 September 2024."""
    rows = load(table)
    return rows[rows.date <= EVENING]


def _stores(load) -> str:
    fuel = load("fuel_electricity").query(
        "carrier == 'diesel' and detail == 'whole country' and period == '29 August'"
    )
    held = fuel.set_index("measure").value
    return (
        f"{held['stock']:,.0f} tonnes, enough for {held['stock in days of use']:.0f} days, said the ministry on "
        f"{fuel.period.iloc[0]}, of {fuel.year.iloc[0]} it seems. For 2024 we found no figure."
    )


def _cuts(load) -> str:
    rows = _known(load, "leverage_episodes")
    free = rows[(rows.kind == "benefit granted") & (rows.instrument_kind == "fuel")].iloc[-1]
    rows = rows[rows.kind == "disruption"]
    political = rows[rows.political]
    (actor,), years = set(political.actor), ", ".join(map(str, political.date.dt.year))
    return (
        f"By that Sunday {len(political)} of {len(rows)} (lesson 5's list goes on): {years}, all by {actor}, around visits "
        f"of the Dalai Lama. For Russia's cuts of fuel the reports name none, though 2011 is disputed; the power letter "
        f"below isn't among the {len(rows)}. In {date_label(free.date, 'month')} Russia stopped petrol exports and "
        "exempted Mongolia."
    )


def _power(load) -> str:
    fuel = load("fuel_electricity")
    bought, used, peak = (lamp_parts(fuel, whole).share_percent.iloc[0] for whole in WHOLES)
    return (
        f"In 2021 it was {used:.0f} % of a year's use and {bought:.0f} % of what was bought abroad; the rest came from "
        f"China. The line can carry {peak:.0f} % of the highest load of winter 2023–24."
    )


def _russian_trade(load) -> str:
    rows = load("trade_partners").query(
        "year == 2022 and period == 'calendar year' and compiler == 'CIA World Factbook'"
    )
    share = rows.set_index(["partner", "flow"]).share_percent
    return (
        f"In 2022 Russia bought {share['Russia', 'export']:.0f} % of Mongolia's exports and sold it "
        f"{share['Russia', 'import']:.0f} % of its imports, fuel included; China bought {share['China', 'export']:.0f} "
        f"and sold {share['China', 'import']:.0f} %."
    )


def _asked(load) -> str:
    rows = load("legal_positions").set_index("position_id")
    court, kyiv, moscow = (rows.loc[one] for one in ("court-03", "ukraine-01", "russia-04"))
    return (
        f"The Court's spokesman, {_day(court)}: {court.claim}. What exactly it had sent to Mongolia he did not publish. "
        f"Ukraine, {_day(kyiv)}: arrest him and hand him over. The Kremlin, {_day(moscow)}: {_small(moscow.claim.split(';')[0])}."
    )


def _treaty(load) -> str:
    return (
        "When the Court asks, a member arrests and hands over (89), at once (59); it cooperates fully (86). The duty "
        "begins with a request from the Court, not with the suspect's arrival or with another state's call."
    )


def _immune(load) -> str:
    rows, china = load("legal_positions").set_index("position_id"), _fact(load, "china-on-the-warrant-2023")
    union = rows.loc["international-bodies-01"]
    return (
        f"Some hold that article 98 protects the president of a state outside. The African Union, {_day(union)}: "
        f"{_small(union.claim)}. China, {_day(china)}: the Court should respect the immunity of heads of state under "
        "international law and avoid double standards."
    )


def _grounds(load) -> str:
    first = _opening(items.find("PREDICTIONS", "7.grounds").outcome(load).says, (0, 1))
    return (
        f"{first} Each time it found no immunity in the way of arresting al-Bashir. The second ground needs the "
        "Council, which sent his case to the Court and not this one; only the first can reach Moscow's president, and no "
        "judge has said yet that it does."
    )


def _found_against(load) -> str:
    rows = _known(load, "noncompliance_findings")
    rows = rows[(rows.suspect == "Omar al-Bashir") & (rows.iso3 != "SDN")]
    found = rows[rows.row_kind == "finding"]
    (undone,) = rows.iso3[rows.row_kind == "appeal"]
    sent = found[(found.referred_to != "none") & (found.iso3 != undone)]
    unsure = int((found.confidence == "background").sum())
    spared = ", ".join(sorted(rows.state[rows.row_kind == "no finding"]))
    return (
        f"{len(found)} findings ({unsure} unconfirmed) against {found.iso3.nunique()} members that let al-Bashir go; "
        f"{len(sent)} were sent on to the Assembly and the Security Council, one more until an appeal. The Statute names no "
        f"penalty. South Africa had asked the Court: found against, not sent on. {spared}: its reasons were accepted."
    )


def _stayed_away(load) -> str:
    row = load("legal_positions").set_index("position_id").loc["other-states-01"]
    return (
        f"{_day(row)}: its president told a court that to arrest the same guest would amount to a declaration of war, and "
        "asked the Court for an exemption. In the end, by agreement, the guest stayed away."
    )


def _enforced(load) -> str:
    item = registered("C30")
    return " ".join(_opening(text, (0, 1)) for text in (item.says, item.for_, item.against))


def _members(load) -> str:
    states = load("states_parties").set_index("iso3")
    joined = [one for one in ("DEU", "JPN", "KOR") if states.entered_into_force[one] <= EVENING]
    assert "USA" not in states.index
    return f"{', '.join(states.country[one] for one in joined)}: members. The United States: not."


def _party(load) -> str:
    row = load("explanations_of_vote").set_index("explanation_id").loc["mng-2022-03"]
    return row.explanation.replace(
        "The opposition party", f"In {_day(row)} the Democratic Party, then in opposition,"
    )


def _fact(load, id: str):
    return load("lesson_facts").set_index("fact_id").loc[id]


EVIDENCE = {
    "fuel": [
        Evidence("C18", "Petrol and diesel from Russia", (0, 1)),
        Evidence("4.days", "How long the diesel in store would last", says=_stores),
        Evidence(
            "5.political", "Cuts, closures and delays with a political trigger in the reports", says=_cuts
        ),
        Evidence("C19", "Power from Russia", says=_power),
        Evidence("power-letter-2023", "The line from Russia"),
    ],
    "trade": [
        Evidence("C15", "Exports to China", (0, 1)),
        Evidence("", "Trade with Russia", says=_russian_trade),
        Evidence("C23", "What China held back", (0, 1)),
        Evidence("5.december", "Coal to China around the Dalai Lama's visit of 2016", (0, 1)),
        Evidence("eu-trade-2022", "Trade with the European Union"),
    ],
    "law": [
        Evidence("", "What is asked of Mongolia", says=_asked),
        Evidence("C29", "What the treaty says", says=_treaty),
        Evidence("C31", "Immunity", says=_immune),
        Evidence("7.grounds", "The Court's answer in earlier cases", says=_grounds),
        Evidence("97", "Article 97"),
    ],
    "neighbours": [
        Evidence("5.guests", "High guests from Russia or China, 2014 to August 2024"),
        Evidence("6.four_buyers", "What the United States, Germany, Japan and South Korea bought in 2022"),
        Evidence("", "The same four and the Court", says=_members),
        Evidence("eu-on-the-warrant-2023", "The European Union on the warrant"),
        Evidence("eu-mongolia-agreement-2013", "Its agreement with Mongolia"),
    ],
    "precedent": [
        Evidence("8.seventeen", "Arrests at visits of leaders in office to members, before September 2024"),
        Evidence("8.called_off", "Plans to visit members that were called off, before September 2024"),
        Evidence("", "What the Court did about hosts", says=_found_against),
        Evidence("", "South Africa", says=_stayed_away),
        Evidence("C30", "The Court and those who arrest for it", says=_enforced),
    ],
    "home": [
        Evidence("election-2024", "Parliament"),
        Evidence("", "One of the three parties", says=_party),
        Evidence("khalkhin-gol-remembered", "The anniversary"),
        Evidence("medvedev-on-an-arrest-2023", "A word from Moscow"),
    ],
}
UNKNOWN_AT_HOME = "No poll on the visit was found. What people at home wanted, we don't know."
_SENTENCE = re.compile(r"(?<=[a-z0-9%)”][.!?])\s+(?=[A-Z“\d])")


def evidence(criterion: str, workbook: dict, load=load) -> list[tuple[str, str, str]]:
    """The evidence on a criterion: (about, what the student said or "", what was found), in the order shown."""
    found = []
    for one in EVIDENCE[criterion]:
        try:
            mine, says = _found(one, workbook, load)
        except LessonError as problem:
            mine, says = "", str(problem)
        found.append((one.about, mine, says))
    for more in {says[says.rindex(" (") :] for _, _, says in found if says.endswith("has more.)")}:
        *earlier, _ = [place for place, row in enumerate(found) if row[2].endswith(more)]
        for place in earlier:  # once a lesson is enough
            found[place] = (*found[place][:2], found[place][2].removesuffix(more))
    return [*found, ("What people want", "", UNKNOWN_AT_HOME)] if criterion == "home" else found


def _found(one: Evidence, workbook: dict, load) -> tuple[str, str]:
    """What the student said of this piece of evidence, and what the tables say."""
    if one.id[:1] == "C" and one.id[1:].isdigit():
        kept = workbook["verdicts"].get(one.id, {})
        kept = kept.get("last") or kept.get("first")
        mine = f"Your verdict on {one.id}: {verdict_said(kept)}." if kept else ""
        lesson = load("claims").set_index("claim_id").lesson[one.id]
        return mine, _says(one, load, lambda: _claim(one.id, load)) + (
            "" if kept else f" (Lesson {lesson} has more.)"
        )
    item = items.find("PREDICTIONS", one.id) if one.id else None
    if item is not None:
        kept = workbook["predictions"].get(one.id)
        mine = predict.said(item, kept) if kept else ""
        return mine, _says(one, load, lambda: item.outcome(load).says) + (
            "" if kept else f" (Lesson {one.id[0]} has more.)"
        )
    if one.id.isdigit():
        article = load("rome_statute").set_index("provision").loc[one.id]
        return "", f"{article.paraphrase} (Lesson 7 has more.)"
    return "", one.says(load) if one.says else _dated(_fact(load, one.id))


def _says(one: Evidence, load, finding: Callable) -> str:
    return one.says(load) if one.says else _opening(finding(), one.quoted)


def _dated(row) -> str:
    when = "" if str(row.date.year) in row.fact else f"{_day(row)}: "
    return f"{when}{row.fact}{_unsure(row)}"


def _claim(id: str, load) -> str:
    item = registered(id)
    return (item if isinstance(item, Assessment) else item.compute(load)).says


def _opening(text: str, quoted: tuple[int, int]) -> str:
    return " ".join(_SENTENCE.split(text)[slice(*quoted)])


class _Shown:
    """The evidence on a criterion, for reading beside its form."""

    def __init__(self, criterion, rows):
        name = CRITERIA[criterion]
        self.heading, self.rows = f"Evidence: {name[0].lower()}{name[1:]}", rows

    def __repr__(self):
        return "\n".join(
            [
                self.heading,
                *(f"- {about}: {' '.join(filter(None, (mine, says)))}" for about, mine, says in self.rows),
            ]
        )

    def _repr_html_(self):
        lines = "".join(
            f"<li><strong>{html.escape(about)}.</strong> "
            + (f"<em>{html.escape(mine)}</em> " if mine else "")
            + f"{html.escape(says)}</li>"
            for about, mine, says in self.rows
        )
        return (
            f'<div style="max-width: 46rem; line-height: 1.45"><p style="margin: 0"><strong>'
            f"{html.escape(self.heading)}</strong></p>"
            f'<ul style="margin: 0.2rem 0 0.4rem; padding-left: 1.3rem">{lines}</ul></div>'
        )


def score(criterion: str) -> None:
    """Show the evidence on a criterion and the form in which each option is scored on it."""
    if not isinstance(criterion, str) or criterion not in CRITERIA:
        return predict.say(f"There is no criterion {str(criterion)[:20]!r}. There are {', '.join(CRITERIA)}.")
    display(_Shown(criterion, evidence(criterion, book().all())))
    forms.show_form(score_form(criterion))


def score_form(criterion: str) -> forms.Form | forms.OnPage:
    """The form for one criterion: a row of five scores for each option."""
    id, kept = score_id(criterion), book()
    scored = decision().scores[criterion]
    start = {} if scored.isna().any() else {"start": [int(one) for one in scored]}
    spec = {
        "label": "Your scores",
        "fieldsets": [
            {
                "id": id,
                "legend": f"{CRITERIA[criterion]}: how good or bad is each option?",
                "help": ASKED[criterion],
                "button": "Keep these scores",
                "controls": [{**forms.grid(OPTIONS, SCALE, FIRST), **start}],
            }
        ],
    }

    def state() -> dict:
        scores = decision().scores[criterion]
        if scores.isna().any():
            return {id: forms.entry()}
        said = " · ".join(f"{OPTIONS[one]} {_signed(value)}" for one, value in scores.items())
        trouble = [forms.line("note", kept.trouble)] if kept.trouble else []
        return {id: forms.entry(True, said, trouble, again=CHANGE)}

    def answer(_action, values) -> dict:
        given = values.get(id, {}).get("values")
        fits = _numbers({"value": given}, len(OPTIONS), -2, 2)
        if not fits or any(one != int(one) for one in fits):
            return {id: forms.entry(lines=[forms.line("ask", FIRST)])}
        kept.record_answer(id, [int(one) for one in fits], None)
        return state()

    offline = {"kind": "score", "id": id, "again": CHANGE, "first": FIRST, **SCORES_ON_PAGE}
    shown = forms.form(spec, state(), answer, lambda: offline)
    kept.when_changed(lambda: setattr(shown, "state", state()))
    return shown


def _signed(value: float) -> str:
    return f"{value:+.0f}".replace("-", "−") if value else "0"


# --- what happened: shown only after the student's advice -----------------------------------------------------

SIGNED = [
    "signed-2024-oil-products",
    "signed-2024-aviation-fuel",
    "signed-2024-power-plant",
    "signed-2024-plague",
    "signed-2024-baikal",
]
FUEL_OR_POWER = SIGNED[:3]
SPELT_OUT = {
    "AI-92": "the common petrol (AI-92)",
    "EAEU-Mongolia": "Eurasian Economic Union (Russia and others) and Mongolia:",
}


def signed() -> pd.DataFrame:
    """What was signed on 3 September 2024: when, document."""
    rows = load("lesson_facts").set_index("fact_id").loc[SIGNED]
    return pd.DataFrame({"when": _when(rows), "document": rows.fact.to_numpy()})


def what_it_did() -> pd.DataFrame:
    """What Mongolia did and said about the visit, from 30 August 2024 on: when, what."""
    facts, law = load("lesson_facts").set_index("fact_id"), load("legal_positions").set_index("position_id")
    asked = load("rome_statute").set_index("provision").loc["97"]
    said = load("neutrality_steps").set_index("step_id").loc["2024-09-03-statement"]
    welcome, answered = facts.loc["welcome-2024"], law.loc["court-04"]
    argued, asking = law.loc["mongolia-05"], law.loc["mongolia-02"]
    return pd.DataFrame(
        [
            {"when": _day(answered), "what": f"Consultation under article 97. {asked.what_came_later}"},
            {"when": _day(welcome), "what": welcome.fact},
            {"when": _day(said), "what": said.what},
            {
                "when": f"by {date_label(argued.end_date, argued.end_date_precision)}",
                "what": f"Argued before the Court: {_small(argued.claim)}. {asking.claim}.",
            },
        ]
    )


def road() -> pd.DataFrame:
    """The road to the signatures: what was reported of the visit and of fuel before 3 September 2024: when, what."""
    visits = load("visits")
    rows = [
        (
            "visits",
            visits[(visits.trip_id == "2023-10-ukhnaagiin-khurelsukh-chn") & (visits.iso3 == "RUS")].iloc[0],
            lambda row: (
                f"The two presidents meet in {row.host_country}. Mongolia's {_small(row.what_was_signed)}."
            ),
        ),
        (
            "lesson_facts",
            load("lesson_facts").set_index("fact_id").loc["fuel-talks-2023"],
            lambda row: row.fact,
        ),
        (
            "visits",
            visits[(visits.trip_id == "2024-07-ukhnaagiin-khurelsukh-kaz") & (visits.iso3 == "RUS")].iloc[0],
            lambda row: f"The two presidents meet in {row.place}. Signed: {row.what_was_signed}.",
        ),
        (
            "lesson_facts",
            load("lesson_facts").set_index("fact_id").loc[SIGNED[0]],
            lambda row: f"Signed in Ulaanbaatar: {_small(row.fact)}",
        ),
    ]
    return pd.DataFrame([{"when": _day(row), "what": words(row)} for _, row, words in rows])


def followed() -> pd.DataFrame:
    """For each criterion what followed, as far as our tables know: criterion, when, what."""
    facts = load("lesson_facts").set_index("fact_id")
    after = load("after_the_visit").set_index("event_id")
    episodes, timeline = load("leverage_episodes"), load("timeline")
    shortage = episodes[(episodes.date >= "2025-10-01") & (episodes.actor == "Russia")].iloc[0]
    trade = timeline[timeline.date == "2025-06-27"].iloc[0]
    rows = [
        ("fuel", facts.loc[SIGNED[0]], "Signed: {fact}"),
        ("fuel", shortage, "{what_happened}. {outcome}."),
        ("trade", trade, "{event}"),
        ("law", after.loc["2024-10-24-the-court"], "{actor}: {what}"),
        ("law", after.loc["2024-12-06-assembly-of-states-parties"], "{actor}: {what}"),
        ("neighbours", after.loc["2024-09-03-reaction"], "{actor}: {what}"),
        ("neighbours", after.loc["2024-09-03-reaction-2"], "{actor}: {what}"),
        ("neighbours", after.loc["2024-09-12-reaction"], "{actor}: {what}"),
        ("neighbours", after.loc["2025-01-17-partners"], "{what}"),
        ("precedent", after.loc["2025-12-03-assembly-of-states-parties"], "{actor}: {what}"),
        ("home", after.loc["2024-09-03-protest"], "{what}"),
    ]
    table = pd.DataFrame(
        [
            {"criterion": CRITERIA[one], "when": _day(row), "what": f"{words.format(**row)}{_unsure(row)}"}
            for one, row, words in rows
        ]
    )
    for short, full in SPELT_OUT.items():
        table["what"] = table.what.str.replace(short, full, n=1)
    return table


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def _unsure(row) -> str:
    return " (unconfirmed)" if row.confidence == "background" else ""


def _day(row) -> str:
    return date_label(row.date, row.date_precision)


def _when(rows) -> list[str]:
    return [_day(row) for row in rows.itertuples()]
