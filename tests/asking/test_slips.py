"""A slip in a cell of one's own is met with a sentence that says what to type; the cell fails all the same."""

import json

import pandas as pd
import pytest

from helpers.asking import slips
from helpers.asking.check import check
from helpers.errors import LessonError

POWER = pd.DataFrame({"year": [1939, 1940], "country": ["Mongolia", "China"], "political": [True, False]})
LESSON = [
    "from helpers import load, check",
    'power = load("national_capabilities")',
    "year = 1939\ncinc = power.query('year == @year')",
]


@pytest.fixture(autouse=True)
def nothing_failed(monkeypatch):
    monkeypatch.setattr(slips, "_failed", {})


def said_of(source, **names):
    """What is said when this cell is run, after the lesson's tables are loaded."""
    there = {"power": POWER, "pd": pd, **names}
    try:
        exec(compile(source, "<ipython-input-1-x>", "exec"), there)
    except Exception as problem:
        return slips.sentence(problem, source, there, LESSON)
    raise AssertionError("nothing went wrong")


@pytest.mark.parametrize(
    "source, said",
    [
        (
            "area = 1,564,116\nround(area / 2)",
            "Python takes 1,564,116 for several numbers. Write it without commas: 1564116.",
        ),
        ("inhabitants, area = 3,300,000, 1", "Python takes 3,300,000 for several numbers"),
        ("round(0,38 * 100, 1)", "Python takes 0,38 for two numbers. Write a point: 0.38."),
        ("x = 5 years", "write 5 without the word after it"),
        ("x = **5**", "write the value alone"),
        ("x = <b>5</b>", "write the value alone"),
        ("x =", "Nothing stands to the right of ="),
        ("x = 1.564.116", "no points or spaces between its digits: 1564116."),
        ("x = 1 564 116", "no points or spaces between its digits: 1564116."),
        ("x = 1,023 million", "without commas: 1023."),
        ("round(2,023)", "without commas: 2023."),
        ("x = (0.2² + 0.1²) / 2", "Python writes **"),
        ("x = 1 - 4 x 2", "To multiply, Python writes *"),
        ("dict(a=1 b=2)", "stands a comma"),
        ("power[(power.year = 1939)]", "two signs: =="),
        ("power[power.year == 1939 & power.political > 0.5]", "brackets of its own"),
        (
            "def days(stock_days): pass\ndays(stock_day=1)",
            "no entry called stock_day. Did you mean stock_days?",
        ),
        ("x = 10.0 ** 400", "gets too large"),
        ("int('5 years')", "write the number itself"),
        ("x = power.year / '2'", "leave the quotation marks away"),
        ("x = (10 / 5\ny = 1", "never closed"),
        ("10 : 5", "To divide, Python writes /"),
        ("x = 38 %", "Python knows no % after a number"),
        ("x = “Mongolia”", "straight ones"),
        ("x = 'Mongolia", "doesn't end with the same one"),
        ("x = (1, 2]", "of the other kind"),
        ("x = 1)", "closes that never opened"),
        ("x = 1\n  y = 2", "further right or left"),
        ("x = 007", "doesn't begin with 0"),
        ("x = 0.9 ^ 2", "writes ** and not ^"),
        ("country = Mongolia", 'A text needs quotation marks: "Mongolia".'),
        ("x = false", "Python writes False with a capital letter."),
        ("x = powr", "Did you mean power?"),
        ("cinc", "made in the cell with “cinc = power.query('year == @year')”: run that one"),
        ("load('x')", "comes with the first cell of the lesson"),
        ("power.query('year = 1939')", "two signs: “year == 1939”"),
        (
            "power.query('political == false')",
            "Python writes False with a capital letter, inside query as well.",
        ),
        ("power.query('country == Mongolia')", "quotation marks of its own there: 'Mongolia'"),
        ("power.query('yaer == 1939')", "Did you mean year?"),
        ("power.query('year == @when')", "your own name when, which has no value yet"),
        ("power[(power.year > 1) and (power.year < 2)]", "write & for “and”"),
        ("power['Year']", "Did you mean “year”?"),
        ("power.yaer", "There is nothing called yaer there. Did you mean year?"),
        ("power.set_index('country').year['Mongola']", "neither as a column nor as a row"),
        ("power.query('year == 1800').year.iloc[0]", "no row of the table fits"),
        ("1 / 0", "divided by 0"),
        ("x = '5' - 3", "leave the quotation marks away"),
        ("x = ... + 1", "The three dots"),
        ("x = year (3)", "a bracket ( follows what is no function"),
        ("import math\nmath.sqrt(-1)", "Python stopped here: “math.sqrt(-1)”. Its reason: "),
    ],
)
def test_each_slip_of_the_exercises_has_its_sentence(source, said):
    assert said in said_of(source, year=1939)


