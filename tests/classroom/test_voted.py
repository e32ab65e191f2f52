"""Votes in class beside workbooks: read from what the wall saves, shown from five on, added to nothing."""

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup

from classroom import report, voted
from classroom.before_after import FEWEST, in_class
from classroom.items import all_items
from helpers import registry
from helpers.asking.claims import VERDICTS
from helpers.asking.quiz import of_all
from tests.classroom.test_report import book, hand_in, made, said

LESSONS = {3: "one_customer", 9: "decision_room"}
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True, scope="module")
def two_lessons():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "LESSONS", LESSONS)
        yield


@pytest.fixture(scope="module")
def asked(two_lessons):
    return all_items()


def counts(id, vote, bars):
    """The rows of a vote as the wall saves them. bars: {label: how many}."""
    many = sum(bars.values())
    return [(id, "?", vote, many, label, "count", value) for label, value in bars.items()]


def lines(id, many, *years):
    quartiles = zip(voted.QUARTILES, (10, 20, 30), strict=True)
    return [(id, "?", 1, many, year, what, value) for what, value in quartiles for year in years]


def written(rows, delimiter=",", head=voted.HEAD):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC).writerows([head, *rows])
    return out.getvalue()


def save(folder, rows, name="votes-lesson-3.csv", **how):
    path = folder / name
    path.write_text(rows if isinstance(rows, str) else written(rows, **how), "utf-8")
    return path


CHOICE = "3.what_happened"
PEERS = {"0–4 economies": 5, "5–44 economies": 3}


def options():
    return registry.find("PREDICTIONS", CHOICE).options


def verdicts(*numbers):
    return dict(zip(VERDICTS.values(), numbers, strict=True))


def choices(*numbers):
    return dict(zip(options(), numbers, strict=True))


def everything():
    return [
        *counts(CHOICE, 1, choices(4, 1, 0, 2)),
        *counts(CHOICE, 2, choices(1, 1, 0, 6)),
        *counts("3.peers_90", 1, PEERS),
        *counts("first:C17", 1, verdicts(6, 0, 0, 0)),
        ("first:C15", "?", 1, 3, "", "too few to show", ""),
        *lines("3.china_1991", 14, *range(1991, 2024)),
        *counts("7.nowhere", 1, {"yes": 9}),
    ]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_what_the_wall_saved_is_read_also_after_a_spreadsheet_saved_it_again(tmp_path, asked, delimiter):
    found = voted.votes([save(tmp_path, "\ufeff" + written(everything(), delimiter))], asked)
    assert set(found) == {CHOICE, "3.peers_90", "C17", "C15", "3.china_1991"}
    first, second = found[CHOICE]
    assert [count for _, count, _ in first.bars] == [4, 1, 0, 2] and (first.round, second.round) == (
        "first",
        "second",
    )
    assert found["C15"][0].bars == [] and found["C15"][0].answers == 3
    assert found["3.china_1991"][0].says.startswith(
        "in 1991 the median is 20 %, the middle half from 10 to 30 %; in 2023"
    )


def test_below_the_walls_threshold_nothing_is_shown_whatever_a_file_holds(tmp_path, asked):
    found = voted.votes([save(tmp_path, counts(CHOICE, 1, choices(1, 1, 0, 2)))], asked)
    assert found[CHOICE][0].bars == [] and found[CHOICE][0].answers == voted.FEWEST - 1


