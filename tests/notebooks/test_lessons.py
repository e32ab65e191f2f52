"""The form of every lesson, and that nothing in it is stated without a source or given away before its time."""

import ast
import importlib
import json
import re

import pytest

from helpers import load, registry
from helpers.work.sealed import Sealed
from tools.canonical import VIEW, canonical
from tools.clean_copies import lesson_files

LESSONS = lesson_files()
MARK = re.compile(r"\[\[([a-z0-9-]+)\]\]\(\.\./data/sources\.csv\)")
LATER = {
    7: {"8.mongolia"}
}  # sealed parts that wait for a later lesson's prediction; only behind "Go further"
TASK = ("**Your turn", "#", "- ", "**45 minutes", "**35 minutes", "```")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def cells(path, kind):
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == kind]


def source(cell):
    return "".join(cell["source"])


def number(path):
    """The lesson's number, or for one on another article its text, such as "8b"."""
    start = path.name.split("_")[0]
    return int(start) if start.isdecimal() else start.lstrip("0")


def minutes(path):
    return 35 if number(path) == "8b" else 45


def calls(path, *names):
    """All calls of these functions in a lesson, in order: (name, [constant arguments], {keyword: constant})."""
    nodes = (node for cell in cells(path, "code") for node in ast.walk(ast.parse(source(cell))))
    return [
        (
            node.func.id,
            [a.value for a in node.args if isinstance(a, ast.Constant)],
            {k.arg: k.value.value for k in node.keywords if isinstance(k.value, ast.Constant)},
        )
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def outputs(cell):
    return [output.get("data", {}) for output in cell["outputs"]]


def paragraphs(path):
    """Paragraphs of a lesson's core and appendix that state something: no headings, lists, tasks or code blocks."""
    for cell in cells(path, "markdown"):
        text = re.sub(r"```.*?```", "", source(cell), flags=re.S)
        for paragraph in re.split(r"\n\s*\n", text):
            if paragraph.strip() and not paragraph.strip().startswith(TASK):
                yield paragraph.strip()


every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)


def test_lessons_are_those_that_the_items_know():
    known = registry.LESSONS | registry.OUTSIDE
    assert {number(p): p.stem.split("_", 1)[1] for p in LESSONS} == known


@every_lesson
def test_every_number_in_the_text_stands_in_a_paragraph_that_ends_in_sources(path):
    bare = []
    for paragraph in paragraphs(path):
        words = re.sub(r"`[^`]*`|[Ll]essons? \d+", "", MARK.sub("", paragraph))
        if re.search(r"\d", words) and not re.search(MARK.pattern + r"\s*$", paragraph):
            bare.append(paragraph[:90])
    assert not bare, f"numbers without a source: {bare}"


@every_lesson
def test_a_lesson_is_announced_with_its_minutes_and_its_headings_leave_some_for_its_opening(path):
    """What the headings leave is the opening's; tests/publishing/test_slides.py holds the plan to all of them."""
    text = "\n".join(source(cell) for cell in cells(path, "markdown"))
    announced = re.findall(r"^\*\*(\d+) minutes\.\*\*", text, re.MULTILINE)
    planned = sum(map(int, re.findall(r"^## .+ \((\d+) min\)$", text, re.MULTILINE)))
    assert announced == [str(minutes(path))]
    assert planned == minutes(path) - (4 if number(path) == 0 else 1)


@every_lesson
def test_source_marks_resolve(path):
    known = set(load("sources").source_id)
    marks = {mark for cell in cells(path, "markdown") for mark in MARK.findall(source(cell))}
    assert marks and marks <= known, marks - known
    linked = [
        link
        for cell in cells(path, "markdown")
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", source(cell))
    ]
    assert all((path.parent / link).resolve().exists() for link in linked)


@every_lesson
def test_three_cycles_with_minutes_that_fit_in_a_lesson(path):
    headings = [
        line
        for cell in cells(path, "markdown")
        for line in source(cell).splitlines()
        if line.startswith("## ")
    ]
    cycles = [h for h in headings if re.match(r"## Cycle [123] · .+ \(\d+ min\)", h)]
    assert len(cycles) == 3
    assert sum(int(re.search(r"\((\d+) min\)", h).group(1)) for h in cycles) <= 45
    names = " ".join(headings)
    for part in ("At the door", "Verdicts", "Quiz", "Try another country", "Go further"):
        assert part in names, f"{part} is missing"


@every_lesson
def test_every_cycle_predicts_looks_and_checks(path):
    text = "\n".join(
        ("%% " if cell["cell_type"] == "markdown" else "") + source(cell) for cell in read(path)["cells"]
    )
    cycles = re.split(r"## Cycle [123]", text.split("## Verdicts")[0])[1:]
    for cycle in cycles:
        assert "predict(" in cycle and "check(" in cycle
        assert "explore(" in cycle or "show(" in cycle


@every_lesson
def test_the_claims_that_the_ledger_names_are_asked_first_and_judged_last(path):
    claims = load("other_claims" if number(path) in registry.OUTSIDE else "claims")
    mine = set(claims.claim_id[claims.lesson == number(path)])
    asked = {c for _, args, words in calls(path, "verdict") if words.get("first") for c in args}
    judged = {c for _, args, words in calls(path, "verdict") if not words.get("first") for c in args}
    assert mine and mine <= asked and mine == judged


@every_lesson
def test_items_exist_and_every_item_is_used(path):
    used = {
        "PREDICTIONS": {a[0] for _, a, _ in calls(path, "predict")},
        "CHECKS": {a[0] for _, a, _ in calls(path, "check")},
    }
    for kind, ids in used.items():
        assert ids == set(registry.collection(kind, number(path)))
    for name, args, words in calls(path, "explore", "show", "look_back"):
        id = args[0] if name == "look_back" else words.get("after")
        assert id is None or id in used["PREDICTIONS"] | (
            LATER.get(number(path), set()) if name == "show" else set()
        )
    assert [a for _, a, _ in calls(path, "quiz")] == [[number(path)]]
    assert len(registry.collection("QUIZ", number(path))) == 5


