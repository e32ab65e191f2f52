"""The instructors' pages: every link leads somewhere, every command exists, and what they say of lessons is true."""

import json
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import start
from helpers import load, registry
from helpers.asking.claims import Assessment, ledger, registered
from helpers.asking.drawn import Drawn
from helpers.models.paired import t_quantile
from helpers.tables import date_label
from publishing import notes
from publishing.wall import never_by_hands

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "instructors"
PAGES = sorted(FOLDER.glob("*.md"))
OPENING = ("The question", "The article on one page", "At the door")
CYCLES = ("Cycle 1", "Cycle 2", "Cycle 3")
NOTES = {number: notes.read(number) for number in registry.LESSONS}


def text_of(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def in_one_line(text):
    return re.sub(r"\s+", " ", text)


def table_under(text, heading):
    """The cells of the first table under a heading, without its two head lines."""
    part = text.split(f"\n## {heading}\n", 1)[1]
    lines = [line for line in part.split("\n## ")[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def anchors(text):
    """The anchors of a page's headings, as code hosts make them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, flags=re.M)
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_every_command_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for link, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", text):
        target = (FOLDER / link) if link else page
        assert target.exists(), f"{page.name} links to {link}"
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), f"{link}#{anchor}"
    for command in re.findall(r"start\.py ([a-z]+)", text):
        assert command in start.COMMANDS or command == "help", f"{page.name} names start.py {command}"


def test_the_door_leads_to_every_page():
    door = text_of("README.md")
    assert not [page.name for page in PAGES if page.name != "README.md" and f"]({page.name})" not in door]


# --- which lesson, how long ---------------------------------------------------------------------------------


def minutes_of(number):
    """(opening, the three cycles, end) in minutes, as the notes' headings add up."""
    parts = Counter()
    for name, (planned, _) in NOTES[number].steps.items():
        first = name.partition(" · ")[0]
        parts["opening" if first in OPENING else first if first in CYCLES else "end"] += planned
    return [parts["opening"], *(parts[cycle] for cycle in CYCLES), parts["end"]]


def test_the_minutes_of_the_plan_are_those_of_the_headings():
    rows = table_under(text_of("planning.md"), "Where the minutes go")
    assert [int(row[0]) for row in rows] == list(registry.LESSONS)
    for row in rows:
        planned = [int(cell) for cell in row[1:7]]
        assert planned[:5] == minutes_of(int(row[0])), f"lesson {row[0]}"
        assert planned[5] == sum(planned[:5]) == NOTES[int(row[0])].minutes


def worth(number, skipped):
    """The minutes of what a row says to leave out first: steps of a cycle, a cycle, or a part named outright."""
    held = {name: planned for name, (planned, _) in NOTES[number].steps.items()}
    cycle = re.search(r"cycle (\d)", skipped)
    if steps := re.findall(r"\*([^*]+)\*", skipped):
        return sum(held[f"Cycle {cycle[1]} · {step}"] for step in steps)
    return minutes_of(number)[int(cycle[1])] if cycle else held["The rails"]


def test_what_is_skipped_first_is_worth_the_minutes_that_the_plan_says():
    for row in table_under(text_of("planning.md"), "Where the minutes go"):
        number, skipped = int(row[0]), row[7]
        if of := re.search(r"\((\d+) of (\d+)\)", skipped):
            assert int(of[1]) < int(of[2]) == NOTES[number].steps["Cycle 2 · Predict"][0]
        else:
            assert int(re.search(r"\((\d+)\)", skipped)[1]) == worth(number, skipped), f"lesson {number}"


def test_the_plan_names_the_lessons_as_the_readme_does():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    titles = dict(re.findall(r"^\| (\d) \| \[([^\]]+)\]", readme, flags=re.M))
    plan = text_of("planning.md")
    assert re.findall(r"^\| \[(\d) · ([^\]]+)\]\(notes/\d+\.md\)", plan, flags=re.M) == list(titles.items())


# --- what to mark -------------------------------------------------------------------------------------------


def test_the_rubrics_quote_what_the_lessons_promise():
    quoted = re.findall(r"\*([^*|]+)\* \((\d)\)", in_one_line(text_of("assessment.md")))
    assert len(quoted) >= 10
    for promise, number in quoted:
        assert promise in registry.collection("OBJECTIVES", int(number)), promise


def test_the_question_for_the_wall_is_one_that_can_be_counted_and_hands_only_where_they_may_be():
    rows = table_under(text_of("planning.md"), "One question for the wall")
    assert [int(number) for number, *_ in rows] == list(registry.LESSONS)
    for number, asked, by in rows:
        items = registry.collection("PREDICTIONS", int(number)).items()
        [(id, item)] = [(id, item) for id, item in items if asked in item.question]
        assert not isinstance(item, Drawn)
        assert by == ("slips or phones" if id in never_by_hands(int(number)) else "")


def test_every_lesson_has_its_exit_ticket():
    rows = table_under(text_of("assessment.md"), "Exit tickets")
    assert [int(number) for number, _ in rows] == list(registry.LESSONS)
    assert all(len(ticket.split()) >= 8 for _, ticket in rows)


def test_the_width_of_the_interval_is_that_of_the_classes_it_names():
    said = in_one_line(text_of("assessment.md"))
    widths = [2 * t_quantile(0.975, many - 1) * 2 / many**0.5 for many in (15, 40)]
    assert f"{widths[0]:.1f} questions wide in a class of 15 and {widths[1]:.1f} in one of 40" in said
    widths = [2 * t_quantile(0.975, 2 * many - 2) * 2 * (2 / many) ** 0.5 for many in (15, 40)]
    assert f"it is {widths[0]:.1f} and {widths[1]:.1f} wide" in said


def test_sample_work_adds_up_to_the_mark_it_was_given():
    text = in_one_line(text_of("assessment.md").split("## Sample work")[1].split("\n## ")[0])
    marked = re.findall(
        r"((?:Evidence|Two scores) \d.*?): \*\*(\d+) of (\d+)\*\*", re.sub(r"\([^()]*\)", "", text)
    )
    assert [most for _, _, most in marked] == ["8"] * 3 + ["10"] * 3
    for each, given, most in marked:
        points = [int(one) for one in re.findall(r"[a-z] (\d)\b", each)]
        assert sum(points) == int(given) and len(points) == int(most) // 2, each


# --- hard questions -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_verdicts_of_the_collection_are_counted():
    found = [registered(claim) for claim in ledger().index]
    facts = Counter(one.compute(load).verdict for one in found if not isinstance(one, Assessment))
    said = in_one_line(text_of("hard_questions.md"))
    assert (
        f"Of the article's {len(found)} claims {sum(facts.values())} are decided by tables: {facts['holds']} hold, "
        f"{facts['holds with a condition']} hold with a condition, {facts['does not hold']} does not hold, "
        f"{facts['cannot be settled']} cannot be settled. The other {len(found) - sum(facts.values())} are"
    ) in said


def test_the_box_says_how_far_the_tables_and_our_assessments_go():
    box = in_one_line(
        re.sub(
            r"^> ?", "", text_of("hard_questions.md").split("> **As of.**")[1].split("\n\n")[0], flags=re.M
        )
    )
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert f"put together on {day(package['created'][:10])};" in box
    days = [
        load(resource["name"])[field["name"]]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
        if field["name"] == "date"
    ]
    newest = max(dates.max() for dates in days)
    assert f"with a day in them is of {day(newest)}," in box
    months = load("trade_by_month")
    last = months[months.year == months.year.max()].month.max()
    assert f"trade by month goes to {pd.Timestamp(int(months.year.max()), int(last), 1):%B %Y}." in box
    dated = [found.dated for found in map(registered, ledger().index) if isinstance(found, Assessment)]
    assert f"the newest {day(max(map(pd.Timestamp, dated)))}." in box


def day(date):
    return date_label(date, "day")
