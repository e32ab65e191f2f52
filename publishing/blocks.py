"""What the cells of a lesson put on a slide: blocks, with the height that each takes there.

Heights are estimated, not measured: a deck is cut when it is made, and measuring there would need a browser on every
machine that makes one. The numbers are on the safe side; that nothing runs over an edge is measured in a browser, on
every slide of every deck, by tests/publishing/test_slides.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup
from nbconvert.filters import markdown2html
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from helpers.asking.forms import as_html
from publishing.pages import SOURCE_MARK, template
from publishing.steps import calls, source

MARK = re.compile(r"\s*" + SOURCE_MARK.pattern)
NEARBY = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")  # a link to a file that no slide stands beside
CALL = re.compile(r"(\w+)\([^()]*\)")
# what the call of these says, the form says better
FORMS = {"predict", "look_back", "quiz", "verdict", "my_work", "score", "memo", "my_ledger", "other_view"}

# A slide is 1280 x 720; these are the pixels that things take there (publishing/templates/slides/deck.css).
ROOM = 590
LINE, LETTERS, GAP = 39, 78, 16  # of text
CODE_LINE, CODE_LETTERS = 30, 92
ROW, CELL_LETTERS, SHORT = 33, 100, 14  # of a table
CHART = 420  # the least height of a chart
MOST_TEXT = 8 * LINE


@dataclass
class Block:
    """Something on a slide.

    kind    : which way of templates/slides/blocks.html shows it: "text", "code", "chart" …
    content : what that way needs: a text, HTML as Markup, or a dictionary of these.
    height  : the pixels it takes.
    marks   : the ids of the sources that it names.
    after   : the id of what must be kept before it opens; "" where it stands open.
    asks    : what stands in its place until then: its question, HTML.
    """

    kind: str
    content: Any
    height: int
    marks: list[str] = field(default_factory=list)
    after: str = ""
    asks: Markup = Markup()

    @property
    def html(self) -> Markup:
        return cast(Any, template("slides/blocks.html").module).block(self)


def lines(text: str, letters: int) -> int:
    """How many lines of so many letters a text takes."""
    return sum(-(-len(line) // letters) for line in text.splitlines())


def groups(
    things: Iterable, height: Callable[..., int], room: int, apart: Callable = lambda thing: False
) -> list:
    """Things in groups that fit into `room`, in their order; one for which `apart` is true begins a group."""
    made, used = [], 0
    for thing in things:
        if not made or apart(thing) or used + height(thing) > room:
            made.append([])
            used = 0
        made[-1].append(thing)
        used += height(thing)
    return made


# --- text and code ------------------------------------------------------------------------------------------


def paragraphs(text: str) -> list[list[Block]]:
    """A text in Markdown as blocks, a list for each of its parts that stay together.

    A list stays with the line that leads to it; a paragraph higher than MOST_TEXT is cut between two sentences.
    """
    parts = [part for whole in re.split(r"\n\s*\n(?!- )", text) for part in _short_enough(whole)]
    return [[text_block(one) for one in re.split(r"\n\s*\n", part) if one] for part in parts]


def _short_enough(paragraph: str) -> list[str]:
    if "\n- " in paragraph or paragraph.startswith("```") or text_block(paragraph).height <= MOST_TEXT:
        return [paragraph]
    first, *sentences = re.split(r"(?<=[.?!])\s+(?=[A-Z*“\"])", paragraph)
    parts = [first]
    for sentence in sentences:
        longer = f"{parts[-1]} {sentence}"
        if text_block(longer).height > MOST_TEXT:
            parts.append(sentence)
        else:
            parts[-1] = longer
    return parts


def text_block(text: str) -> Block:
    """A paragraph, list or fenced piece of code in Markdown as a block."""
    plain = NEARBY.sub(r"\1", MARK.sub("", text))
    if plain.startswith("```"):
        return _code_block("\n".join(plain.splitlines()[1:-1]))
    return Block("text", Markup(markdown2html(plain)), lines(plain, LETTERS) * LINE + GAP, MARK.findall(text))


def code(cell: dict) -> list[Block]:
    """The code of a cell as at most one block, without imports; nothing for calls that are forms."""
    call = CALL.fullmatch(source(cell))
    if call and call[1] in FORMS:
        return []
    shown = [
        line
        for line in source(cell).splitlines()
        if line.strip() and not re.match(r"(from .+ )?import ", line)
    ]
    return [_code_block("\n".join(shown))] if shown else []


def _code_block(text: str) -> Block:
    shown = Markup(highlight(text, PythonLexer(), HtmlFormatter(nowrap=True)))
    return Block("code", shown, lines(text, CODE_LETTERS) * CODE_LINE + 40)


# --- what a cell displays -----------------------------------------------------------------------------------


def results(cell: dict) -> list[list[Block]]:
    """What a cell displays: for each output a list of blocks, the parts of what is too long for one slide."""
    if calls(cell, "my_ledger"):  # it fills where Python runs
        return []
    found = []
    for output in cell["outputs"]:
        data = output.get("data", {})
        if "text/html" in data:
            found.append(of_html("".join(data["text/html"])))
        elif "text/plain" in data:
            text = "".join(data["text/plain"])
            found.append([Block("result", text, lines(text, CODE_LETTERS) * CODE_LINE + 30)])
    return [blocks for blocks in found if blocks]


def of_html(text: str) -> list[Block]:
    """The blocks of an output in HTML; all of them sealed where it stands behind "show"."""
    soup = BeautifulSoup(text, "html.parser")
    sealed = soup.select_one("details.bg-sealed")
    if not sealed:
        return _open(soup)
    asks = sealed.select_one("summary > .bg-closed")
    question = _markup(asks) if asks else Markup()
    sealed.select("summary")[0].decompose()
    made = _open(sealed)
    for block in made:
        block.after, block.asks = str(sealed["data-after"]), question
    return made


def _open(soup: Tag) -> list[Block]:
    live, table = soup.select_one(".bg-live"), soup.find("table")
    if live and live["data-module"] == "forms":
        return _forms(live)
    if soup.select_one("figure.bg-chart"):
        return [Block("chart", _inside(soup), CHART)]
    if table:
        made = _tables(table)
        if live and len(made) == 1:  # a table of what is kept in the forms
            made[0].content["live"] = _markup(live.select("script")[0])
        return made
    if soup.find("details"):
        return [Block("scroll", {"label": "To read and open", "page": _inside(soup)}, CHART)]
    for sentence in soup.select("p:has(a.bg-run)"):  # how to run the lesson, which a presenter knows
        sentence.decompose()
    points = soup.select("ul > li")
    if _said_height(soup) <= ROOM or not points:
        return [Block("said", _inside(soup), _said_height(soup))]
    made = []
    for part in groups(points, _said_height, ROOM):
        page = Markup("{}<ul>{}</ul>").format(
            _markup(soup.select("p")[0]), Markup("").join(map(_markup, part))
        )
        made.append(Block("said", page, sum(map(_said_height, part))))
    return made


def _markup(tag: Tag) -> Markup:
    return Markup(tag.decode())


def _inside(tag: Tag) -> Markup:
    return Markup(tag.decode_contents())


def _said_height(tag: Tag) -> int:
    return -(-len(tag.get_text()) // LETTERS) * LINE + 60


# --- forms: a question a slide ------------------------------------------------------------------------------


def _forms(live: Tag) -> list[Block]:
    """The blocks of a form: as many questions on each as fit; nothing for the workbook's panel."""
    content = json.loads(str(live.select("script")[0].string))
    spec = content["spec"]
    questions = spec.get("fieldsets", [])
    kind = content.get("offline", {}).get("kind")
    if kind == "memo":  # each writes their own; a class reads what is asked
        return _open(live.select("script + *")[0])
    if spec.get("actions"):
        return []
    if not questions:
        answer = live.select_one(
            "details.bg-answer > div"
        )  # for who counted hands and kept nothing in the form
        for line in answer.select("p") if answer else []:
            if line.get_text().startswith("Picture: "):  # which only the form itself draws
                line.decompose()
        content = {"live": _markup(live), "told": answer and _markup(answer), "back": kind == "look_back"}
        return [Block("form", content, 300)]
    judged = kind in ("last", "other", "check")  # what is said to these takes a slide
    told = (
        live.select_one("details.bg-answer > div") if kind == "check" else None
    )  # for a class that answers aloud
    for asked_above in told.select("ul, p:has(> strong):first-child") if told else []:
        asked_above.decompose()
    made = []
    for group in groups(questions, _form_height, ROOM, apart=lambda question: question["button"]):
        height = ROOM if judged else sum(map(_form_height, group))
        part = {**spec, "fieldsets": group}
        asked = {"asked": {**content, "spec": part}, "read": Markup(as_html(part, content["state"]))}
        made.append(Block("questions", asked, height))
    return (
        made
        if len(questions) > 1
        else [
            Block(
                "form",
                {"live": _markup(live), "told": told and _markup(told), "back": False},
                made[0].height + 40 * bool(told),
            )
        ]
    )


