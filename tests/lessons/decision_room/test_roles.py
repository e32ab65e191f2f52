"""The role cards of lesson 9: short, sourced, no later than the evening they speak of, and true to the tables."""

import calendar
import datetime
import re
from pathlib import Path

import pytest

from helpers import load
from helpers.lessons.decision_room.options import CRITERIA, OPTIONS
from helpers.lessons.fuel_and_rails.facts import USED, lamp_parts
from helpers.lessons.will_they_arrest.facts import cases, chosen, stays
from helpers.lessons.will_they_arrest.findings import fuller_count

ROLES = Path(__file__).resolve().parents[3] / "instructors" / "roles"
CHAIRS = {
    "president": "The president",
    "foreign_minister": "The foreign minister",
    "energy_minister": "The energy minister",
    "prosecutors_office": "The prosecutor's office",
    "russia": "Russia",
    "china": "China",
    "european_union": "The European Union",
}
EVENING = datetime.date(2024, 9, 1)
DAYS_BY_RAIL = 6
MOST_WORDS = 330
MARK = re.compile(r"\[\[([^\]]+)\]\]\(\.\./\.\./data/sources\.csv\)")
LESSON = re.compile(r"\[[Ll]esson (\d)\]\(\.\./\.\./notebooks/0(\d)_\w+\.ipynb\)")
MONTHS = list(calendar.month_name)[1:]
DATE = re.compile(rf"(?:(\d{{1,2}}) )?\b({'|'.join(MONTHS)})\b(?: (\d{{4}}))?")
YEAR = re.compile(r"\b((?:19|20)\d\d)(?:–(\d\d))?\b")
UNION = "AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU SVK SVN SWE"

every_card = pytest.mark.parametrize("card", CHAIRS)


def text_of(card):
    return (ROLES / f"{card}.md").read_text(encoding="utf-8")


def readable(text):
    """The text as it is read: marks and link targets gone."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", MARK.sub("", text))


def blocks(text):
    """Paragraphs and list items below the title."""
    return [
        block.strip()
        for block in re.split(r"\n\n|\n(?=- )", text)
        if block.strip() and not block.startswith("# ")
    ]


def items(text, heading):
    """The list under a heading in bold."""
    after = text.split(f"**{heading}**\n\n", 1)[1]
    return re.findall(r"^- (.+)$", after.split("\n\n", 1)[0], re.MULTILINE)


def later_dates(text):
    """Dates in the text that are later than the evening; a day without a year is taken for one of 2024."""
    found = []
    for day, month, year in DATE.findall(text):
        when = datetime.date(int(year or 2024), MONTHS.index(month) + 1, int(day or 1))
        if when > EVENING:
            found.append(f"{day} {month} {year}".strip())
    found += [
        year for year, until in YEAR.findall(text) if int(year[:2] + until if until else year) > EVENING.year
    ]
    return found


@every_card
def test_a_card_has_its_parts(card):
    text = text_of(card)
    assert text.startswith(f"# {CHAIRS[card]}")
    assert re.search(r"^\*.+, evening of 1 September 2024\*$", text, re.MULTILINE)
    assert "**Who you are, and what you want tonight.**" in text
    assert len(items(text, "Your interests")) == 3
    assert len(items(text, "Facts you may use")) in (3, 4)
    assert len(items(text, "Red lines")) in (1, 2)
    assert re.search(r"^\*\*Ask .+:\*\* .+\?$", text, re.MULTILINE)


def test_each_chair_is_asked_once():
    asked = [re.search(r"\*\*Ask (.+):\*\*", text_of(card))[1].lower() for card in CHAIRS]
    assert sorted(asked) == sorted(chair.lower() for chair in CHAIRS.values())


@every_card
def test_each_fact_red_line_and_secret_has_a_source(card):
    text = text_of(card)
    told = items(text, "Facts you may use") + items(text, "Red lines") + re.findall(r"\*\*Secret .+", text)
    bare = [one for one in told if not MARK.search(one) and not LESSON.search(one)]
    assert not bare


@every_card
def test_a_red_line_says_whether_it_was_stated(card):
    for line in items(text_of(card), "Red lines"):
        assert re.search(r"\*([Ii]nferred|stated)\b", line), line


@pytest.mark.parametrize("page", sorted(ROLES.glob("*.md")), ids=lambda page: page.stem)
def test_marks_and_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    known = set(load("sources").source_id)
    assert not [mark for mark in re.findall(r"\[\[([^\]]+)\]\]", text) if mark not in known]
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    assert not [target for target in targets if not (ROLES / target).exists()]


@every_card
def test_nothing_is_later_than_the_evening(card):
    assert not later_dates(readable(text_of(card)))


def test_a_later_date_is_noticed():
    told = "On 24 October 2024 and 2 September, in December 2025, in 2026 and in winter 2024–25; on 30 August and 1999."
    assert later_dates(told) == ["24 October 2024", "2 September", "December 2025", "2025", "2026", "2024"]


@every_card
def test_a_card_is_short_and_quotes_nobody(card):
    text = readable(text_of(card))
    assert len(text.split()) <= MOST_WORDS
    assert not set(text) & set('"“”«»')


@every_card
def test_each_number_stands_beside_its_source(card):
    for block in blocks(text_of(card)):
        told = re.sub(r"evening of 1 September 2024|AI-92", "", readable(block))
        if re.search(r"\d", told):
            assert MARK.search(block) or LESSON.search(block), block


# What the tables say, in the words of the cards.


def fuel(**wanted):
    rows = load("fuel_electricity")
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    (value,) = rows.value
    return value


def share(flow):
    rows = load("trade_partners_official").query("year == 2023 and flow == @flow")
    value = rows.set_index("partner_kind").value_usd_million["world"]
    (china,) = rows[rows.partner == "China"].value_usd_million
    return f"{100 * china / value:.1f} %"


def told(fact, *numbers):
    """The numbers, if the row of lesson_facts holds each of them and isn't later than the evening."""
    row = load("lesson_facts").set_index("fact_id").loc[fact]
    assert row.date.date() <= EVENING
    assert all(number in row.fact for number in numbers), (fact, numbers)
    return numbers


