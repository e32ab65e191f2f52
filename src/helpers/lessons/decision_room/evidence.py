"""The evidence on each criterion, as it was known on the evening of 1 September 2024."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from helpers import registry
from helpers.asking import predict
from helpers.asking.claims import Assessment, joined, known_by, registered
from helpers.asking.claims import said as verdict_said
from helpers.errors import LessonError
from helpers.lessons.decision_room.options import EVE
from helpers.lessons.fuel_and_rails.facts import WHOLES, lamp_parts
from helpers.lessons.leverage.facts import scales
from helpers.lessons.one_customer.facts import office_shares
from helpers.lessons.the_court.findings import grounds_in_turn
from helpers.lessons.will_they_arrest.findings import arrests_at_visits
from helpers.tables import Load, date_label, load

EVENING = pd.Timestamp(EVE)
TREATY = (
    "When the Court asks, a member arrests and hands over (89), at once (59); it cooperates fully (86). The duty "
    "begins with a request from the Court, not with the suspect's arrival or with another state's call."
)


# --- what is said -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Evidence:
    """What bears on a criterion, and what is said of it.

    id    : of a prediction ("4.days"), whose outcome is told; of a claim ("C18"), of whose finding those
            sentences are told that say enough alone and were known; of an article of the Statute ("97") or of a
            row of lesson_facts.
    about : a few words for the reader.
    says  : a function of load that says it instead, where the finding is too long or knows what came later; id
            may then be "".
    """

    id: str
    about: str
    says: Callable[[Load], str] | None = None


def _known(load: Load, table: str) -> pd.DataFrame:
    """The rows of a table up to 1 September 2024."""
    rows = load(table)
    return rows[rows.date <= EVENING]


def _stores(load: Load) -> str:
    fuel = load("fuel_electricity").query(
        "carrier == 'diesel' and detail == 'whole country' and period == '29 August'"
    )
    held = fuel.set_index("measure").value
    return (
        f"{held['stock']:,.0f} tonnes, enough for {held['stock in days of use']:.0f} days, said the ministry "
        f"on {fuel.period.iloc[0]}, of {fuel.year.iloc[0]} it seems. For 2024 we found no figure."
    )


def _cuts(load: Load) -> str:
    rows = _known(load, "leverage_episodes")
    free = rows[(rows.kind == "benefit granted") & (rows.instrument_kind == "fuel")].iloc[-1]
    rows = rows[rows.kind == "disruption"]
    political = rows[rows.political]
    (actor,), years = set(political.actor), ", ".join(map(str, political.date.dt.year))
    return (
        f"By that Sunday {len(political)} of {len(rows)} (lesson 5's list goes on): {years}, all by {actor}, "
        "around visits of the Dalai Lama. For Russia's cuts of fuel the reports name none, though 2011 is "
        f"disputed; the power letter below isn't among the {len(rows)}. In {date_label(free.date, 'month')} "
        "Russia stopped petrol exports and exempted Mongolia."
    )


def _power(load: Load) -> str:
    fuel = load("fuel_electricity")
    balance = load("electricity_balance")
    bought, used, peak = (lamp_parts(fuel, balance, whole).share_percent.iloc[0] for whole in WHOLES)
    return (
        f"In 2021 it was {used:.0f} % of a year's use and {bought:.0f} % of what was bought abroad; the rest "
        f"came from China. The line can carry {peak:.0f} % of the highest load of winter 2023–24."
    )


def _russian_trade(load: Load) -> str:
    rows = office_shares(load("trade_partners_official")).query("year == 2023")
    share = rows.set_index(["partner", "flow"]).share_percent
    return (
        f"In 2023 Russia bought {share['Russia', 'export']:.1f} % of Mongolia's exports and sold it "
        f"{share['Russia', 'import']:.1f} % of its imports, fuel included; China sold "
        f"{share['China', 'import']:.1f} %. So the statistics office counts."
    )


def _asked(load: Load) -> str:
    rows = load("legal_positions").set_index("position_id")
    court, kyiv, moscow = (rows.loc[one] for one in ("court-03", "ukraine-01", "russia-04"))
    return (
        f"The Court's spokesman, {day_of(court)}: {court.claim}. What exactly it had sent to Mongolia he did "
        f"not publish. Ukraine, {day_of(kyiv)}: arrest him and hand him over. The Kremlin, {day_of(moscow)}: "
        f"{small(moscow.claim.split(';')[0])}."
    )


def _immune(load: Load) -> str:
    rows, china = load("legal_positions").set_index("position_id"), _fact(load, "china-on-the-warrant-2023")
    union = rows.loc["international-bodies-01"]
    return (
        "Some hold that article 98 protects the president of a state outside. The African Union, "
        f"{day_of(union)}: {small(union.claim)}. China, {day_of(china)}: the Court should respect the "
        "immunity of heads of state under international law and avoid double standards."
    )


def _grounds(load: Load) -> str:
    return (
        f"{grounds_in_turn(load)} Each time it found no immunity in the way of arresting al-Bashir. The "
        "second ground needs the Council, which sent his case to the Court and not this one; only the first "
        "can reach Moscow's president, and no judge has said yet that it does."
    )


def _found_against(load: Load) -> str:
    rows = _known(load, "noncompliance_findings")
    rows = rows[(rows.suspect == "Omar al-Bashir") & (rows.iso3 != "SDN")]
    found = rows[rows.row_kind == "finding"]
    (undone,) = rows.iso3[rows.row_kind == "appeal"]
    sent = found[(found.referred_to != "none") & (found.iso3 != undone)]
    unsure = int((found.confidence == "background").sum())
    spared = ", ".join(sorted(rows.state[rows.row_kind == "no finding"]))
    return (
        f"{len(found)} findings ({unsure} unconfirmed) against {found.iso3.nunique()} members that let "
        f"al-Bashir go; {len(sent)} were sent on to the Assembly and the Security Council, one more until an "
        "appeal. The Statute names no penalty. South Africa had asked the Court: found against, not sent "
        f"on. {spared}: its reasons were accepted."
    )


def _stayed_away(load: Load) -> str:
    row = load("legal_positions").set_index("position_id").loc["other-states-01"]
    return (
        f"{day_of(row)}: its president told a court that Russia had made it clear that to arrest the same guest "
        "would be a declaration of war, and asked the Court for an exemption. In the end, by agreement, the guest "
        "stayed away."
    )


def _guests(load: Load) -> str:
    row = scales(load("visits"), load("trade_partners_official"), load("fuel_electricity")).iloc[0]
    return f"{row.Russia + row.China:.0f} of 100. The other {row.others:.0f} came from elsewhere."


def _members(load: Load) -> str:
    states = load("states_parties").set_index("iso3")
    joined = [one for one in ("DEU", "JPN", "KOR") if states.entered_into_force[one] <= EVENING]
    assert "USA" not in states.index
    return f"{', '.join(states.country[one] for one in joined)}: members. The United States: not."


def _party(load: Load) -> str:
    row = load("explanations_of_vote").set_index("explanation_id").loc["mng-2022-03"]
    return row.explanation.replace(
        "The opposition party", f"In {day_of(row)} the Democratic Party, then in opposition,"
    )


def _fact(load: Load, id: str) -> pd.Series:
    return load("lesson_facts").set_index("fact_id").loc[id]


EVIDENCE = {
    "fuel": [
        Evidence("C18", "Petrol and diesel from Russia"),
        Evidence("4.days", "How long the diesel in store would last", says=_stores),
        Evidence(
            "5.political", "Cuts, closures and delays with a political trigger in the reports", says=_cuts
        ),
        Evidence("C19", "Power from Russia", says=_power),
        Evidence("power-letter-2023", "The line from Russia"),
    ],
    "trade": [
        Evidence("C15", "Exports to China"),
        Evidence("", "Trade with Russia", says=_russian_trade),
        Evidence("C23", "What China held back"),
        Evidence("5.december", "Coal to China around the Dalai Lama's visit of 2016"),
        Evidence("eu-trade-2022", "Trade with the European Union"),
    ],
    "law": [
        Evidence("", "What is asked of Mongolia", says=_asked),
        Evidence("C29", "What the treaty says", says=lambda load: TREATY),
        Evidence("C31", "Immunity", says=_immune),
        Evidence("7.grounds", "The Court's answer in earlier cases", says=_grounds),
        Evidence("97", "Article 97"),
    ],
    "neighbours": [
        Evidence("5.guests", "High guests from Russia or China, 2014 to August 2024", says=_guests),
        Evidence("6.four_buyers", "What the United States, Germany, Japan and South Korea bought in 2023"),
        Evidence("", "The same four and the Court", says=_members),
        Evidence("eu-on-the-warrant-2023", "The European Union on the warrant"),
        Evidence("eu-mongolia-agreement-2013", "Its agreement with Mongolia"),
    ],
    "precedent": [
        Evidence(
            "8.seventeen",
            "Arrests at visits of leaders in office to members, before September 2024",
            says=arrests_at_visits,
        ),
        Evidence("8.called_off", "Plans to visit members that were called off, before September 2024"),
        Evidence("", "What the Court did about hosts", says=_found_against),
        Evidence("", "South Africa", says=_stayed_away),
        Evidence("C30", "The Court and those who arrest for it"),
    ],
    "home": [
        Evidence("election-2024", "Parliament"),
        Evidence("", "One of the three parties", says=_party),
        Evidence("khalkhin-gol-remembered", "The anniversary"),
        Evidence("medvedev-on-an-arrest-2023", "A word from Moscow"),
    ],
}
UNKNOWN_AT_HOME = "No poll on the visit was found. What people at home wanted, we don't know."


def evidence(criterion: str, workbook: dict, load: Load = load) -> list[tuple[str, str, str]]:
    """The evidence on a criterion: (about, what the student said or "", what was found), in the order shown."""
    found = []
    for one in EVIDENCE[criterion]:
        try:
            found.append((one.about, *_found(one, workbook, load)))
        except LessonError as problem:
            found.append((one.about, "", str(problem), None))
    last: dict[int | None, int] = {
        lesson: place for place, (*_, lesson) in enumerate(found) if lesson is not None
    }  # once is enough
    rows = [
        (about, mine, f"{says} (Lesson {lesson} has more.)" if last.get(lesson) == place else says)
        for place, (about, mine, says, lesson) in enumerate(found)
    ]
    return [*rows, ("What people want", "", UNKNOWN_AT_HOME)] if criterion == "home" else rows


def _found(one: Evidence, workbook: dict, load: Load) -> tuple[str, str, int | None]:
    """What the student said of this piece of evidence, what the tables say, and the lesson that has more."""
    item = registry.find("PREDICTIONS", one.id) if one.id else None
    if item is not None:
        kept = workbook["predictions"].get(one.id)
        mine, lesson = predict.said(item, kept) if kept else "", int(one.id[0])
        tell = one.says or (lambda load: item.outcome(load).says)
    elif one.id[:1] == "C" and one.id[1:].isdigit():
        verdicts = workbook["verdicts"].get(one.id, {})
        kept = verdicts.get("last") or verdicts.get("first")
        mine = f"Your verdict on {one.id}: {verdict_said(kept)}." if kept else ""
        lesson = int(load("claims").set_index("claim_id").lesson[one.id])
        tell = one.says or functools.partial(_claim, one.id)
    elif one.id.isdigit():
        return "", load("rome_statute").set_index("provision").paraphrase[one.id], 7
    else:
        return "", one.says(load) if one.says else _dated(_fact(load, one.id)), None
    return mine, tell(load), None if kept else lesson


def _dated(row: pd.Series) -> str:
    when = "" if str(row.date.year) in row.fact else f"{day_of(row)}: "
    return f"{when}{row.fact}{unsure_mark(row)}"


def _claim(id: str, load: Load) -> str:
    """What was known of a claim, in those sentences that say enough alone; of an assessment both sides, too."""
    item = registered(id)
    assert item is not None, id
    sides = (item.sentences, *item.sides) if isinstance(item, Assessment) else [item.compute(load).sentences]
    return joined(one for side in sides for one in known_by(side, EVE) if one.alone)


def small(text: str) -> str:
    """A text whose first letter is small."""
    return text[0].lower() + text[1:]


def unsure_mark(row: pd.Series) -> str:
    """What marks a row that no second source confirms."""
    return " (unconfirmed)" if row.confidence == "background" else ""


def day_of(row: pd.Series) -> str:
    """A row's date in words, as exact as it is known."""
    return date_label(row.date, row.date_precision)
