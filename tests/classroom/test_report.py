"""The class report: counts that are right, names that stay out, and files from strangers that do no harm."""

import csv
import io
import json
import os
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from classroom import handed_in, overview, page, report, roads, tables, tally
from classroom.items import Item, all_items
from classroom.kept import hit, long_table
from classroom.overlaid import FEWEST_LINES
from classroom.tally import predicted
from helpers import registry
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice, Number, Outcome, Probability
from helpers.lessons.decision_room import options
from helpers.words import amount
from helpers.work import content

STYLE = Path(report.__file__).with_name("report.css")
HOSTILE = '<script>alert("x")</script>'
FORMULA = '=HYPERLINK("http://x.example","y")'
SECRET = "my name is Zoë Müller"
NOTE = "written for nobody else"
LESSONS = {3: "one_customer", 9: "decision_room"}
TO_CONSULT = [
    *("a-jurisdiction-yes", "a-request-yes", "a-cooperate-yes", "a-27-members", "a-98-yes", "a-98-2-no"),
    *("a-consult", "a-finding-sent"),
]
VOID = ["a-jurisdiction-no"]


@pytest.fixture(autouse=True, scope="module")
def two_lessons():
    """Two lessons are enough, and ten take seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "LESSONS", LESSONS)
        yield


def at(second):
    return f"2026-09-01T09:00:{second:02d}.000000Z"


def tried(*tries):
    """An answer with tries (value, right)."""
    made = [{"value": value, "right": right, "at": at(second)} for second, (value, right) in enumerate(tries)]
    return {**made[-1], "tries": made}


def said(value, sure=None, second=0):
    return {"value": value, "confidence": sure, "reason": SECRET, "at": at(second)}


def judged(first, last):
    stages = [
        {"stage": stage, **said(value, 70, second)}
        for second, (stage, value) in enumerate((("first", first), ("last", last)))
        if value
    ]
    return {"first": stages[0] if first else None, "last": stages[-1] if last else None, "history": stages}


def book(number, **sections):
    """A workbook of student `number` (a digit, or "" for none)."""
    return {
        **content.empty(),
        "student": number and f"{number}" * 8,
        "since": at(0),
        "notes": {"3.margin": {"text": NOTE, "at": at(0)}},
        **sections,
    }


YES, WITH, NO, OPEN = "holds", "holds with a condition", "does not hold", "cannot be settled"
WEIGHTS = [0, 0, 10, 0, 0, 0]
FIVE = {
    "Zoë Müller_1": book(
        1,
        predictions={"3.peers_90": said(2, 90), "9.advice": said(4)},
        verdicts={"C17": judged(YES, WITH)},
        answers={
            "3.hhi_2023": tried((0.92, False), (0.85, True)),
            "3.years_near_90": tried(([HOSTILE], False)),
            "9.weights": tried((WEIGHTS, None)),
            "7.road": tried((VOID, None), (TO_CONSULT, None)),
            "7.other": tried((["has to", SECRET], None)),
            **{options.score_id(one): tried(([2, 0, 0, 1, 1], None)) for one in options.CRITERIA},
        },
        quiz={"3.quiz.hhi": tried((0, False), (1, True))},
    ),
    "Bat-Erdene_2": book(
        2,
        predictions={"3.peers_90": said(30, 80), "9.advice": said(4)},
        verdicts={"C17": judged(YES, WITH)},
        answers={
            "3.hhi_2023": tried((0.92, False)),
            "3.years_near_90": tried(([HOSTILE], False)),
            "7.road": tried((VOID, None)),
            "7.other": tried((["need not", HOSTILE], None)),
        },
        quiz={"3.quiz.hhi": tried((1, True))},
    ),
    "Chimeg_3": book(
        3,
        predictions={"3.peers_90": said(3, 50)},
        verdicts={"C17": judged(NO, WITH)},
        answers={"3.hhi_2023": tried((0.85, True)), "3.years_near_90": tried((["Chimeg_was_here"], False))},
        quiz={"3.quiz.hhi": tried((0, False))},
    ),
    "Dörte_4": book(
        4,
        predictions={"3.peers_90": said(44), "9.advice": said(0)},
        verdicts={"C17": judged(YES, YES)},
        answers={
            "3.hhi_2023": tried((0.92, False), (5, False)),
            "3.years_near_90": tried(([FORMULA], False)),
            "3.invisible": tried((-15, False)),
        },
    ),
    "O'Neil, Eve_5": book(
        5,
        predictions={"3.russia_2023": said(20), "3.peers_90": said("many"), "3.what_happened": said(2, 60)},
        verdicts={"C17": judged(None, OPEN)},
        answers={"3.years_near_90": tried(([FORMULA], False))},
        quiz={"3.quiz.hhi": tried((7, False))},
    ),
}
NAMES = [
    NOTE,
    "Zo",
    "ller",
    "Bat",
    "Erdene",
    "Chimeg",
    "Dörte",
    "Neil",
    "Eve_",
    "my name",
    ".json_",
    "between-giants-workbook",
]


def hand_in(folder, name, holds):
    path = folder / name / content.FILE_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content.written(holds), encoding="utf-8")


def class_folder(home):
    """A folder as a learning platform gives it: five students, one of them with an older copy in a ZIP file."""
    folder = home / "class"
    for name, one in FIVE.items():
        hand_in(folder, name, one)
    older = book(1, predictions={"3.peers_90": said(40, 60, second=30), "3.russia_2023": said(2, 60)})
    with zipfile.ZipFile(folder / "Zoë Müller_1" / "copy.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("work/workbook.json", content.written(older))
    (folder / "Chimeg_3" / "essay.docx").write_bytes(b"not for us")
    (folder / "Chimeg_3" / "Chimeg.json").write_text("{", encoding="utf-8")
    return folder


@pytest.fixture
def handed(tmp_path):
    """The class's folder, for tests that add to it."""
    return class_folder(tmp_path)