@pytest.mark.parametrize(
    "source, made",
    [
        ("a = b = 1", {"a", "b"}),
        ("def f(x):\n    y = 1", {"f", "y"}),
        ("import pandas as pd\nfrom x import load", {"pd", "load"}),
        ("area = 5 years\nlow, high = 90 90", {"area", "low", "high"}),
        ("year == 5 years", set()),
        ("", set()),
    ],
)
def test_what_a_cell_makes_is_known_even_where_it_cannot_be_read(source, made):
    assert slips.makes(source) == made


def test_the_lesson_of_a_cell_is_the_one_that_is_open_or_that_shares_its_lines(tmp_path, monkeypatch):
    for name, line in {"01_a": "x = 1", "02_b": "y = 2", "03_broken": None}.items():
        cells = [{"cell_type": "code", "source": [line]}] if line else "nothing"
        (tmp_path / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert slips.lesson_cells("y = 2\nz", tmp_path) == ["y = 2"]
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/01_a.ipynb")
    assert slips.lesson_cells("y = 2", tmp_path) == ["x = 1"]


def test_a_check_knows_that_the_cell_of_its_value_failed():
    assert slips.asks_for('check("3.a", 100 * mine / other)', "3.a") == {"mine", "other"}
    assert slips.asks_for('check("3.b", mine)', "3.a") == set() == slips.asks_for("check(", "3.a")
    slips._failed["mine"] = "mine = 5 years"
    assert "The cell that makes mine stopped" in slips.older_value('check("3.a", mine)', "3.a")
    assert slips.older_value('check("3.a", other)', "3.a") == ""
    assert slips.older_value('mine = 2\ncheck("3.a", mine)', "3.a") == "", "mended in the cell that checks it"


# --- in a kernel --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kernel():
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3")
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def run(kernel, source):
    """(status, outputs) of a cell: displayed texts, and an error's name and lines."""
    found = []

    def hear(message):
        content = message["content"]
        if message["msg_type"] == "display_data":
            found.append(content["data"]["text/plain"])
        elif message["msg_type"] == "error":
            found.append((content["ename"], content["traceback"]))

    reply = kernel.execute_interactive(source, output_hook=hear, timeout=60)
    return reply["content"]["status"], found


def test_in_a_kernel_the_sentence_stands_first_the_cell_fails_and_the_check_below_knows_it(kernel):
    assert run(kernel, "from helpers import check, load, LessonError") == ("ok", [])
    assert run(kernel, "mine = 1990") == ("ok", [])
    status, (said, (name, lines)) = run(kernel, "mine = 5 years")
    assert status == "error" and name == "SyntaxError" and "write 5 without the word" in said
    assert len(lines) == 1 and "write 5 without the word" in lines[0]
    status, (said,) = run(kernel, 'check("2.first_above", mine)')
    assert status == "ok" and "The cell that makes mine stopped" in said and "1990" not in said
    run(kernel, "mine = 1990")
    status, (said,) = run(kernel, 'check("2.first_above", mine)')
    assert "stopped" not in said
    status, ((name, lines),) = run(kernel, "raise LessonError('Only this.')")
    assert (status, name, lines) == ("error", "LessonError", ["Only this."])


def test_in_plain_python_nothing_changes(capsys):
    slips.listen(None)
    slips.listen(object())
    with pytest.raises(LessonError):
        raise LessonError("x")
    check("0.density", 1)