def _form_height(question: dict) -> int:
    height = 60 + lines(question["legend"], LETTERS) * 34 + 50 * bool(question["button"])
    for control in question["controls"]:
        if control["type"] == "radio" and not control["row"]:
            height += sum(lines(option["label"], LETTERS) * 36 for option in control["options"])
        elif control["type"] == "grid":
            height += 40 * (len(control["rows"]) + 1)
        elif control["type"] == "drawing":
            height += 330
        elif control["type"] == "road":
            height += 430
        else:
            height += 54
    return height


# --- tables: cut between rows, narrow ones set side by side -------------------------------------------------


def _tables(table: Tag) -> list[Block]:
    """The blocks of a table that may be longer than a slide."""
    head, *rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in table.find_all("tr")
    ]
    if any(len(row) != len(head) for row in rows):
        return [Block("scroll", {"label": "A table", "page": _markup(table)}, ROOM)]
    if "dataframe" in table.get_attribute_list("class") and head and not head[0]:
        if all(row[0].isdigit() for row in rows):  # row numbers that say nothing
            head, rows = head[1:], [row[1:] for row in rows]
        elif rows and not any(rows[0][1:]):  # the name of the index in a row of its own
            head, rows = [rows[0][0], *head[1:]], rows[1:]
    head = [name.replace("_", " ") for name in head]
    widths = _widths(head, rows)
    beside = max(1, min(4, CELL_LETTERS // (sum(widths) + 3 * len(widths)))) if len(rows) > 9 else 1

    def height(row: list[str]) -> int:
        return max(-(-len(cell) // width) for cell, width in zip(row, widths, strict=True)) * ROW + 8

    columns = groups(rows, height, ROOM - 130) or [
        []
    ]  # under the head of the table, and a line or two of text
    many = -(-len(columns) // beside)
    made = []
    for number in range(many):
        part = columns[number * beside : (number + 1) * beside]
        tall = max(sum(map(height, column)) for column in part) + ROW + 16 + 40 * (many > 1)
        where = {"short": SHORT, "number": number + 1, "many": many, "live": None}
        made.append(Block("table", {"head": head, "columns": part, **where}, tall))
    return made


def _widths(head: list[str], rows: list[list[str]]) -> list[int]:
    """How many letters each column takes: its longest cell, or a share where they are too wide together."""
    longest = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    room = CELL_LETTERS - 3 * len(longest)
    if sum(longest) <= room:
        return longest
    room -= sum(width for width in longest if width <= SHORT)
    long = sum(width for width in longest if width > SHORT)
    return [width if width <= SHORT else max(SHORT, room * width // long) for width in longest]