def made(folder, out, *options):
    """The files of a report, as {name: text}."""
    assert report.main([str(folder.parent), folder.name, "--out", str(out), *options]) == 0
    return {path.name: path.read_bytes().decode("utf-8") for path in out.iterdir()}


@pytest.fixture(scope="module")
def without_names(tmp_path_factory):
    """The class's report."""
    home = tmp_path_factory.mktemp("report")
    return made(class_folder(home), home / "out")


@pytest.fixture(scope="module")
def with_names(tmp_path_factory):
    """The class's report with names."""
    home = tmp_path_factory.mktemp("report")
    return made(class_folder(home), home / "out", "--names")


def rows(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def refused(capsys, *arguments):
    """The one sentence of a report that could not be made."""
    assert report.main([str(one) for one in arguments]) == 1
    message = capsys.readouterr().err.strip()
    assert "\n" not in message and "Traceback" not in message and len(message) < 400
    return message


# --- counting -------------------------------------------------------------------------------------------------


@pytest.fixture
def students(handed):
    return handed_in.read_folder(handed).students


@pytest.fixture(scope="module")
def asked(two_lessons):
    """The table of items of the two lessons."""
    return all_items()


@pytest.fixture
def cards(students, asked):
    """The cards of the five, by id."""
    return tally.cards(long_table(students, asked), asked, names=False)


def class_of(*books):
    """Students with these workbooks."""
    return [handed_in.Student(f"s-{number}", [], one) for number, one in enumerate(books)]


def test_workbooks_are_found_merged_and_counted(handed):
    found = handed_in.read_folder(handed)
    counts = (len(found.students), found.read, found.others, len(found.skipped), found.unknown)
    assert counts == (5, 6, 1, 1, 0)
    both = next(student for student in found.students if len(student.files) == 2)
    assert both.workbook["predictions"]["3.peers_90"]["value"] == 2
    assert "3.russia_2023" in both.workbook["predictions"]
    assert all(student.workbook["notes"] == {} for student in found.students)


def test_a_lesson_on_another_article_is_in_no_report_and_nothing_strange():
    book = content.empty()
    book["predictions"] = {"8b.days": said(400), "8x.days": said(1)}
    book["verdicts"] = {claim: {"first": None, "last": None, "history": []} for claim in ("B1", "Z9")}
    known, strange = handed_in.known(book, handed_in.known_ids())
    assert strange == 2 and not known["predictions"] and not known["verdicts"]


def test_the_items_have_an_id_each_and_what_the_tables_say(asked):
    assert asked["id"].is_unique and set(asked["kind"]) == set(tally.KINDS)
    said = asked.set_index("id")["tables_say"]
    assert (said["3.peers_90"], said["C17"]) == ("2 economies", WITH)


def test_all_that_is_kept_stands_in_one_table(asked):
    changed = judged(YES, NO)
    changed["history"].append({"stage": "last", **said(WITH, 100, 40)})
    changed["last"] = changed["history"][-1]
    one = book(
        1,
        predictions={"3.peers_90": said(2, 90), "3.russia_2023": said("many")},
        answers={"3.hhi_2023": tried((0.92, False), (5, None), (0.85, True))},
        quiz={"3.quiz.hhi": tried((7, False), (1, True))},
        verdicts={"C17": changed, "C16": judged("a verdict of later lessons", None)},
    )
    table = long_table(class_of(one), asked)
    rows = table[["id", "stage", "value", "confidence", "right"]].itertuples(index=False, name=None)
    assert list(rows) == [
        ("3.peers_90", "", 2, 90, True),
        ("3.russia_2023", "", None, None, None),
        ("3.hhi_2023", 1, 0.92, None, False),
        ("3.hhi_2023", 2, 0.85, None, True),
        ("3.quiz.hhi", 1, None, None, None),
        ("3.quiz.hhi", 2, 1, None, True),
        ("C17", "first", YES, 70, False),
        ("C17", "last", WITH, 100, True),
        ("C17", "end", NO, 70, False),
        ("C16", "first", None, 70, None),
    ]
    assert list(table["reason"]) == [SECRET] * 2 + [""] * 5 + [SECRET] + [""] * 2


def test_predictions_are_counted_with_what_the_tables_say(cards):
    one = cards["3.peers_90"]
    assert (one.many, one.hits, one.item.says) == (4, 2, "The tables say 2 economies")
    assert [count for _, count, _ in one.bars] == [2, 0, 0, 0, 0, 0, 1, 0, 0, 1]  # and one kept a text
    assert [here for _, _, here in one.bars].index(True) == 0 and one.mark == pytest.approx(2 / 44)
    assert one.sure == pytest.approx((90 + 80 + 50) / 3)
    open_one = cards["3.russia_2023"]
    assert (open_one.many, open_one.hits, open_one.item.says, open_one.mark) == (2, None, None, None)


def test_a_prediction_is_a_hit_where_it_is_the_option_or_close_and_never_where_nothing_is_sure():
    choice, number = Choice("?", ["a", "b"]), Number("?", 0, 100, near=3)
    assert [hit(choice, one, 1) for one in (0, 1)] == [False, True]
    assert [hit(number, one, 50) for one in (46.9, 47, 53)] == [False, True, True]
    forecast = Probability("?", 0, 100, "%")
    assert [hit(*one) for one in ((choice, 0, None), (choice, None, 1), (forecast, 0, 0))] == [None] * 3


@pytest.mark.parametrize("many", [1, FEWEST_LINES - 1, FEWEST_LINES])
def test_lines_are_laid_over_one_axes_and_single_ones_only_in_a_crowd(many):
    item = Drawn("?", [2000, 2001], 0, 100, "%", outcome=lambda load: Outcome({2000: 0.0, 2001: 50.0}, "So."))
    row = Item(
        "prediction",
        3,
        "3.line",
        "?",
        item,
        {2000: 0.0, 2001: 50.0},
        "50 % in 2001",
        says="The tables say 50 %",
    )
    kept = [[0, 10 * number % 100] for number in range(many)]
    rows = pd.DataFrame({"value": [*kept, 40], "confidence": 80.0, "right": [True] * many + [False]})
    one = predicted(row, rows)
    assert one.many == many and len(one.lines.each) == (many if many >= FEWEST_LINES else 0)
    assert one.lines.median.startswith("M38.0 150.0L312.0 ") and one.lines.truth == "M38.0 150.0L312.0 80.0"
    assert one.middle[1] == amount(pd.Series([line[1] for line in kept]).median(), "%")


def test_verdicts_are_counted_from_the_door_to_the_end(cards):
    one = cards["C17"]
    assert list(one.first.values()) == [3, 0, 1, 0] and list(one.last.values()) == [1, 3, 0, 1]
    assert (one.both, one.moved, one.path) == (4, 3, (YES, WITH, 2))
    assert (one.item.basis, one.item.answer, one.ways) == ("fact", WITH, {"towards": 3, "away": 0})
    assert one.divided == pytest.approx(0.7)


def test_of_equally_frequent_changes_the_first_in_the_order_of_the_verdicts_is_named(asked):
    table = long_table(
        class_of(
            *(
                book(n, verdicts={"C17": judged(*pair)})
                for n, pair in enumerate([(OPEN, YES), (NO, WITH), (WITH, OPEN), (WITH, NO)])
            )
        ),
        asked,
    )
    assert tally.cards(table, asked, names=False)["C17"].path == (WITH, NO, 1)


def test_wrong_answers_are_grouped_with_the_hint_they_bring(cards):
    one = cards["3.hhi_2023"]
    assert (one.many, one.first, one.got_there, one.missed) == (4, 1, 2, 3)
    assert [(answer, count) for answer, count, _ in one.wrong] == [("0.92", 3), ("5", 1)]
    assert "China's share alone" in one.wrong[0][2] and one.rest == 0


def test_a_text_is_shown_if_two_gave_it_or_names_are_asked_for(students, asked, cards):
    shown = [(answer, count) for answer, count, _ in cards["3.years_near_90"].wrong]
    assert shown == [(HOSTILE, 2), (FORMULA, 2), (tally.ONE_OF_A_KIND, 1)]
    named = tally.cards(long_table(students, asked), asked, names=True)["3.years_near_90"]
    assert "Chimeg_was_here" in [answer for answer, _, _ in named.wrong]


def test_many_wrong_answers_are_cut_and_the_rest_counted(asked):
    crowd = [
        book(n, answers={"3.hhi_2023": tried((100 + n, False), (200 + n % 2, False))}) for n in range(1, 9)
    ]

    def counted(*books):
        return tally.cards(long_table(class_of(*books), asked), asked, names=False)["3.hhi_2023"]

    one = counted(*crowd)
    assert [count for _, count, _ in one.wrong] == [4, 4, 1, 1, 1] and one.rest == 5
    one = counted(*3 * crowd[:1], *17 * crowd[1:2])
    assert [answer for answer, _, _ in one.wrong] == ["102", "200", "101", "201"] and one.rest == 0
    one = counted(*crowd[:1], *19 * crowd[1:2])
    assert [answer for answer, _, _ in one.wrong] == ["102", "200"] and one.rest == 1


def test_the_first_choice_counts_in_the_quiz(cards):
    one = cards["3.quiz.hhi"]
    assert (one.many, one.missed) == (3, 2)
    assert [(count, right) for _, count, right in one.options] == [(2, False), (1, True)]


def test_confidence_is_compared_with_what_was_right(students, asked):
    predictions, door, end = overview.calibrations(long_table(students, asked))
    assert (predictions.many, predictions.sure, predictions.right) == pytest.approx((3, 220 / 3, 200 / 3))
    eighty = predictions.buckets.set_index("label").loc["80–90 %"]
    assert list(eighty) == pytest.approx([1, 80, 0])
    assert (door.what, door.many, door.right) == ("Verdicts at the door", 4, 0)
    assert (end.what, end.many, end.right) == ("Verdicts at the end", 5, 60)
    nobody = long_table(class_of(book(1, predictions={"3.peers_90": said(10)})), asked)
    assert overview.calibrations(nobody) == []


def test_progress_says_who_began_and_who_stopped(students, asked):
    done, of = overview.progress(long_table(students, asked)), overview.of_each(asked)
    three, nine = overview.reached(done, of)
    names = ("begun", "through", "stopped", "furthest")
    assert [three[name] for name in names] == [5, 0, 5, 2]
    assert [nine[name] for name in names] == [3, 0, 3, 3]
    assert three["last verdicts"] == pytest.approx(1 / 3)


def test_who_answered_all_of_the_quiz_or_judged_all_claims_at_the_end_came_through(asked):
    ids = asked[asked["lesson"].eq(3)].groupby("kind")["id"].agg(list)
    quiz = book(1, quiz={id: tried((0, False)) for id in ids["quiz"]})
    most = book(2, quiz={id: tried((0, False)) for id in ids["quiz"][1:]})
    verdicts = book(3, verdicts={id: judged(None, OPEN) for id in ids["claim"]})
    done = overview.progress(long_table(class_of(quiz, most, verdicts, book(4)), asked))
    states = overview.states(done, overview.of_each(asked))
    assert list(states[3]) == ["through", "begun", "through", ""] and set(states[9]) == {""}
    nothing_to_end = overview.of_each(asked).assign(**{"quiz answered": 0, "last verdicts": 0})
    assert set(overview.states(done, nothing_to_end)[3]) == {"begun", ""}


def test_forecasts_are_scored_over_those_who_made_all(asked):
    forecast = Probability("?", 0, 100, "%")
    rows = [Item("prediction", 8, id, "?", forecast, answer) for id, answer in (("8.a", 100), ("8.b", 0))]
    two = pd.DataFrame(rows, columns=Item._fields, dtype=object)
    made = [{"8.a": said(a), "8.b": said(b)} for a, b in ((100, 0), (50, 50), (0, 100))]
    everyone = class_of(*(book(n, predictions=one) for n, one in enumerate([{"8.a": said(70)}, *made])))
    one = overview.forecasts(long_table(everyone, two), two)
    assert (one.students, one.questions) == (3, 2), "who left one out isn't counted"
    assert one.mean_student == pytest.approx((0 + 0.25 + 1) / 3) and one.crowd == pytest.approx(0.25)
    assert overview.forecasts(long_table(everyone[:3], two), two) is None, "two of three made both"
    assert overview.forecasts(long_table(everyone, asked), asked) is None, "no forecasts in these lessons"


def test_roads_are_counted_by_answer_and_end_the_last_kept_of_each_and_no_text_is_taken_out(students):
    one = roads.walked(roads.roads(students), students)
    assert (one.many, one.different, one.wrote) == (2, 2, 2)
    assert one.ends == [("A finding without a penalty", 1), ("Then there is nothing to carry out", 1)]
    (first, came, answers), *_, (last, reached, _) = one.questions
    assert first.startswith("May the Court") and came == 2 and [many for _, many in answers] == [1, 1]
    assert last.startswith("Suppose he comes") and reached == 1
    assert sum(many for _, came, given in one.questions for _, many in given) == 8 + 1
    assert roads.walked(roads.roads(class_of(book(1))), class_of(book(1))) is None
    strange = class_of(
        book(1, answers={"7.road": tried((["a-nowhere"], None)), "7.other": tried(("x", None))})
    )
    assert roads.walked(roads.roads(strange), strange) is None
    alone = class_of(book(1, answers={"7.other": tried((["has to", SECRET], None))}))
    assert roads.walked(roads.roads(alone), alone).wrote == 1


def test_the_report_shows_roads_as_counts_and_the_table_by_code(without_names, with_names):
    for files in (without_names, with_names):
        text = re.sub(r"\s+", " ", files["report.html"])
        assert "2 students kept a road, 2 different roads in all; 2 students wrote the best case" in text
        assert len(rows(files["roads.csv"])) == 9
        assert {row["end"] for row in rows(files["roads.csv"])} == {
            "A finding without a penalty",
            "Then there is nothing to carry out",
        }
    with_text = [name for name, text in with_names.items() if SECRET in text]
    assert with_text == ["texts.csv"] and all(row["id"] != "7.other" for row in rows(with_names["texts.csv"]))


def test_decisions_are_counted_as_choices(students):
    one = overview.decided(overview.decisions(students))
    assert (one.advised, one.scored, one.overruled) == (3, 1, (1, 1))
    counts = {text: numbers for text, *numbers in one.options}
    assert counts[options.OPTIONS["consult"]] == [2, 0, 0] and counts[options.OPTIONS["arrest"]] == [1, 1, 0]
    assert dict(one.weights)[options.CRITERIA["law"]] == 1
    assert overview.decided(overview.decisions(class_of(book(1)))) is None
    scores = {options.score_id(one): tried(([2, 0, 0, 1, 1], None)) for one in options.CRITERIA}
    weightless = book(1, answers={**scores, "9.weights": tried(([0] * 6, None))})
    one = overview.decided(overview.decisions(class_of(weightless)))
    assert [weight for _, weight in one.weights] == pytest.approx([1 / 6] * 6)


def test_a_sentence_about_the_class_needs_three_students(students, asked, cards):
    claims = [cards["C17"], cards["C16"]]
    assert tally.most_divided(claims) is tally.largest_move(claims) is cards["C17"]
    few = [tally.cards(long_table(students[:2], asked), asked, names=False)["C17"]]
    assert tally.most_divided(few) is None and tally.largest_move(few) is None
    assert [one["what"] for one in page.talk(few, [])] == [None] * 3
    assert all(one["says"].endswith(".") for one in page.talk(few, []))


def test_the_report_says_what_to_talk_about(without_names):
    text = without_names["report.html"]
    sides = "3 “It holds, with a condition”, 1 “It holds” and 1 “It cannot be settled”"
    assert f"Of 5 verdicts at the end, {sides}; the tables" in text
    assert "5 of 5 students went wrong at the first try" in text
    assert "3 of 4 students changed their verdict between door and end, most often (2)" in text


# --- names ------------------------------------------------------------------------------------------------------


def test_names_stay_out_of_everything_unless_asked_for(without_names):
    for name, text in without_names.items():
        assert [word for word in NAMES if word in text] == [], name
    assert set(without_names).isdisjoint(tables.WITH_NAMES_ONLY)


def test_with_names_the_files_and_what_was_written_are_there(with_names):
    files = with_names
    assert "Zoë Müller_1/copy.zip/work/workbook.json" in {row["file"] for row in rows(files["students.csv"])}
    assert "O&#39;Neil, Eve_5" in files["report.html"] and "Chimeg_3/Chimeg.json" in files["report.html"]
    assert {row["text"] for row in rows(files["texts.csv"])} == {SECRET}
    assert not any(NOTE in text for text in files.values())


def test_a_report_without_names_takes_the_named_tables_of_the_last_one_away(
    with_names, without_names, tmp_path
):
    report.write(tmp_path, with_names)
    report.write(tmp_path, without_names)
    assert {path.name for path in tmp_path.iterdir()} == set(without_names)


def test_codes_do_not_follow_the_names_and_stay_when_students_are_added(handed):
    before = {student.files[0]: student.code for student in handed_in.read_folder(handed).students}
    hand_in(handed, "Aaron_6", book(6, predictions={"3.peers_90": said(1)}))
    after = handed_in.read_folder(handed).students
    assert before.items() < {student.files[0]: student.code for student in after}.items()
    assert [one.code for one in after] == sorted(one.code for one in after)
    assert [one.files for one in after] != sorted(one.files for one in after)


def test_the_same_folder_gives_the_same_bytes_whatever_the_files_are_called(handed, tmp_path):
    first = made(handed, tmp_path / "one")
    for path in sorted(handed.iterdir()):
        path.rename(handed / ("z" + path.name[::-1]))
    assert made(handed, tmp_path / "two") == first


# --- files from strangers --------------------------------------------------------------------------------------


def strange(value):
    return json.dumps(book(7, predictions={"3.peers_90": said(value)})).encode()


ZOO = {
    "binary": (os.urandom(2_000), "damaged"),
    "nothing": (b"", "damaged"),
    "half": (content.written(FIVE["Chimeg_3"]).encode()[:300], "damaged"),
    "utf-16": (content.written(FIVE["Chimeg_3"]).encode("utf-16"), "damaged"),
    "latin-1": (
        content.written(book(7, notes={"a": {"text": "ü", "at": at(0)}})).encode("latin-1"),
        "damaged",
    ),
    "deep": (b"[" * 200_000, "nested deeper"),
    "deep inside": (b'{"format": 1, "predictions": {"3.a": {"value": ' + b"[" * 100_000, "nested deeper"),
    "not a number": (strange(float("nan")), "values is damaged"),
    "endless": (strange(float("inf")), "values is damaged"),
    "another JSON file": (b'{"cells": [], "nbformat": 4}', "not a workbook"),
    "a list": (b"[1, 2]", "not a workbook"),
    "a number": (b"9" * 10_000, ""),
    "another version": (b'{"format": 2, "predictions": {}}', "another version"),
    "script as id": (
        b'{"format": 1, "predictions": {"<script>": {"value": 1, "at": "' + at(0).encode() + b'"}}}',
        "no lesson uses",
    ),
    "too large": (b" " * (handed_in.MOST_BYTES + 1), "larger than 5 MB"),
    "empty": (content.written({**book(7), "notes": {}}).encode(), "nothing is kept"),
}


@pytest.mark.parametrize("kind", ZOO)
def test_a_strange_file_is_listed_with_one_plain_reason(handed, kind):
    strange, reason = ZOO[kind]
    (handed / "strange.json").write_bytes(strange)
    found = handed_in.read_folder(handed)
    why = next(one.why for one in found.skipped if one.name == "strange.json")
    assert reason in why and "\n" not in why and len(why) < 160
    assert len(found.students) == 5


def test_a_huge_file_is_not_opened(handed, monkeypatch):
    huge, opened = handed / "huge.json", []
    huge.touch()
    os.truncate(huge, 3_000_000_000)
    monkeypatch.setattr(
        handed_in, "open", lambda path, mode: opened.append(path.name) or path.open(mode), raising=False
    )
    assert "larger than" in next(
        one.why for one in handed_in.read_folder(handed).skipped if one.name == "huge.json"
    )
    assert opened and "huge.json" not in opened


def test_a_file_that_may_not_be_read_is_listed(handed, monkeypatch):
    def no(path, mode):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(handed_in, "open", no, raising=False)
    found = handed_in.read_folder(handed)
    assert not found.students and any("not allowed" in one.why for one in found.skipped)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_links_loops_and_pipes_are_listed_and_not_followed(handed, tmp_path):
    outside = tmp_path / "outside.json"
    outside.write_text(content.written(book(8, predictions={"3.peers_90": said(1)})), encoding="utf-8")
    (handed / "link.json").symlink_to(outside)
    (handed / "loop").symlink_to(handed, target_is_directory=True)
    (handed / "dangling.json").symlink_to("nowhere")
    (handed / "device.json").symlink_to("/dev/zero")
    os.mkfifo(handed / "pipe.json")
    (handed / "folder.json").mkdir()
    found = handed_in.read_folder(handed)
    why = {one.name: one.why for one in found.skipped}
    assert all("link" in why[name] for name in ("link.json", "loop", "dangling.json", "device.json"))
    assert "not an ordinary file" in why["pipe.json"] and len(found.students) == 5


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_a_file_name_that_is_no_text_or_turns_the_writing_round_is_shown_harmlessly(handed, tmp_path):
    (handed / os.fsdecode(b"\xff\xfe.json")).write_text("{", encoding="utf-8")
    (handed / "\u202egpj.nosj<b>.json").write_text("{", encoding="utf-8")
    text = made(handed, tmp_path / "out", "--names")["report.html"]
    assert "\u202e" not in text and "gpj.nosj&lt;b&gt;.json" in text


def test_zip_files_are_read_and_bombs_are_not(handed, monkeypatch):
    def pack(name, *members, method=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(handed / name, "w", method) as archive:
            for member, data in members:
                archive.writestr(member, data)

    good = content.written(book(8, predictions={"3.peers_90": said(1)}))
    pack(
        "good.zip", ("../../Name/workbook.JSON", good), ("notes.txt", "x"), ("__MACOSX/._workbook.json", "x")
    )
    pack("bomb.zip", ("bomb.json", b" " * 50_000_000))
    pack("inner.zip", ("inner.zip", b"x"))
    pack("odd.zip", ("odd.json", good), method=zipfile.ZIP_BZIP2)
    (handed / "broken.zip").write_bytes(b"PK\x05\x06 no")
    damaged = bytearray((handed / "good.zip").read_bytes())
    damaged[60:90] = bytes(30)
    (handed / "damaged.zip").write_bytes(damaged)
    locked = bytearray((handed / "good.zip").read_bytes())
    for header, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(header) + offset] |= 1
    (handed / "locked.zip").write_bytes(locked)
    found = handed_in.read_folder(handed)
    why = {one.name: one.why for one in found.skipped}
    assert len(found.students) == 6 and not (handed.parent / "Name").exists()
    assert "larger than" in why["bomb.zip/bomb.json"] and "inside" in why["inner.zip/inner.zip"]
    assert "unusual" in why["odd.zip/odd.json"] and "damaged" in why["broken.zip"]
    assert "damaged" in why["damaged.zip/../../Name/workbook.JSON"]
    assert "password" in why["locked.zip/../../Name/workbook.JSON"]
    monkeypatch.setattr(handed_in, "MOST_UNPACKED", 10)
    assert any("far more" in one.why for one in handed_in.read_folder(handed).skipped)
    monkeypatch.setattr(handed_in, "MOST_IN_ZIP", 1)
    assert any("too many files" in one.why for one in handed_in.read_folder(handed).skipped)


def test_entries_that_no_lesson_uses_are_counted_and_left_out(handed):
    hand_in(handed, "later", book(8, predictions={"3.peers_90": said(1), "12.new": said(2)}))
    assert handed_in.read_folder(handed).unknown == 1


# --- a page and tables that do no harm ---------------------------------------------------------------------------


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.ids, self.unnamed, self.active = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given[name] for name in ("href", "src") if name in given]
        self.active += [name for name in given if name.startswith("on")]
        if given.get("role") in ("img", "region") and not given.get("aria-label", "").strip():
            self.unnamed.append(tag)