BAD = {
    "no table": lambda: "hello",
    "nothing": lambda: "",
    "only a head": lambda: written([]),
    "another table": lambda: written([("3.peers_90", 1)], head=["question", "vote"]),
    "a cell too many": lambda: written([(*counts(CHOICE, 1, choices(4, 1, 0, 2))[0], "more")]),
    "bytes": lambda: "\x00\x01" * 50,
    "a sum that is wrong": lambda: written(counts(CHOICE, 1, choices(4, 1, 0, 2))[:2]),
    "an option that is none": lambda: written(counts(CHOICE, 1, {**choices(4, 1, 0, 2), HOSTILE: 1})),
    "a third round": lambda: written(counts(CHOICE, 3, choices(4, 1, 0, 2))),
    "less than nothing": lambda: written(counts("3.peers_90", 1, {"a": 9, "b": -1})),
    "no number": lambda: written([("3.peers_90", "?", 1, "many", "a", "count", 9)]),
    "a label without end": lambda: written(counts("3.peers_90", 1, {"a" * 99: 9})),
    "a line outside": lambda: written([(*row[:6], 900) for row in lines("3.china_1991", 14, 1991, 2023)]),
    "a line without its end": lambda: written(lines("3.china_1991", 14, 1991)),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_holds_no_counts_gets_one_sentence(tmp_path, asked, kind, capsys):
    path = save(tmp_path, BAD[kind](), "poll.csv")
    with pytest.raises(voted.Unread, match=r"^poll\.csv .+\.$"):
        voted.votes([path], asked)
    hand_in(tmp_path / "class", "a", book(1, predictions={"3.peers_90": said(2)}))
    assert report.main([str(tmp_path), "class", "--votes", "poll.csv", "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert report.main([str(tmp_path), "class", "--votes", "none.csv", "--out", str(tmp_path / "out")]) == 1
    assert "none.csv could not be read" in capsys.readouterr().err


def test_votes_stand_beside_the_workbooks_and_are_added_to_nothing(tmp_path):
    for number in (1, 2):
        hand_in(
            tmp_path / "class",
            str(number),
            book(number, predictions={CHOICE: said(0), "3.peers_90": said(2)}),
        )
    alone = made(tmp_path / "class", tmp_path / "alone")
    path = save(tmp_path, everything())
    beside = made(tmp_path / "class", tmp_path / "beside", "--votes", str(path))
    pages = [BeautifulSoup(one["report.html"], "html.parser") for one in (alone, beside)]
    card = pages[1].find(id=CHOICE)
    heads = [" ".join(one.get_text().split()) for one in card.select(".voted > p")]
    assert heads == ["In class, first vote: 7 answers.", "In class, second vote: 8 answers."]
    assert [one.get_text() for one in card.select(".voted")[1].select(".n")] == ["1", "1", "0", "6"]
    assert "In class, first vote: 3 answers, too few to show." in " ".join(
        pages[1].find(id="C15").get_text().split()
    )
    for one in pages[1].select(".voted"):
        one.decompose()
    cards = [" ".join(one.find(id="lesson-3").parent.get_text().split()) for one in pages]
    assert cards[0] == cards[1], "without the votes the page is the same"
    assert {name: text for name, text in alone.items() if name.endswith(".csv")} == {
        name: text for name, text in beside.items() if name.endswith(".csv")
    }


def test_a_class_without_workbooks_has_a_report_of_its_votes_and_files_are_told_apart(tmp_path):
    (tmp_path / "class").mkdir()
    two = [save(tmp_path, counts(CHOICE, 1, choices(4, 1, 0, 2)), f"{one}.csv") for one in "ab"]
    page = made(tmp_path / "class", tmp_path / "out", "--votes", str(two[0]), "--votes", str(two[1]))[
        "report.html"
    ]
    assert "In class (file 1), first vote:" in page and "In class (file 2), first vote:" in page


# --- before and after --------------------------------------------------------------------------------------------


def right(form, *numbers):
    """The counts of a form. numbers: how many questions each of a class had right."""
    labels = [str(one) for one in range(len(of_all(form)) + 1)]
    return counts(form, 1, {label: numbers.count(int(label)) for label in labels})


def test_before_and_after_in_class_are_two_groups_with_welchs_interval(tmp_path):
    (tmp_path / "class").mkdir()
    before = save(tmp_path, right("before", 0, 0, 1, 1, 0, 1), "before.csv")
    after = save(tmp_path, right("after", 2, 2, 1, 2, 2, 2, 1, 2), "after.csv")
    page = made(tmp_path / "class", tmp_path / "both", "--votes", str(before), "--votes", str(after))[
        "report.html"
    ]
    text = " ".join(BeautifulSoup(page, "html.parser").get_text().split())
    assert (
        "6 students answered before, with 0.5 right on average; 8 students answered after, with 1.8" in text
    )
    assert "two groups and not pairs" in text and "Welch" in text
    # the same by hand: 1.25, its variance 0.3/6 + 0.2143/8, 10.6 degrees of freedom, t of 2.21
    assert re.search(
        r"The difference of the two means is \+1\.2, with a 95 % interval from \+0\.6 to \+1\.9", text
    )
    assert "the class gained" in text
    one = made(tmp_path / "class", tmp_path / "one", "--votes", str(before))["report.html"]
    assert f"A comparison needs {FEWEST} answers on each" in one and "interval from" not in one
    three = made(tmp_path / "class", tmp_path / "three", "--votes", str(before), "--lesson", "3")[
        "report.html"
    ]
    assert "before the lessons" not in three


def test_of_fewer_than_five_no_mean_is_given():
    assert in_class([], []) is None
    few = in_class([1] * (FEWEST - 1), [2] * FEWEST)
    assert few.means == (None, 2) and few.gain is None and few.says == ""
    assert "right on average; " not in few.groups