def from_tables():
    """Card -> the phrases that must stand in it, each computed from data/."""
    petrol = fuel(year=2023, carrier="AI-92 petrol", measure="share of imports by origin", origin="Russia")
    stock = {"measure": "stock in days of use", "detail": "whole country", "year": 2022}
    line = fuel(year=2022, carrier="electricity", measure="import capacity", origin="Russia")
    peak = fuel(carrier="electricity", measure="peak load")
    used = lamp_parts(load("fuel_electricity"), load("electricity_balance"), USED).share_percent.iloc[0]
    by_rail = load("fuel_electricity").query(
        "year == 2021 and carrier == 'oil products' and origin == 'China'"
    )
    (by_rail,) = by_rail.query("measure == 'imports by origin' and unit == 'tonnes'").itertuples()
    assert f"in {DAYS_BY_RAIL} days" in by_rail.note
    burned = fuel(year=2022, carrier="diesel", measure="use", unit="tonnes per day")
    required = load("fuel_electricity").query("measure == 'stock required' and year == 2020").note.item()
    railway = load("ownership_stakes").query("asset == 'Ulaanbaatar Railway'").russian_share_percent.item()

    visits = load("visits").query("'2024-01-01' <= date <= '2024-09-01' and direction == 'inbound'")
    guests = visits[
        visits.office_kind.isin(["head of state", "head of government", "foreign minister"])
    ].country
    texts = load("ukraine_resolutions").query("date <= '2024-09-01'").resolution
    votes = load("ukraine_votes").query("iso3 == 'MNG' and vote != 'unknown'")
    votes = votes[votes.resolution.isin(texts)].vote.value_counts()
    known = cases(load("suspect_visits"))
    trips = chosen(stays(known), "leaders in office", "members")
    plans = known.query("office == 'in office' and member")
    states = load("states_parties").query("entered_into_force <= '2024-09-01'")
    states = states[~(states.withdrew <= "2024-09-01")].set_index("iso3")
    judge = load("legal_positions").set_index("position_id").claim["mongolia-01"]
    assert "81 of 114 votes" in judge
    assert votes.sum() == votes.abstain + votes.yes and votes.yes == 1
    assert not trips.arrested.any() and set(trips.suspect) == {"Omar al-Bashir"}
    assert {"RUS", "CHN"}.isdisjoint(states.index)
    assert set(UNION.split()) <= set(states.index)
    named = sorted(guests.unique())
    battle = load("lesson_facts").set_index("fact_id").date["khalkhin-gol-dates"].year
    cut = told("power-letter-2023", "150 MW")[0]
    bound = states.entered_into_force["MNG"]
    exports, imports = told("eu-trade-2022", "1.1 %", "9.4 %")
    return {
        "president": [
            f"{told('election-2024', '68 of 126 seats')[0]}",
            f"the {EVENING.year - battle}th anniversary of a battle of {battle}",
        ],
        "foreign_minister": [
            f"of {len(named)} countries came to you",
            *(name for name in named),
            f"the {votes.sum()} texts about Ukraine",
            f"abstained {votes.abstain} times and said yes once",
            "81 of 114 votes",
        ],
        "energy_minister": [
            f"{petrol:.0f} % of the common petrol",
            f"diesel for {fuel(**stock, carrier='diesel'):.0f} days",
            f"AI-92 for {fuel(**stock, carrier='AI-92 petrol'):.0f}.",
            f"was {re.match(r'30 days', required)[0]}",
            f"rule of {re.match(r'30 days', required)[0]}",
            f"{used:.0f} % came from Russia",
            f"carry {line:.0f} MW, {100 * line / peak:.0f} % of the peak",
            f"at most {cut}",
        ],
        "prosecutors_office": [
            f"bound since {bound.day} {MONTHS[bound.month - 1]} {bound.year}",
            f"made {len(trips)} trips to members, all of them Omar al-Bashir of Sudan",
            f"a report of 2018 has {fuller_count(load)}",
            f"{(plans.result == 'called off').sum()} more were called off",
        ],
        "russia": [
            f"{told('pipeline-plan-2023', '960 km')[0]} of the planned pipeline",
            f"about {petrol:.0f} % of Mongolia's AI-92 petrol",
            f"{railway:.0f} % of the Ulaanbaatar Railway",
        ],
        "china": [
            f"{share('export')} of Mongolia's exports",
            f"{share('import')} of its imports",
            f"about {round(by_rail.value / DAYS_BY_RAIL, -1):,.0f} tonnes of fuel a day",
            f"about {burned:,.0f} tonnes a day",
        ],
        "european_union": [
            f"All {len(UNION.split())} members of the Union",
            f"{exports} of Mongolia's exports",
            f"{imports} of its imports",
        ],
    }