def test_the_page_runs_nothing_needs_nothing_and_can_be_read_aloud(with_names):
    text = with_names["report.html"]
    made_of = Page(text)
    assert not {"script", "iframe", "object", "form", "link"} & set(made_of.tags) and made_of.active == []
    assert "&lt;script&gt;alert(" in text and HOSTILE not in text
    assert all(link.startswith("#") and link[1:] in made_of.ids for link in made_of.links)
    assert len(made_of.ids) == len(set(made_of.ids)) and made_of.tags.count("h1") == 1
    assert made_of.unnamed == [] and made_of.tags.count("table") == made_of.tags.count("thead")
    assert "default-src 'none'" in text and "url(" not in text and "@import" not in text


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '"=1', "＝1", "a;=1", "a, @x"]
)
def test_no_cell_begins_like_a_formula(start):
    shown = tables.cell(start)
    assert not re.search(r"(^|[;,\t|])[\s\"]*[=+\-@＝]", shown) and "'" in shown


def test_numbers_stay_numbers_and_texts_stay_whole_in_the_tables(without_names):
    checks = rows(without_names["checks.csv"])
    assert {row["value"] for row in checks if row["id"] == "3.invisible"} == {"-15"}
    shared = {row["value"] for row in checks if row["id"] == "3.years_near_90"}
    assert shared == {HOSTILE, "'" + FORMULA, tables.HIDDEN_TEXT}
    mixed = pd.DataFrame({"a": [92, 0.5, 2.0], "b": ["x", None, True]}, dtype=object)
    assert tables.csv_text(mixed).split() == ["\ufeffa,b", "92,x", "0.5,", "2.0,yes"]
    assert [tables.cell(value) for value in (None, True, -1.5, "Ünïcode ✓")] == ["", "yes", -1.5, "Ünïcode ✓"]


