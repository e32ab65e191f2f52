"""HTML is made by templates that escape: nothing a student, a table or a lesson holds is read as markup."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from matplotlib.figure import Figure

from helpers import markup
from helpers.asking import check, check_on_page, forms
from helpers.asking.check_items import Check
from helpers.lessons.decision_room.options import CRITERIA
from helpers.lessons.decision_room.scoring import _shown
from helpers.lessons.fuel_and_rails.charts_shock import Listing
from helpers.pages import without_kernel
from helpers.pictures import vectors
from helpers.pictures.explore import Table, words
from helpers.work.sealed import Sealed

ROOT = Path(__file__).parents[1]
HELPERS = ROOT / "src" / "helpers"
HOSTILE = "</p></script><script>alert(\"1\" + '1')</script> {{ 7 * 7 }} &amp; <b>\nbold</b>"
NUMBERS = {"columns": [HOSTILE], "rows": [[HOSTILE]], "more": 2}


def closed():
    return type("Hostile", (Sealed,), {"sentence": HOSTILE})()


def explained():
    item = Check(HOSTILE, expected=lambda load: HOSTILE, kind="text", how=HOSTILE, right=HOSTILE)
    return check_on_page.on_page(HOSTILE, item)


def a_form(offline=None):
    controls = [forms.radio([HOSTILE]), forms.reason(HOSTILE)]
    fieldset = {"id": "a", "legend": HOSTILE, "help": "", "button": HOSTILE, "controls": controls}
    said = {"a": forms.entry(lines=[forms.line("note", HOSTILE, HOSTILE)])}
    return forms.OnPage({"label": HOSTILE, "fieldsets": [fieldset]}, said, offline)


MADE = {
    "a reply": lambda: check.Reply("wrong", HOSTILE, HOSTILE),
    "a check on a page": explained,
    "a form": a_form,
    "a form on a page": lambda: a_form({"kind": HOSTILE, "opened": {"a": forms.entry(True, HOSTILE)}}),
    "the way to Python": lambda: without_kernel.Still(forms.needs_python(HOSTILE), ""),
    "evidence": lambda: _shown(next(iter(CRITERIA)), [(HOSTILE,) * 3]),
    "a function's text": lambda: Listing(explained),
    "a table": lambda: Table(pd.DataFrame({HOSTILE: [HOSTILE]})),
    "words under a picture": lambda: words(HOSTILE),
    "a view of a chart": lambda: without_kernel.Still(without_kernel.still(HOSTILE, HOSTILE, NUMBERS), ""),
    "a chart on a page": lambda: without_kernel.Live(HOSTILE, {"a": HOSTILE}, "<p></p>", ""),
    "what is closed": closed,
    "what is closed on a page": lambda: without_kernel.Sealed(HOSTILE, HOSTILE),
}


@pytest.mark.parametrize("name", MADE)
def test_what_is_shown_is_text_and_never_markup(name):
    page = MADE[name]()._repr_html_()
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.find_all("b")
    assert all(one.get("type") == "application/json" for one in soup.find_all("script"))
    assert "49" not in page
    if name != "a function's text":
        values = [value for tag in soup.find_all(True) for value in tag.attrs.values()]
        held = [soup.get_text(), *(value for value in values if isinstance(value, str))]
        assert any("alert(" in text and "<b>\nbold</b>" in text for text in held)


def test_a_template_that_lacks_a_value_says_so_instead_of_leaving_a_hole():
    import jinja2

    with pytest.raises(jinja2.UndefinedError):
        markup.fill("<p>{{ said }}</p>")


def test_line_breaks_of_a_template_are_not_of_the_page_and_those_of_a_value_are():
    assert markup.fill("<p>\n  {{ said }}\n</p>\n", said="a\n  b") == "<p>a\n  b</p>"


def pieces_of_html(path):
    """The texts with a tag in them that a module puts values into by itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            text = "".join(one.value for one in node.values if isinstance(one, ast.Constant))
            if re.search(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>", text):
                yield text


NUMBERS_ONLY = {"vectors.py"}  # SVG of thousands of numbers and colours, and of no word: see the next test


def test_no_module_puts_html_together_by_hand():
    modules = sorted(path for path in HELPERS.rglob("*.py") if path.name not in NUMBERS_ONLY)
    assert not {path.name: found for path in modules if (found := list(pieces_of_html(path)))}
    assert [path.name for path in modules if re.search(r"^import html$", path.read_text("utf-8"), re.M)] == [
        "markup.py"
    ]


def test_the_templates_are_part_of_the_package():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "*.j2" in settings["tool"]["setuptools"]["package-data"]["*"]


def test_importing_the_helpers_does_not_wait_for_the_templates():
    """Jinja2 takes a twentieth of a second, which whoever shows no HTML needn't wait for."""
    code = "import sys, helpers; print('jinja2' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-P", "-c", code], cwd=ROOT, text=True) == "False\n"


def test_no_word_of_a_figure_stands_in_its_svg():
    figure = Figure()
    ax = figure.subplots()
    ax.plot([1, 2], label=HOSTILE)
    ax.set(title=HOSTILE, xlabel=HOSTILE, gid=HOSTILE)
    ax.legend()
    picture = vectors.to_svg(figure).decode()
    assert "alert" not in picture and "bold" not in picture
    elements = {one.tag.rpartition("}")[2]: one.text for one in ElementTree.fromstring(picture).iter()}
    assert elements.keys() <= {"svg", "style", "defs", "g", "path", "use", "clipPath", "pattern", "rect"}
    assert re.fullmatch(r"@media \(prefers-color-scheme:dark\)\{[\s#\w\[\]=\":{}]*", elements["style"])
