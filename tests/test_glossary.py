"""The glossary holds the words that the lessons teach, each from the lesson in which it is first met."""

import json
import re
from pathlib import Path

import pytest

from helpers import load, registry

ROOT = Path(__file__).parents[1]
TERMS = load("glossary").set_index("term")
# A value that tables show, explained though no lesson says it.
IN_TABLES = {"Background knowledge"}
# Bold, and no term: keys to press, questions that return, names of projects, and words that are stressed.
BOLD = {
    "Shift and Enter", "Who", "what", "When", "By which yardstick", "Who says so", "Freedom House", "Polity",
    "or", "our", "function call", "with him in custody",
}  # fmt: skip


def prose(number):
    """What stands in the text of a lesson's notebook."""
    (path,) = (one for one in (ROOT / "notebooks").glob(f"{number:02d}_*.ipynb") if ".mine-" not in one.name)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def said(number):
    """The same, with what its questions, findings and charts say."""
    folder = ROOT / "src/helpers/lessons" / registry.LESSONS[number]
    return prose(number) + "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))


def stands(term, text):
    return re.search(rf"(?<![\w-]){re.escape(term)}(?:s|es)?(?![\w-])", text, re.IGNORECASE)


@pytest.mark.parametrize("term", [one for one in TERMS.index if one not in IN_TABLES])
def test_a_term_is_used_in_the_lesson_that_is_named_and_in_no_text_before(term):
    first = TERMS.first_lesson[term]
    assert stands(term, said(first)), f"lesson {first} doesn't use it"
    assert not [number for number in range(first) if stands(term, prose(number))]


@pytest.mark.parametrize("number", registry.LESSONS)
def test_a_term_that_a_lesson_introduces_in_bold_stands_in_the_glossary(number):
    text = re.sub(r"`[^`]*`", "", prose(number))
    bold = {one for one in re.findall(r"\*\*([^*\n]+)\*\*", text) if not one.endswith((".", "?", "!", ":"))}
    known = {term.casefold() for term in TERMS.index}
    assert not {one for one in bold - BOLD if one.casefold() not in known}


def test_definitions_are_short():
    assert max(len(text.split()) for text in TERMS.definition) <= 55
