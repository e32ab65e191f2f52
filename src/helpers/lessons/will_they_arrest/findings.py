"""What the tables say of the claims that lesson 8 judges."""

from __future__ import annotations

from helpers.asking.claims import Assessment, Fact, Finding
from helpers.lessons.will_they_arrest import facts
from helpers.models.forecasting import succession
from helpers.tables import date_label


def known_visits(load):
    return facts.cases(load("suspect_visits"))


def visits_to_members(load):
    """The visits of leaders in office to members before September 2024: (arrested, cases)."""
    rows = facts.chosen(facts.stays(known_visits(load)))
    return int(rows.arrested.sum()), len(rows)


def rate_by_rule(load):
    return 100 * succession(*visits_to_members(load))


# --- cycle 3: Mongolia --------------------------------------------------------------------------------------


def mongolias_visit(load):
    rows = load("suspect_visits").query(
        "iso3 == 'MNG' and row_kind == 'visit' and suspect == 'Vladimir Putin'"
    )
    return rows.iloc[0]


# --- claims -------------------------------------------------------------------------------------------------


def _claim_no_arrest(load):
    visit, (arrested, of) = mongolias_visit(load), visits_to_members(load)
    return Finding(
        bool(visit.arrested),
        "does not hold" if visit.arrested else "holds",
        f"He was in Mongolia on {visit.date.day} and {date_label(visit.end_date, 'day')} and was not "
        f"arrested. Before him the "
        f"table knows {of} visits of leaders in office to members, {arrested or 'none'} with an arrest, "
        f"all of one man: {rate_by_rule(load):.1f} % by "
        "the rule of succession. So the forecast came true, and the base rate was enough to make it. That "
        "says nothing "
        "on whether it was right not to arrest him.",
        sources=(visit.source_id, visit.source_id_2),
    )


def _events(load):
    return load("after_the_visit").set_index("event_id")


SEQUELS = (
    "2024-09-03-reaction",
    "2024-09-03-reaction-2",
    "2024-09-12-reaction",
    "2024-10-24-the-court",
    "2024-11-29-the-court",
    "2024-12-06-assembly-of-states-parties",
    "2025-01-17-partners",
    "2025-11-11-vote",
    "2025-12-03-vote",
    "2026-02-05-partners",
)


def _claim_standing(load):
    rows = _events(load).loc[list(SEQUELS)]
    day = {id: date_label(row.date, row.date_precision) for id, row in rows.iterrows()}
    eu, us, ukraine, court, appeal, assembly, france, vote, children, ministers = (day[id] for id in SEQUELS)
    return Finding(
        len(rows),
        "cannot be settled",
        f"A worry can't be seen; acts can. Regret from the European Union ({eu}), a reminder from the "
        f"United States ({us}), a "
        f"protest note from Ukraine ({ukraine}); a breach found by the Court ({court}), leave to appeal "
        f"refused to Mongolia "
        f"({appeal}), and no measure in the titles of its members' resolutions ({assembly}). Then an "
        f"agreement with a French "
        f"company ({france}), Mongolia's vote for the resolution on the Court's report ({vote}) and its "
        f"abstention on the return of Ukrainian children ({children}), a meeting "
        f"of foreign "
        f"ministers with the United States ({ministers}). That fits a state that worries and one that need "
        f"not; offers "
        "never made are in no table.",
        sources=tuple(dict.fromkeys(rows.source_id)),
    )


def _later(load):
    """His known trips and plans to members after Mongolia: rows of `cases`."""
    visit = mongolias_visit(load)
    rows = facts.cases(load("suspect_visits"), None)
    return rows[(rows.suspect == visit.suspect) & rows.member & (rows.date > visit.end_date)]


def _claim_little_can_be_done(load):
    later, findings = _later(load), load("noncompliance_findings")
    made, off = later[later.result == "made"], later[later.result == "called off"]
    place = ", ".join(f"{row.host} ({row.when})" for row in made.itertuples())
    own = findings[findings.finding_id == "mongolia-2024-10-24"].iloc[0]
    visit = mongolias_visit(load)
    rows = load("suspect_visits").set_index("visit_id").loc[later.visit_id]
    told = rows[rows.note.fillna("").str.contains("Kremlin itself named the warrant")]
    named = f"for {', '.join(f'{row.country} {row.date.year}' for row in told.itertuples())}"
    return Finding(
        len(made),
        "holds with a condition",
        f"No member arrested him: Mongolia did not, nor did {place}, the other member the table knows; the "
        f"finding of "
        f"{date_label(own.date, 'day')} carried no penalty. But {len(off)} known plans to travel to members "
        f"came to nothing "
        f"afterwards ({', '.join(f'{row.host} {row.date.year}' for row in off.itertuples())}); "
        f"{named} the Kremlin's side named the warrant, elsewhere the reasons differ or are not known. "
        "It holds for hosts who are willing to receive him. How far Mongolia would go, one visit "
        "can't show, nor "
        "what would have happened without it.",
        sources=tuple(dict.fromkeys([visit.source_id, own.source_id, *rows.source_id])),
    )


CLAIMS = {
    "C32": Fact(_claim_no_arrest),
    "C33": Fact(_claim_standing),
    "C36": Assessment(
        "cannot be settled",
        "A pariah for whom, and by what: votes, open doors, or people's opinion? The yardsticks disagree, "
        "and our tables hold no polls: the sentence needs a yardstick before it can be judged.",
        for_="Most states voted against the invasion of 2022, and he stayed away from summits in South "
        "Africa and Brazil."
        " Nearly all his known trips under the warrant went to states outside the Court.",
        against="Many doors stayed open, those of China and India among them; states that hold about half "
        "of mankind abstained in "
        "2022. A vote on a war is no vote on a person, and states outside the Court owe it no arrest.",
        dated="1 November 2026",
        source_ids=(
            "tong-krusekopf-2024",
            "ukraine-viz-roll-calls",
            "i24news-putin-south-africa",
            "babel-ua-putin-brazil",
            "business-standard-putin-india",
            "tass-putin-trips-2024",
        ),
    ),
    "C40": Fact(_claim_little_can_be_done),
}