@every_lesson
def test_a_prediction_comes_before_whatever_it_opens(path):
    kept = set(LATER.get(number(path), ()))
    for name, args, words in calls(path, "predict", "explore", "show", "look_back"):
        id = args[0] if name == "look_back" else words.get("after")
        assert id is None or id in kept, f"{id} opens before it is asked"
        if name == "predict":
            kept.add(args[0])


@every_lesson
def test_what_waits_for_a_later_lesson_stands_behind_the_core_and_can_open(path):
    core = []
    for cell in read(path)["cells"]:
        if cell["cell_type"] == "markdown" and "## Go further" in source(cell):
            break
        core.append(source(cell))
    for id in LATER.get(number(path), ()):
        lesson = int(id.split(".")[0])
        assert lesson > number(path) and id not in "\n".join(core)
        assert id in registry.collection("PREDICTIONS", lesson)


@every_lesson
def test_nothing_is_given_away_in_the_saved_notebook(path):
    for cell in cells(path, "code"):
        for name, _, _ in [c for c in calls_in(cell) if c[2].get("after")]:
            shown = [data.get("text/plain") for data in outputs(cell)]
            assert len(shown) == 1 and "".join(shown[0]).endswith(Sealed.sentence), (
                f"{name} is saved open: {source(cell)[:60]}"
            )


# How many closed charts of a lesson show no question yet: may only fall.
NO_QUESTION = {0: 0, 1: 0, 2: 0, 3: 0, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0, "8b": 0, 9: 0}


@every_lesson
def test_a_closed_chart_shows_its_question(path):
    names, lacking = {}, []
    for cell in cells(path, "code"):
        for node in ast.walk(ast.parse(source(cell))):
            if isinstance(node, ast.ImportFrom):
                module = importlib.import_module(node.module)
                names |= {one.asname or one.name: getattr(module, one.name) for one in node.names}
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("explore", "show"):
                draw = names.get(getattr(node.args[0], "id", ""))
                if any(one.arg == "after" for one in node.keywords) and callable(draw):
                    lacking += [draw.__name__] if getattr(draw, "closed", None) is None else []
    assert len(lacking) <= NO_QUESTION[number(path)], lacking


def calls_in(cell):
    return [
        (node.func.id, [], {k.arg: getattr(k.value, "value", None) for k in node.keywords})
        for node in ast.walk(ast.parse(source(cell)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]


@every_lesson
@pytest.mark.slow
def test_everything_sealed_opens_with_something_in_it(path, tmp_path, monkeypatch):
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    monkeypatch.setenv("BETWEEN_GIANTS_WORKBOOK", str(tmp_path / "workbook.json"))
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell("from helpers import reveal\nreveal()"))
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
    for cell in notebook.cells:
        for data in outputs(cell) if cell.cell_type == "code" else []:
            said = "".join(data.get("text/plain", ""))
            assert Sealed.sentence not in said, f"still closed: {cell.source[:60]}"
            assert "(no rows)" not in said, f"an empty table: {cell.source[:60]}"
            assert "could not be drawn" not in said, said


@every_lesson
def test_nothing_unanswered_is_called_wrong(path):
    for cell in cells(path, "code"):
        for data in outputs(cell):
            assert "Not yet" not in "".join(data.get("text/plain", "")), source(cell)[:60]


@every_lesson
def test_no_table_stands_there_without_a_row(path):
    for cell in cells(path, "code"):
        for data in outputs(cell):
            assert "(no rows)" not in "".join(data.get("text/plain", "")), source(cell)[:60]


@every_lesson
def test_pictures_are_small_and_said_in_words(path):
    pictures = 0
    for cell in cells(path, "code"):
        for output in cell["outputs"]:
            data = output.get("data", {})
            if "image/png" in data:
                pictures += 1
                alt = output["metadata"]["image/png"]["alt"]
                assert len(alt) > 40 and alt == "".join(data["text/plain"])
                assert not alt.startswith("Chart “"), "the words must say what is seen"
                assert len("".join(data["image/png"])) * 3 / 4 <= 30 * 1024
    assert pictures, "a page on a code host needs a picture"


@every_lesson
def test_saved_in_canonical_form(path):
    text = path.read_text(encoding="utf-8")
    assert VIEW not in text and "widgets" not in read(path)["metadata"]
    assert canonical(read(path)) == read(path)
    assert not re.search(r"/home/|/root/|/tmp/|[A-Z]:\\\\", text)
    assert all(cell["id"] and not re.fullmatch(r"[0-9a-f]{8}", cell["id"]) for cell in read(path)["cells"])


@every_lesson
def test_cells_are_short_and_say_nothing_accidental(path):
    lines = sorted(len([x for x in source(c).splitlines() if x.strip()]) for c in cells(path, "code"))
    assert lines[len(lines) // 2] <= 2 and lines[int(0.9 * (len(lines) - 1))] <= 7 and lines[-1] <= 20
    for cell in cells(path, "code"):
        assert not [o for o in cell["outputs"] if o["output_type"] in ("error", "stream")], source(cell)[:60]
        assert max(map(len, source(cell).splitlines())) <= 110


@every_lesson
def test_the_core_is_about_an_hour_of_reading(path):
    core = " ".join(source(c) for c in cells(path, "markdown")).split("## Go further")[0]
    assert 600 <= len(re.findall(r"\w+", core)) <= 1700