def test_the_tables_are_long_and_whole(without_names):
    files = without_names
    assert set(files) == {"report.html", "figures.html", *tables.TABLES} - set(tables.WITH_NAMES_ONLY)
    predictions = rows(files["predictions.csv"])
    mine = [row for row in predictions if row["id"] == "3.peers_90"]
    assert sorted((row["value"], row["confidence"], row["hit"]) for row in mine) == [
        ("2", "90", "yes"),
        ("3", "50", "yes"),
        ("30", "80", "no"),
        ("44", "", "no"),
    ]
    assert len(rows(files["verdicts.csv"])) == 9
    assert [row["right"] for row in rows(files["quiz.csv"])].count("no") == 2
    ids = {row["id"] for row in rows(files["items.csv"])}
    assert all(
        row["id"] in ids
        for name in ("predictions.csv", "verdicts.csv", "checks.csv", "quiz.csv")
        for row in rows(files[name])
    )


def test_what_piles_up_or_steers_the_writing_is_taken_out():
    assert handed_in.plain("a\u202eb\u200bc\x00d\u2028e") == "abcd e"
    assert len(handed_in.plain("e" + "\u0301" * 500)) == 3
    assert handed_in.plain("x" * 500, 10) == "x" * 9 + "…"


def luminance(colour):
    digits = colour.lstrip("#")
    parts = [
        int(one * 2 if len(digits) == 3 else one, 16) / 255
        for one in re.findall("." if len(digits) == 3 else "..", digits)
    ]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_text_stands_out_from_its_ground_in_light_dark_and_print():
    palettes = re.findall(r":root \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(palettes) == 3
    for palette in palettes:
        colour = dict(re.findall(r"--([\w-]+): (#\w+)", palette))
        pairs = [
            (text, ground, 4.5) for text in ("ink", "soft", "link", "mark") for ground in ("paper", "card")
        ]
        pairs += [("ink", "share", 4.5)] + [
            (f"on-{one}", one, 4.5) for one in ("holds", "condition", "not", "unsettled")
        ]
        pairs += [(one, "card", 2.5) for one in ("bar", "hit")]
        for text, ground, least in pairs:
            light, dark = sorted((luminance(colour[text]), luminance(colour[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= least, (text, ground)


# --- the command ---------------------------------------------------------------------------------------------------


def test_what_cannot_be_done_gets_one_sentence(handed, tmp_path, capsys):
    empty, file = tmp_path / "empty", tmp_path / "file"
    empty.mkdir()
    file.write_text("", encoding="utf-8")
    assert "no folder" in refused(capsys, tmp_path, "nowhere")
    assert "is a file" in refused(capsys, tmp_path, file)
    assert "no workbook" in refused(capsys, tmp_path, empty, "--out", "new")
    assert "could not be written" in refused(capsys, tmp_path, handed, "--out", file / "report")
    assert "name a folder" in refused(capsys, tmp_path, handed, "--out", file)
    assert "FOLDER" in refused(capsys, tmp_path)
    assert "FOLDER" in refused(capsys, tmp_path, handed, "--nmaes")
    (empty / "strange.json").write_bytes(b"[")
    assert "1 file: it is damaged" in refused(capsys, tmp_path, empty, "--out", "new")
    assert not (tmp_path / "new").exists()


def test_only_a_new_an_empty_or_an_own_folder_is_written(handed, without_names, tmp_path, capsys):
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "checks.csv").write_text("mine", encoding="utf-8")
    assert "holds other things" in refused(capsys, tmp_path, handed, "--out", theirs)
    assert [path.read_text(encoding="utf-8") for path in theirs.iterdir()] == ["mine"]
    ours = tmp_path / "ours"
    report.write(ours, without_names)
    (ours / "notes.txt").write_text("mine", encoding="utf-8")
    report.check_output(ours, handed, told=True)
    report.write(ours, without_names)
    assert (ours / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (ours / "items.csv").read_bytes().decode("utf-8") == without_names["items.csv"]


def test_the_report_goes_into_work_and_never_unasked_among_the_workbooks(
    handed, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(report, "ROOT", tmp_path / "project")
    assert report.main([str(tmp_path), "class"]) == 0
    assert (tmp_path / "project" / "work" / "report" / "report.html").exists()
    assert "5 students, 6 workbooks read, 1 file skipped" in capsys.readouterr().out
    monkeypatch.setattr(report, "ROOT", handed)
    assert "--out" in refused(capsys, tmp_path, "class")


def test_too_much_is_refused_before_it_is_read(handed, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(handed_in, "MOST_FILES", 3)
    assert "more than 3 files" in refused(capsys, tmp_path, handed, "--out", "new")
    monkeypatch.setattr(handed_in, "MOST_ENTRIES", 3)
    assert "more than 3 files" in refused(capsys, tmp_path, handed, "--out", "new")


def test_start_passes_the_folder_on_from_where_it_was_given(monkeypatch, tmp_path):
    import start

    calls = []
    monkeypatch.setattr(start, "ensure_installed", calls.append)
    monkeypatch.setattr(start, "run_as_maintainer", lambda arguments: calls.append(arguments) or 0)
    monkeypatch.chdir(tmp_path)
    assert start.COMMANDS["report"](["class", "--names"]) == 0
    assert calls == ["student", [Path(report.__file__), tmp_path, "class", "--names"]]
    assert "report FOLDER" in start.USAGE
