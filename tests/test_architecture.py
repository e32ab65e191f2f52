"""Who may call whom (ARCHITECTURE.md): arrows point down, none in a circle, facts draw nothing, no module outgrows."""

import ast
import functools
import graphlib
import json
import re
from pathlib import Path

import pytest

from helpers.registry import LESSONS, OUTSIDE
from tools.clean_copies import begins, lesson_files

ROOT = Path(__file__).parents[1]
# From the ground up; rooms of one row don't know each other, `models` stands apart.
ROWS = [
    {"errors"},
    {"words", "markup", "front_end", "hiding"},
    {"tables", "foreign_server"},
    {"registry", "pages", "countries"},
    {"work"},
    {"pictures", "asking"},
    {"ledger"},
    {"lessons"},
    {"older_copies"},
    {"helpers"},
]
HEIGHT = {room: height for height, row in enumerate(ROWS) for room in row}
BUILDERS = ("tools", "publishing", "classroom")
MOST_LINES = 500


def modules(top):
    """{dotted name: path} of a package of ours."""
    base = ROOT / "src" if top == "helpers" else ROOT
    paths = (base / top).rglob("*.py")
    return {
        ".".join(path.relative_to(base).with_suffix("").parts).removesuffix(".__init__"): path
        for path in paths
    }


OURS = {name: path for top in ("helpers", *BUILDERS) for name, path in modules(top).items()}


@functools.cache
def imported(name):
    """What a module of ours imports, dotted names of modules (ours) or top-level packages (others')."""
    found = set()
    for node in ast.walk(ast.parse(OURS[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively; write `from helpers…`"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in OURS else node.module)
    return {one if one in OURS else one.partition(".")[0] for one in found}


def ours(name):
    return {one for one in imported(name) if one in OURS}


def everything_behind(name):
    """All that a module imports, and what that imports, without what the package itself lays out in its front hall."""
    seen, todo = set(), [name]
    while todo:
        for one in imported(todo.pop()) - seen - {"helpers"}:
            seen.add(one)
            if one in OURS:
                todo.append(one)
    return seen


def room(name):
    return name.split(".")[1] if "." in name else "helpers"


def test_no_arrow_runs_up_and_rooms_side_by_side_do_not_know_each_other():
    wrong = []
    for name in modules("helpers"):
        for other in ours(name):
            here, there = room(name), room(other)
            if here == there or there == "models":
                continue
            if here == "models":
                wrong += [(name, other)] * (there != "errors")
            elif HEIGHT[there] >= HEIGHT[here]:
                wrong.append((name, other))
    assert not wrong


def test_there_is_no_circle():
    graph = {name: ours(name) - {"helpers"} for name in OURS}
    graphlib.TopologicalSorter(graph).prepare()


def test_helpers_know_nothing_of_what_is_built_around_them():
    assert not [
        (name, other)
        for name in modules("helpers")
        for other in imported(name)
        if other.split(".")[0] in {*BUILDERS, "tests", "start"}
    ]
    assert not [
        (name, other)
        for name in modules("tools")
        for other in imported(name)
        if room_of_builder(other) - {"tools"}
    ]


def room_of_builder(name):
    return {name.split(".")[0]} & set(BUILDERS)


LESSON_MODULES = [name for name in modules("helpers") if name.count(".") == 3 and room(name) == "lessons"]


@pytest.mark.parametrize("name", [name for name in LESSON_MODULES if name.split(".")[3].startswith("facts")])
def test_facts_turn_tables_into_numbers_and_draw_nothing(name):
    behind = everything_behind(name)
    assert not behind & {"matplotlib", "PIL", "IPython", "anywidget", "ipywidgets"}
    assert not {room(one) for one in behind if one.startswith("helpers.")} - {
        "errors", "words", "tables", "countries", "models", "lessons"
    }  # fmt: skip


@pytest.mark.parametrize("name", [name for name in LESSON_MODULES if name.split(".")[3].startswith("charts")])
def test_charts_draw_what_they_are_given(name):
    """No workbook, no question, no reading of tables: `load` is the notebook's."""
    rooms = {room(one) for one in ours(name)}
    assert not rooms & {"work", "asking", "ledger", "registry"}
    assert "load" not in re.findall(
        r"from helpers\.tables import (.*)", OURS[name].read_text(encoding="utf-8")
    )


def test_a_lesson_uses_earlier_lessons_at_most():
    number: dict[str, float] = {lesson: at for at, lesson in LESSONS.items()}
    number |= {lesson: int(at[:-1]) + 0.5 for at, lesson in OUTSIDE.items()}
    assert not [
        (name, other)
        for name in LESSON_MODULES
        for other in ours(name)
        if room(other) == "lessons" and number[other.split(".")[2]] > number[name.split(".")[2]]
    ]


def test_every_lesson_has_its_folder_with_the_same_rooms():
    folders = {
        path.name for path in (ROOT / "src/helpers/lessons").iterdir() if (path / "__init__.py").exists()
    }
    assert folders == {*LESSONS.values(), *OUTSIDE.values()}
    for lesson in folders:
        held = {path.stem for path in (ROOT / "src/helpers/lessons" / lesson).glob("*.py")}
        assert {"items", "findings", "facts"} <= held and any(name.startswith("charts") for name in held)


@pytest.mark.parametrize("number", LESSONS | OUTSIDE)
def test_a_lesson_imports_from_its_own_folder(number):
    (path,) = (one for one in lesson_files() if one.name.startswith(begins(str(number))))
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    for place in re.findall(r"^from helpers\.([\w.]+) import", source, re.MULTILINE):
        assert place.startswith(("models.", f"lessons.{(LESSONS | OUTSIDE)[number]}.")), place


def test_no_module_outgrows_its_room():
    too_long = {
        name: lines
        for name, path in OURS.items()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not too_long