@pytest.fixture(scope="module")
def phrases():
    return from_tables()


@every_card
def test_the_numbers_are_those_of_the_tables(card, phrases):
    text = " ".join(readable(text_of(card)).split())
    assert not [phrase for phrase in phrases[card] if phrase not in text]


@every_card
def test_no_number_goes_unchecked(card, phrases):
    """What is left without the checked phrases, dates, articles and names of petrol holds no digit."""
    text = " ".join(readable(text_of(card)).split())
    for phrase in phrases[card]:
        text = text.replace(phrase, "")
    text = re.sub(r"AI-92|lesson \d|rule \d{3}|[Aa]rticles? \d+(\(\d\))?( and \d+)?|\(\d{2,3}\)", "", text)
    text = YEAR.sub("", DATE.sub("", text))
    assert not re.findall(r"\S*\d\S*", text)


POSITIONS = {
    "fuel-talks-2023": ("energy_minister", "December 2023"),
    "power-letter-2023": ("energy_minister", "12 December 2023"),
    "medvedev-on-an-arrest-2023": ("russia", "March 2023"),
    "pipeline-left-out-2024": ("russia", "August 2024"),
    "china-on-the-warrant-2023": ("china", "20 March 2023"),
    "xi-on-independence-2023": ("china", "October 2023"),
    "eu-on-the-warrant-2023": ("european_union", "19 March 2023"),
    "eu-mongolia-agreement-2013": ("european_union", "2013"),
}


@pytest.mark.parametrize("fact", POSITIONS)
def test_what_a_chair_once_said_is_dated_and_sourced_as_in_its_table(fact):
    card, told_when = POSITIONS[fact]
    row = load("lesson_facts").set_index("fact_id").loc[fact]
    assert row.date.date() <= EVENING
    day = f"{row.date.day} " if row.date_precision == "day" else ""
    assert f"{day}{MONTHS[row.date.month - 1]} {row.date.year}".endswith(told_when)
    first = next(block for block in blocks(text_of(card)) if row.source_id in MARK.findall(block))
    assert told_when in first


def test_the_vote_sheet_has_the_options_and_criteria_of_the_room():
    sheet = (ROLES / "vote_sheet.md").read_text(encoding="utf-8")
    (header,) = re.findall(r"^\| chair \| (.+) \|$", sheet, re.MULTILINE)
    assert header.split(" | ") == list(OPTIONS.values())
    rows = re.findall(r"^\| ((?:The |Russia|China)[^|]*?) \|", sheet, re.MULTILINE)
    assert rows == list(CHAIRS.values())
    criteria = " ".join(sheet.split()).split("belongs to (", 1)[1].split(")", 1)[0]
    assert [one.lower() for one in criteria.split(" · ")] == [one.lower() for one in CRITERIA.values()]


def test_the_guide_reads_out_the_same_options():
    guide = " ".join((ROLES / "README.md").read_text(encoding="utf-8").replace("\n> ", " ").split())
    options = guide.split("There are five options: ", 1)[1].split(", under article 97", 1)[0]
    assert options.split("; ") == [one[0].lower() + one[1:] for one in OPTIONS.values()]
