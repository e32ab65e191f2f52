"""The class report: counts that are right, names that stay out, and files from strangers that do no harm."""

import csv
import io
import json
import os
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from classroom import handed_in, report, tally
from helpers import registry
from helpers.asking.predict import Choice, Number, Outcome
from helpers.lessons.decision_room import options
from helpers.lessons.will_they_arrest.items import Probability
from helpers.work import content

TEMPLATE = Path(report.__file__).with_name("report.html.j2")
HOSTILE = '<script>alert("x")</script>'
FORMULA = '=HYPERLINK("http://x.example","y")'
SECRET = "my name is Zoë Müller"
NOTE = "written for nobody else"
LESSONS = {3: "one_customer", 9: "decision_room"}


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
        predictions={"3.china_1991": said(10, 90), "9.advice": said(4)},
        verdicts={"C15": judged(YES, WITH)},
        answers={
            "3.hhi_2023": tried((0.92, False), (0.85, True)),
            "3.years_near_90": tried(([HOSTILE], False)),
            "9.weights": tried((WEIGHTS, None)),
            **{options.score_id(one): tried(([2, 0, 0, 1, 1], None)) for one in options.CRITERIA},
        },
        quiz={"3.quiz.hhi": tried((0, False), (1, True))},
    ),
    "Bat-Erdene_2": book(
        2,
        predictions={"3.china_1991": said(60, 80), "9.advice": said(4)},
        verdicts={"C15": judged(YES, WITH)},
        answers={"3.hhi_2023": tried((0.92, False)), "3.years_near_90": tried(([HOSTILE], False))},
        quiz={"3.quiz.hhi": tried((1, True))},
    ),
    "Chimeg_3": book(
        3,
        predictions={"3.china_1991": said(12, 50)},
        verdicts={"C15": judged(NO, WITH)},
        answers={"3.hhi_2023": tried((0.85, True)), "3.years_near_90": tried((["Chimeg_was_here"], False))},
        quiz={"3.quiz.hhi": tried((0, False))},
    ),
    "Dörte_4": book(
        4,
        predictions={"3.china_1991": said(95), "9.advice": said(0)},
        verdicts={"C15": judged(YES, YES)},
        answers={
            "3.hhi_2023": tried((0.92, False), (5, False)),
            "3.years_near_90": tried(([FORMULA], False)),
            "3.invisible": tried((-15, False)),
        },
    ),
    "O'Neil, Eve_5": book(
        5,
        predictions={"3.russia_2023": said(20), "3.peers_90": said("many"), "3.what_happened": said(2, 60)},
        verdicts={"C15": judged(None, OPEN)},
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
    older = book(1, predictions={"3.china_1991": said(77, 60, second=30), "3.peers_90": said(2, 60)})
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
def books(handed):
    return [student.workbook for student in handed_in.read_folder(handed).students]


def item(kind, id):
    return registry.collection(kind, 3)[id]


def test_workbooks_are_found_merged_and_counted(handed):
    found = handed_in.read_folder(handed)
    assert (len(found.students), found.read, found.others, len(found.skipped), found.unknown) == (
        5,
        6,
        1,
        1,
        0,
    )
    both = next(student for student in found.students if len(student.files) == 2)
    assert both.workbook["predictions"]["3.china_1991"]["value"] == 10
    assert "3.peers_90" in both.workbook["predictions"]
    assert all(student.workbook["notes"] == {} for student in found.students)


def test_predictions_are_counted_with_what_the_tables_say(books):
    lesson = tally.lessons()[0]
    one = tally.predicted(
        "3.china_1991", item("PREDICTIONS", "3.china_1991"), lesson.outcomes["3.china_1991"], books
    )
    assert (one.kept, one.hits, one.says) == (4, 2, "The tables say 10 %")
    assert [count for _, count, _ in one.bars] == [0, 2, 0, 0, 0, 0, 1, 0, 0, 1]
    assert [here for _, _, here in one.bars].index(True) == 1 and one.mark == pytest.approx(0.1)
    assert one.sure == pytest.approx((90 + 80 + 50) / 3)
    open_one = tally.predicted(
        "3.russia_2023", item("PREDICTIONS", "3.russia_2023"), lesson.outcomes["3.russia_2023"], books
    )
    assert (open_one.kept, open_one.hits, open_one.says, open_one.mark) == (1, None, None, None)
    wrong_kind = tally.predicted(
        "3.peers_90", item("PREDICTIONS", "3.peers_90"), lesson.outcomes["3.peers_90"], books
    )
    assert wrong_kind.kept == 1  # the other one kept a text where a number is asked


def test_a_prediction_is_a_hit_where_it_is_the_option_or_close_and_never_where_nothing_is_sure():
    choice, number = Choice("?", ["a", "b"]), Number("?", 0, 100, near=3)
    assert [tally.hit(choice, one, Outcome(1, "")) for one in (0, 1)] == [False, True]
    assert [tally.hit(number, one, Outcome(50, "")) for one in (46.9, 47, 53)] == [False, True, True]
    forecast = Probability("?", 0, 100, "%")
    assert [
        tally.hit(one, 0, told)
        for one, told in ((choice, Outcome(None, "")), (choice, None), (forecast, Outcome(0, "")))
    ] == [None] * 3


def test_verdicts_are_counted_from_the_door_to_the_end(books):
    one = tally.judged("C15", "…", books)
    assert list(one.first.values()) == [3, 0, 1, 0] and list(one.last.values()) == [1, 3, 0, 1]
    assert (one.both, one.moved, one.path) == (4, 3, (YES, WITH, 2))
    assert (one.kind, one.verdict, one.toward, one.away) == ("fact", WITH, 3, 0)
    assert one.divided == pytest.approx(0.7)


def test_wrong_answers_are_grouped_with_the_hint_they_bring(books):
    one = tally.checked("3.hhi_2023", item("CHECKS", "3.hhi_2023"), books, names=False)
    assert (one.tried, one.first, one.got_there, one.missed) == (4, 1, 2, 3)
    assert [(answer, count) for answer, count, _ in one.wrong] == [("0.92", 3), ("5", 1)]
    assert "China's share alone" in one.wrong[0][2] and one.rest == 0


def test_a_text_is_shown_if_two_gave_it_or_names_are_asked_for(books):
    check = item("CHECKS", "3.years_near_90")
    shown = [
        (answer, count)
        for answer, count, _ in tally.checked("3.years_near_90", check, books, names=False).wrong
    ]
    assert shown == [(HOSTILE, 2), (FORMULA, 2), (tally.ONE_OF_A_KIND, 1)]
    named = [answer for answer, _, _ in tally.checked("3.years_near_90", check, books, names=True).wrong]
    assert "Chimeg_was_here" in named


def test_many_wrong_answers_are_cut_and_the_rest_counted():
    crowd = [
        book(n, answers={"3.hhi_2023": tried((100 + n, False), (200 + n % 2, False))}) for n in range(1, 9)
    ]
    one = tally.checked("3.hhi_2023", item("CHECKS", "3.hhi_2023"), crowd, names=False)
    assert [count for _, count, _ in one.wrong] == [4, 4, 1, 1, 1] and one.rest == 5
    one = tally.checked(
        "3.hhi_2023", item("CHECKS", "3.hhi_2023"), 3 * crowd[:1] + 17 * crowd[1:2], names=False
    )
    assert [answer for answer, _, _ in one.wrong] == ["102", "200", "101", "201"] and one.rest == 0
    one = tally.checked("3.hhi_2023", item("CHECKS", "3.hhi_2023"), crowd[:1] + 19 * crowd[1:2], names=False)
    assert [answer for answer, _, _ in one.wrong] == ["102", "200"] and one.rest == 1


def test_the_first_choice_counts_in_the_quiz(books):
    one = tally.asked("3.quiz.hhi", item("QUIZ", "3.quiz.hhi"), 1, books)
    assert (one.answered, one.first) == (3, 1)
    assert [(count, right) for _, count, right in one.options] == [(2, False), (1, True)]


def test_confidence_is_compared_with_what_was_right(books):
    lessons = tally.lessons()
    stated = tally.stated_predictions(lessons, books)
    assert sorted(stated, key=str) == sorted(
        [(90, True), (80, False), (50, True), (None, False), (60, True)], key=str
    )
    told = tally.calibration("Predictions", stated)
    assert (told.many, told.sure, told.right) == (4, 70, 75)
    assert ("80–90 %", 1, 80, 0) in told.buckets
    claims = [tally.judged("C15", "…", books)]
    assert sum(right for _, right in tally.stated_verdicts(claims, books, "first")) == 0
    assert sum(right for _, right in tally.stated_verdicts(claims, books, "last")) == 3
    changed = judged(YES, NO)
    changed["history"].append({"stage": "last", **said(WITH, 100, 40)})
    changed["last"] = changed["history"][-1]
    assert tally.stated_verdicts(claims, [book(1, verdicts={"C15": changed})], "last") == [(70, False)]


def test_progress_says_who_began_and_who_stopped(books):
    lessons = tally.lessons()
    three, nine = tally.reached(
        lessons, [[tally.progress(lesson, one) for lesson in lessons] for one in books]
    )
    assert (three.begun, three.through, three.stopped, three.furthest) == (5, 0, 5, 2)
    assert (nine.begun, nine.furthest) == (3, 3)
    assert three.shares["last"] == pytest.approx(1 / 3)


def test_decisions_are_counted_as_choices(books):
    one = tally.decided(tally.decisions(books))
    assert (one.advised, one.scored, one.overruled) == (3, 1, (1, 1))
    counts = {text: numbers for text, *numbers in one.options}
    assert counts[options.OPTIONS["consult"]] == [2, 0, 0] and counts[options.OPTIONS["arrest"]] == [1, 1, 0]
    assert dict(one.weights)[options.CRITERIA["law"]] == 1


def test_a_sentence_about_the_class_needs_three_students(books):
    claims = [tally.judged("C15", "…", books), tally.judged("C16", "…", books)]
    assert tally.most_divided(claims).id == tally.largest_move(claims).id == "C15"
    few = [tally.judged("C15", "…", books[:2])]
    assert tally.most_divided(few) is None and tally.largest_move(few) is None
    talk = [report.talk_divided(None), report.talk_missed(None), report.talk_moved(None)]
    assert all(one["says"].endswith(".") for one in talk)


def test_the_report_says_what_to_talk_about(without_names):
    page = without_names["report.html"]
    assert (
        "Of 5 verdicts at the end, 3 “It holds, with a condition”, 1 “It holds” and 1 “It cannot be settled”; the tables"
        in page
    )
    assert "5 of 5 students went wrong at the first try" in page
    assert "3 of 4 students changed their verdict between door and end, most often (2)" in page


# --- names ------------------------------------------------------------------------------------------------------


def test_names_stay_out_of_everything_unless_asked_for(without_names):
    for name, text in without_names.items():
        assert [word for word in NAMES if word in text] == [], name
    assert set(without_names).isdisjoint(report.WITH_NAMES_ONLY)


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
    hand_in(handed, "Aaron_6", book(6, predictions={"3.china_1991": said(1)}))
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
    return json.dumps(book(7, predictions={"3.china_1991": said(value)})).encode()


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
    outside.write_text(content.written(book(8, predictions={"3.china_1991": said(1)})), encoding="utf-8")
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
    page = made(handed, tmp_path / "out", "--names")["report.html"]
    assert "\u202e" not in page and "gpj.nosj&lt;b&gt;.json" in page


def test_zip_files_are_read_and_bombs_are_not(handed, monkeypatch):
    def pack(name, *members, method=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(handed / name, "w", method) as archive:
            for member, data in members:
                archive.writestr(member, data)

    good = content.written(book(8, predictions={"3.china_1991": said(1)}))
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
    hand_in(handed, "later", book(8, predictions={"3.china_1991": said(1), "12.new": said(2)}))
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
    page = Page(text)
    assert not {"script", "iframe", "object", "form", "link"} & set(page.tags) and page.active == []
    assert "&lt;script&gt;alert(" in text and HOSTILE not in text
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert len(page.ids) == len(set(page.ids)) and page.tags.count("h1") == 1
    assert page.unnamed == [] and page.tags.count("table") == page.tags.count("thead")
    assert "default-src 'none'" in text and "url(" not in text and "@import" not in text


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '"=1', "＝1", "a;=1", "a, @x"]
)
def test_no_cell_begins_like_a_formula(start):
    shown = report.cell(start)
    assert not re.search(r"(^|[;,\t|])[\s\"]*[=+\-@＝]", shown) and "'" in shown


def test_numbers_stay_numbers_and_texts_stay_whole_in_the_tables(without_names):
    checks = rows(without_names["checks.csv"])
    assert {row["value"] for row in checks if row["id"] == "3.invisible"} == {"-15"}
    shared = {row["value"] for row in checks if row["id"] == "3.years_near_90"}
    assert shared == {HOSTILE, "'" + FORMULA, report.HIDDEN_TEXT}
    assert [report.cell(value) for value in (None, True, -1.5, "Ünïcode ✓")] == ["", "yes", -1.5, "Ünïcode ✓"]


def test_the_tables_are_long_and_whole(without_names):
    files = without_names
    assert set(files) == {"report.html", *report.TABLES} - set(report.WITH_NAMES_ONLY)
    predictions = rows(files["predictions.csv"])
    mine = [row for row in predictions if row["id"] == "3.china_1991"]
    assert sorted((row["value"], row["confidence"], row["hit"]) for row in mine) == [
        ("10", "90", "yes"),
        ("12", "50", "yes"),
        ("60", "80", "no"),
        ("95", "", "no"),
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
    palettes = re.findall(r":root \{(.*?)\}", TEMPLATE.read_text(encoding="utf-8"), re.DOTALL)
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
