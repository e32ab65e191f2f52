"""Parts of the class report: its limits, before and after, the gradebook's column, figures for the wall, the memo."""

import datetime
import re

import pandas as pd
import pytest

from classroom import report
from classroom.answers import pages
from classroom.before_after import FAILURE, before_after
from classroom.handed_in import Student, read_folder
from classroom.items import all_items
from classroom.kept import long_table
from classroom.limits import Limits
from classroom.page import figures
from helpers import registry
from helpers.work import content
from tests.classroom.test_report import book, hand_in, judged, made, rows, said, tried

LESSONS = {3: "one_customer", 7: "the_court", 9: "decision_room"}
DAY = "2026-10-{:02d}T09:00:00.000000Z"


@pytest.fixture(autouse=True, scope="module")
def three_lessons():
    """Three lessons are enough, and ten take seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "LESSONS", LESSONS)
        yield


@pytest.fixture(scope="module")
def asked(three_lessons):
    return all_items()


def class_of(books):
    return [Student(f"s-{number}", [f"{number}.json"], one) for number, one in enumerate(books)]


def on(day, thing):
    """The same entry, kept on this day of October."""
    return {**thing, "at": DAY.format(day)}


# --- limited to a lesson, to some days --------------------------------------------------------------------------


@pytest.fixture
def over_days():
    tries = [
        {"value": value, "right": right, "at": DAY.format(day)}
        for day, value, right in ((1, 0.9, False), (9, 0.85, True))
    ]
    first, last = (
        {"stage": stage, "value": "holds", "confidence": 70, "reason": "", "at": DAY.format(day)}
        for stage, day in (("first", 1), ("last", 9))
    )
    return book(
        1,
        predictions={"3.peers_90": on(1, said(2)), "3.russia_2023": on(5, said(20))},
        answers={
            "3.hhi_2023": {**tries[-1], "tries": tries},
            "3.invisible": on(5, {**tried((28, True)), "tries": []}),
        },
        verdicts={"C17": {"first": first, "last": last, "history": [first, last]}},
    )


def october(day):
    return datetime.date(2026, 10, day)


def test_what_was_kept_outside_the_days_is_as_if_it_were_not_kept(over_days):
    assert Limits().within(over_days) == over_days
    later = Limits(since=october(5)).within(over_days)
    assert set(later["predictions"]) == {"3.russia_2023"}
    assert [one["value"] for one in later["answers"]["3.hhi_2023"]["tries"]] == [0.85]
    assert later["answers"]["3.invisible"]["value"] == 28
    assert later["verdicts"]["C17"]["first"] is None and later["verdicts"]["C17"]["last"]["stage"] == "last"
    earlier = Limits(until=october(4)).within(over_days)
    assert set(earlier["predictions"]) == {"3.peers_90"} and set(earlier["answers"]) == {"3.hhi_2023"}
    assert earlier["answers"]["3.hhi_2023"]["value"] == 0.9, "the answer of that day, not the last one"
    assert earlier["verdicts"]["C17"]["last"] is None and earlier["verdicts"]["C17"]["first"]
    one_day = Limits(since=october(5), until=october(5)).within(over_days)
    assert set(one_day["predictions"]) == {"3.russia_2023"} and not one_day["verdicts"]
    assert content.checked(one_day), "what is left is a workbook"


def test_a_report_of_one_lesson_or_some_days_says_so_and_holds_nothing_else(tmp_path, over_days):
    hand_in(tmp_path / "class", "a", over_days)
    hand_in(tmp_path / "class", "b", book(2, answers={"7.articles": tried(([59, 89], True))}))
    all_of_it = made(tmp_path / "class", tmp_path / "all")
    three = made(tmp_path / "class", tmp_path / "three", "--lesson", "3")
    assert 'id="lesson-7"' in all_of_it["report.html"] and 'id="lesson-7"' not in three["report.html"]
    assert "lesson 3, One customer, only" in three["report.html"]
    assert {row["lesson"] for row in rows(three["items.csv"])} == {"3"}
    assert rows(three["checks.csv"]) and not [
        row for row in rows(three["checks.csv"]) if row["lesson"] != "3"
    ]
    late = made(tmp_path / "class", tmp_path / "late", "--since", "2026-10-05", "--until", "2026-10-31")
    assert "kept from 2026-10-05 to 2026-10-31" in late["report.html"]
    assert [row["id"] for row in rows(late["predictions.csv"])] == ["3.russia_2023"]


@pytest.mark.parametrize("typed", [["--since", "October"], ["--lesson", "12"], ["--until", "2026-13-01"]])
def test_a_limit_that_is_none_gets_one_sentence(tmp_path, capsys, typed):
    hand_in(tmp_path / "class", "a", book(1, predictions={"3.peers_90": said(2)}))
    assert report.main([str(tmp_path), "class", *typed]) == 1
    message = capsys.readouterr().err.strip()
    assert message.startswith("That could not be read") and "\n" not in message


# --- before and after ------------------------------------------------------------------------------------------


def answers(form, right):
    """Answers to the questions of one form: the first `right` of them right, the others wrong."""
    found = [one for lesson in registry.LESSONS for one in registry.collection(form.upper(), lesson).items()]
    chosen = [
        (id, (item.right(registry.tables()) + (number >= right)) % len(item.options))
        for number, (id, item) in enumerate(found)
    ]
    return {id: tried((value, None)) for id, value in chosen}


def compared(asked, *pairs):
    """What the report compares of a class: (right before, right after) of each, None for a form not answered."""
    books = [
        book(
            number,
            quiz={
                id: one
                for form, right in zip(("before", "after"), pair, strict=True)
                if right is not None
                for id, one in answers(form, right).items()
            },
        )
        for number, pair in enumerate(pairs)
    ]
    return before_after(long_table(class_of(books), asked), asked)


def test_before_and_after_are_compared_over_those_who_answered_all_of_both(asked):
    found = compared(asked, (1, 3), (0, 2), (1, 2), (2, 3), (0, 3), (3, None), (None, 0))
    assert found.answered == (6, 6, 5) and found.of == 3
    assert found.means == pytest.approx((0.8, 2.6)) and found.gain.mean == pytest.approx(1.8)
    assert found.gain.many == 5 and 0 < found.gain.low < 1.8 < found.gain.high
    assert [one[0] for one in found.items] == [3, 7, 9]
    assert [one[2:] for one in found.items] == [
        pytest.approx(pair) for pair in ((0.6, 1), (0.2, 1), (0, 0.6))
    ]
    assert "gained" in found.says


def test_a_gain_that_is_not_shown_and_one_that_failed_are_said_to_be(asked):
    nothing = compared(asked, (0, 3), (3, 0), (1, 3), (3, 1), (2, 2), (1, 1))
    assert nothing.gain.low <= 0 <= nothing.gain.high and "no gain is shown" in nothing.says
    failed = compared(asked, *[(1, 1)] * 9, (1, 2))
    assert failed.gain.high < 1 and "failed" in failed.says
    few = compared(asked, (0, 3), (1, 2), (0, 1), (1, 3))
    assert few.answered == (4, 4, 4) and few.gain is None and few.says == ""
    assert compared(asked, (None, None)) is None


def test_the_report_shows_both_with_the_interval_and_says_first_what_would_be_failure(tmp_path):
    for number, pair in enumerate([(1, 3), (0, 2), (1, 2), (2, 3), (0, 3)]):
        quiz = {**answers("before", pair[0]), **answers("after", pair[1])}
        hand_in(tmp_path / "class", f"n{number}", book(number + 1, quiz=quiz))
    files = made(tmp_path / "class", tmp_path / "out")
    text = re.sub(r"\s+", " ", files["report.html"])
    assert FAILURE.split(",")[0] in text and text.index(FAILURE.split(",")[0]) < text.index(
        "The mean difference is"
    )
    assert "The mean difference is +1.8, with a 95 % interval from +0.8 to +2.8" in text
    kept = rows(files["before_after.csv"])
    assert len(kept) == 5 * 6 and {row["form"] for row in kept} == {"before", "after"}
    assert not rows(files["quiz.csv"]), "they are no quiz"
    assert 'id="lesson-3"' not in text, "and nobody began a lesson by them"
    assert (
        "Before and after" not in made(tmp_path / "class", tmp_path / "three", "--lesson", "3")["report.html"]
    )


# --- the gradebook's column, and the memo ------------------------------------------------------------------------


def test_the_gradebook_gets_done_or_nothing(tmp_path):
    whole = {id: tried((0, False)) for id in registry.collection("QUIZ", 3)}
    hand_in(tmp_path / "class", "Zoe", book(1, quiz=whole))
    hand_in(tmp_path / "class", "=Adam", book(2, quiz=dict(list(whole.items())[1:])))
    named = rows(made(tmp_path / "class", tmp_path / "named", "--names")["completion.csv"])
    assert list(named[0]) == ["file", "lesson 3", "lesson 7", "lesson 9"]
    assert [(row["file"].split("/")[0], row["lesson 3"], row["lesson 7"]) for row in named] == [
        ("'=Adam", "", ""),
        ("Zoe", "done", ""),
    ]
    coded = rows(made(tmp_path / "class", tmp_path / "coded")["completion.csv"])
    assert sorted(row["lesson 3"] for row in coded) == ["", "done"]
    assert all(row["student"].startswith("s-") for row in coded)


def test_who_wrote_the_memo_is_known_and_what_it_says_is_not(tmp_path):
    written = "I advise to consult first because law and fuel both hang on the answer."
    notes = {"memo.why": {"text": written, "at": DAY.format(1)}}
    hand_in(tmp_path / "class", "a", book(1, notes=notes, predictions={"9.advice": said(4)}))
    short = {"memo.why": {"text": "Because.", "at": DAY.format(1)}}
    hand_in(tmp_path / "class", "b", book(2, notes=short, predictions={"9.advice": said(4)}))
    assert sorted(one.memo for one in read_folder(tmp_path / "class").students) == [False, True]
    files = made(tmp_path / "class", tmp_path / "out", "--names")
    assert "1 student wrote the memo" in files["report.html"]
    assert sorted(row["memo"] for row in rows(files["students.csv"])) == ["no", "yes"]
    assert not [name for name, text in files.items() if written[:20] in text]


# --- figures for the wall ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def five():
    drawn = [float(n) for n in range(33)]
    return [
        book(
            number + 1,
            predictions={
                "3.china_1991": said([one + number for one in drawn]),
                "3.peers_90": said(number),
                "3.what_happened": said(2),
                **({"3.russia_2023": said(10)} if number < 4 else {}),
            },
            verdicts={
                "C15": judged("holds", "holds"),
                "C17": judged("holds", None) if number < 4 else judged(None, None),
            },
        )
        for number in range(5)
    ]


def test_figures_for_the_wall_know_nothing_of_what_came_out(asked, five):
    kept = long_table(class_of(five), asked)
    shown = figures(asked, kept, Limits())
    nothing = {"answer": None, "tables_say": None, "says": None, "basis": "", "dated": ""}
    blind = asked.assign(
        **{name: pd.Series([value] * len(asked), dtype=object) for name, value in nothing.items()}
    )
    assert figures(blind, kept, Limits()) == shown
    assert 'id="3.peers_90"' in shown and 'id="C15"' in shown and "<svg" in shown


def test_a_figure_needs_five_answers(asked, five):
    shown = figures(asked, long_table(class_of(five), asked), Limits())
    assert 'id="3.russia_2023"' not in shown and 'id="C17"' not in shown
    none = figures(asked, long_table(class_of(five[:4]), asked), Limits())
    assert "<section" not in none and "Nothing was answered by 5" in none


@pytest.mark.browser
@pytest.mark.parametrize("page", [{"color_scheme": one} for one in ("light", "dark")], indirect=True)
def test_figures_and_answers_can_be_read_by_everybody_and_on_a_phone(asked, five, page, violations):
    page.set_viewport_size({"width": 360, "height": 740})
    shown = {
        "figures": figures(asked, long_table(class_of(five), asked), Limits()),
        **pages([3, 9]),
    }
    for name, text in shown.items():
        page.set_content(text)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        assert violations(page) == [], name
    assert not page.complaints
