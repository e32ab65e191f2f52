"""Decks for presenting: `python3 start.py slides [NUMBER ...]` makes build/slides/03_one_customer.html ….

A deck is cut from the executed lesson (publishing/pages.py) and from nothing else: the lesson's agreed form says
where a step begins, and what a slide holds is measured out so that nothing runs over its edge. Its notes are
those of instructors/notes/, one heading a step.
"""

import argparse
import csv
import html
import json
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import jinja2
from bs4 import BeautifulSoup
from nbconvert.filters import markdown2html
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from helpers.asking.forms import as_html
from publishing import pages
from tools import vendor

ROOT = Path(__file__).resolve().parent.parent

NOTES = ROOT / "instructors" / "notes"
TEMPLATES = ROOT / "publishing" / "templates" / "slides"
OUT = ROOT / "build" / "slides"

MARK = re.compile(r"\s*\[\[([a-z0-9-]+)\]\]\(\.\./data/sources\.csv\)")
NEARBY = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")  # a link to a file that no slide stands beside
MINUTES = re.compile(r"\s*\((\d+) min(?:utes)?\)$")
CALL = re.compile(r"(\w+)\([^()]*\)")
FORMS = {
    "predict",
    "look_back",
    "quiz",
    "verdict",
    "my_work",
    "score",
    "memo",
    "my_ledger",
}  # what their call says, the form says better

# A slide is 1280 x 720; these are the pixels that things take there (publishing/templates/slides/deck.css), on the safe side.
ROOM, ROOM_UNDER_A_TITLE = 590, 490
LINE, LETTERS, GAP = 39, 78, 16  # of text
CODE_LINE, CODE_LETTERS = 30, 92
ROW, CELL_LETTERS, SHORT = 33, 100, 14  # of a table
CHART = 420  # the least height of a chart
MOST_TEXT = 8 * LINE


# --- what a lesson consists of ------------------------------------------------------------------------------


@dataclass
class Block:
    """Something on a slide: HTML and the height it takes; kind: text, code, table, form, chart or other.

    sealed: it stands behind "show"; the code before it makes room for it when it opens.
    """

    kind: str
    html: str
    height: int
    marks: list = field(default_factory=list)
    sealed: bool = False


@dataclass
class Slide:
    """One slide: the blocks on it, in order."""

    blocks: list = field(default_factory=list)

    @property
    def height(self):
        open_height = sum(block.height for block in self.blocks if block.kind != "code" or not self.sealed)
        return max(open_height, sum(block.height for block in self.blocks if not block.sealed))

    @property
    def sealed(self):
        return any(block.sealed for block in self.blocks)

    @property
    def plain(self):
        """Whether there is nothing but text, which may then be larger."""
        return all(block.kind == "text" for block in self.blocks)

    @property
    def marks(self):
        """Whom the texts of the slide name as their source, each once: "Reuters, 2017"."""
        known = publishers()
        return list(dict.fromkeys(known[mark] for block in self.blocks for mark in block.marks))


@dataclass
class Step:
    """A step of a lesson: its section, its part of a cycle ("" or "Predict", "Look" …), its cells."""

    section: str
    part: str
    minutes: int
    cells: list = field(default_factory=list)
    slides: list = field(default_factory=list)
    number: int = 1
    opens: bool = False  # the first of its section

    @property
    def name(self):
        """As the notes call it: "Quiz", or "Cycle 1 · Predict", or "Cycle 1 · Predict 2"."""
        if not self.part:
            return self.section
        again = f" {self.number}" if self.number > 1 else ""
        return f"{self.section.split(' · ')[0]} · {self.part}{again}"


@cache
def publishers():
    """{source_id: publisher and year} of data/sources.csv."""
    with open(ROOT / "data" / "sources.csv", encoding="utf-8", newline="") as file:
        return {
            row["source_id"]: ", ".join(filter(None, (row["publisher"] or row["title"], row["year"])))
            for row in csv.DictReader(file)
        }


OPENING, OPTIONAL = "The question", "Go further"


def source(cell):
    return "".join(cell["source"]).strip()


def steps(notebook):
    """The steps of a lesson (a notebook as a dict), each with its cells.

    A section is a step. Only a cycle has several: what leads to a prediction and the prediction, what is
    looked at until the student's own turn, that turn, and what was seen.
    """
    found = [Step(OPENING, "", 0)]
    for cell in _whole_paragraphs(notebook["cells"]):
        text = source(cell)
        if cell["cell_type"] == "markdown" and text.startswith("## "):
            heading, _, text = text.partition("\n")
            minutes = MINUTES.search(heading)
            section = MINUTES.sub("", heading[3:])
            part = "Predict" if section.startswith("Cycle ") else ""
            found.append(Step(section, part, int(minutes[1]) if minutes else 0, opens=True))
            cell = {**cell, "source": text.strip()}
        elif found[-1].part:
            part = _part(cell, found[-1])
            if part != found[-1].part:
                found.append(Step(found[-1].section, part, 0))
        found[-1].cells.append(cell)
    found = _predictions_with_what_leads_to_them(found)
    seen = {}
    for step in found:
        if step.part == "Predict" and not any(_calls(cell, "predict") for cell in step.cells):
            step.part = "Look"
        step.number = seen[(step.section, step.part)] = seen.get((step.section, step.part), 0) + 1
    return found


def _whole_paragraphs(cells):
    """The cells, a text cut where a section, the student's turn or what was seen begins inside it."""
    for cell in cells:
        if cell["cell_type"] != "markdown":
            yield cell
            continue
        for text in re.split(r"\n\n(?=## |\*\*Your turn\.|\*\*What we saw\.)", source(cell)):
            yield {**cell, "source": text}


def _part(cell, step):
    """The part of a cycle to which a cell belongs that follows on `step`."""
    text = source(cell)
    if cell["cell_type"] == "markdown":
        if text.startswith("**Your turn."):
            return "Your turn"
        if text.startswith("**What we saw."):
            return "What we saw"
        return "Look" if any(_calls(one, "predict", "check") for one in step.cells) else step.part
    if _calls(cell, "predict"):
        return "Predict"
    if step.part == "Predict" and any(_calls(one, "predict") for one in step.cells):
        return "Look"
    return step.part


def _predictions_with_what_leads_to_them(found):
    """The steps, each later prediction with the text that stands right before it."""
    result = []
    for step in found:
        if (
            step.part == "Predict"
            and result
            and result[-1].part == "Look"
            and result[-1].section == step.section
        ):
            before = result[-1]
            while before.cells and before.cells[-1]["cell_type"] == "markdown":
                step.cells.insert(0, before.cells.pop())
            if not before.cells:
                result.pop()
        result.append(step)
    return result


def _calls(cell, *names):
    return (
        cell["cell_type"] == "code"
        and re.search(rf"^(?:{'|'.join(names)})\(", source(cell), re.MULTILINE) is not None
    )


# --- cutting a step into slides -----------------------------------------------------------------------------


def slides(step):
    """The slides of a step: text and what belongs to it on one where they fit, else one after the other."""
    made, waiting = [], Slide()

    def fits(*more):
        room = ROOM_UNDER_A_TITLE if step.opens and not made else ROOM
        return Slide([*waiting.blocks, *more]).height <= room

    def done(*blocks):
        nonlocal waiting
        if blocks:
            made.append(Slide(list(blocks)))
        waiting = Slide()

    for cell in step.cells:
        if cell["cell_type"] == "markdown":
            *full, last = _text_slides(source(cell))
            done(*waiting.blocks)
            made += full
            waiting = last
            continue
        code, results = _code(cell), _results(cell)
        if not results and not fits(*code):
            done(*waiting.blocks)
        for number, (first, *more) in enumerate(results):
            if number == 0 and not fits(*code, first):
                text, rest = [*waiting.blocks], [*code, first]
                if Slide(rest).height > ROOM or (
                    text and fits(*code) and first.kind == "chart" and not first.sealed
                ):
                    text, rest = [*text, *code], [first]
                done(*text)
                done(*rest)
            elif number == 0:
                done(*waiting.blocks, *code, first)
            else:
                done(first)
            for block in more:
                done(block)
        if not results:
            waiting.blocks += code
    done(*waiting.blocks)
    return made


def _text_slides(text):
    """A text as slides of at most `MOST_TEXT`; a paragraph that is longer is cut between two sentences."""
    made = [Slide()]
    for paragraph in re.split(r"\n\s*\n(?!- )", text):  # a list stays with the line that leads to it
        for part in _short_enough(paragraph):
            blocks = [_text(one) for one in re.split(r"\n\s*\n", part) if one]
            if made[-1].blocks and Slide([*made[-1].blocks, *blocks]).height > MOST_TEXT:
                made.append(Slide())
            made[-1].blocks += blocks
    return made


def _short_enough(paragraph):
    if "\n- " in paragraph or paragraph.startswith("```") or _text(paragraph).height <= MOST_TEXT:
        return [paragraph]
    sentences = re.split(r"(?<=[.?!])\s+(?=[A-Z*“\"])", paragraph)
    parts = [sentences[0]]
    for sentence in sentences[1:]:
        longer = f"{parts[-1]} {sentence}"
        if _text(longer).height > MOST_TEXT:
            parts.append(sentence)
        else:
            parts[-1] = longer
    return parts


def _text(text):
    """A paragraph, list or fenced piece of code in Markdown as a block."""
    plain = NEARBY.sub(r"\1", MARK.sub("", text))
    if plain.startswith("```"):
        return _code_block("\n".join(plain.splitlines()[1:-1]))
    lines = sum(-(-len(line) // LETTERS) for line in plain.splitlines() if line)
    return Block("text", markdown2html(plain), lines * LINE + GAP, MARK.findall(text))


def _code(cell):
    """The code of a cell as at most one block, without imports; nothing for calls that are forms."""
    call = CALL.fullmatch(source(cell))
    if call and call[1] in FORMS:
        return []
    lines = [
        line
        for line in source(cell).splitlines()
        if line.strip() and not re.match(r"(from .+ )?import ", line)
    ]
    return [_code_block("\n".join(lines))] if lines else []


def _code_block(text):
    shown = highlight(text, PythonLexer(), HtmlFormatter(nowrap=True))
    lines = sum(-(-len(line) // CODE_LETTERS) for line in text.splitlines())
    return Block("code", f'<pre class="code"><code>{shown}</code></pre>', lines * CODE_LINE + 40)


def _results(cell):
    """What a cell displays: for each output a list of blocks, the parts of what is too long for one slide."""
    if _calls(cell, "my_ledger"):  # it fills where Python runs
        return []
    found = []
    for output in cell["outputs"]:
        data = output.get("data", {})
        if "text/html" in data:
            found.append(_html_blocks("".join(data["text/html"])))
        elif "text/plain" in data:
            text = "".join(data["text/plain"])
            lines = sum(-(-len(line) // CODE_LETTERS) for line in text.splitlines())
            found.append(
                [Block("other", f'<pre class="result">{html.escape(text)}</pre>', lines * CODE_LINE + 30)]
            )
    return [blocks for blocks in found if blocks]


def _html_blocks(text):
    soup = BeautifulSoup(text, "html.parser")
    sealed = soup.select_one("details.bg-sealed")
    if not sealed:
        return _open_blocks(soup)
    sealed.summary.decompose()
    after = html.escape(sealed["data-after"])
    blocks = _open_blocks(sealed)
    for block in blocks:
        block.sealed = True
        block.html = (
            f'<details class="sealed" data-after="{after}"><summary>Show what stands here</summary>'
            f"{block.html}</details>"
        )
    return blocks


def _open_blocks(soup):
    live = soup.select_one(".bg-live")
    if live and live["data-module"] == "forms":
        return _forms(live)
    if soup.select_one("figure.bg-chart"):
        return [Block("chart", f'<div class="stage">{soup.decode_contents()}</div>', CHART)]
    if soup.find("table"):
        blocks = _tables(soup.find("table"))
        if live and len(blocks) == 1:  # a table of what is kept in the forms
            blocks[
                0
            ].html = f'<div class="bg-live" data-module="table">{live.script.decode()}{blocks[0].html}</div>'
        return blocks
    if soup.find("details") and not soup.select_one(".bg-check"):
        return [
            Block(
                "other",
                f'<div class="scroll" tabindex="0" role="region" aria-label="To read and open">'
                f"{soup.decode_contents()}</div>",
                CHART,
            )
        ]
    for link in soup.select("a.bg-run"):  # how to run the lesson, which a presenter knows
        link.find_parent("p").decompose()
    height = _said_height(soup)
    points = soup.select("ul > li")
    if height <= ROOM or not points:
        return [Block("other", f'<div class="said">{soup.decode_contents()}</div>', height)]
    parts = [[]]
    for point in points:
        if parts[-1] and sum(map(_said_height, [*parts[-1], point])) > ROOM:
            parts.append([])
        parts[-1].append(point)
    title = soup.find("p").decode()
    return [
        Block(
            "other",
            f'<div class="said">{title}<ul>{"".join(point.decode() for point in part)}</ul></div>',
            sum(map(_said_height, part)),
        )
        for part in parts
    ]


def _said_height(soup):
    return -(-len(soup.get_text()) // LETTERS) * LINE + 60


# --- forms: a question a slide ------------------------------------------------------------------------------


def _forms(live):
    """The blocks of a form: as many questions on each as fit; nothing for the workbook's panel."""
    content = json.loads(live.find("script").string)
    spec = content["spec"]
    if spec.get("actions"):
        return []
    questions = spec.get("fieldsets", [])
    if not questions:
        return [Block("form", f'<div class="form">{live.decode()}</div>{_told(live)}', 300)]
    judged = content.get("offline", {}).get("kind") == "last"  # what is said to a verdict takes a slide
    if len(questions) == 1:
        return [
            Block(
                "form",
                f'<div class="form">{live.decode()}</div>',
                ROOM if judged else _form_height(questions[0]),
            )
        ]
    groups = [[]]
    for question in questions:
        if groups[-1] and (
            question["button"] or sum(map(_form_height, groups[-1])) + _form_height(question) > ROOM
        ):
            groups.append([])
        groups[-1].append(question)
    blocks = []
    for group in groups:
        part = {**spec, "fieldsets": group}
        text = json.dumps({**content, "spec": part}, ensure_ascii=False).replace("<", "\\u003c")
        blocks.append(
            Block(
                "form",
                f'<div class="form"><div class="bg-live" data-module="forms">'
                f'<script type="application/json">{text}</script>'
                f"{as_html(part, content['state'])}</div></div>",
                ROOM if judged else sum(map(_form_height, group)),
            )
        )
    return blocks


def _told(live):
    """What a look back will say, for a presenter who counted hands and kept nothing in the form."""
    answer = live.select_one("details.bg-answer > div")
    return (
        f'<details class="told"><summary>Show what is told afterwards</summary>{answer.decode()}</details>'
        if answer
        else ""
    )


def _form_height(question):
    height = 60 + -(-len(question["legend"]) // LETTERS) * 34 + 50 * bool(question["button"])
    for control in question["controls"]:
        if control["type"] == "radio" and not control["row"]:
            height += sum(-(-len(option["label"]) // LETTERS) * 36 for option in control["options"])
        elif control["type"] == "grid":
            height += 40 * (len(control["rows"]) + 1)
        else:
            height += 54
    return height


# --- tables: cut between rows, narrow ones set side by side -------------------------------------------------


def _tables(table):
    """The blocks of a table that may be longer than a slide."""
    head = [cell.get_text(strip=True) for cell in table.find_all("tr")[0].find_all(["th", "td"])]
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in table.find_all("tr")[1:]
    ]
    if any(len(row) != len(head) for row in rows):
        return [
            Block(
                "other",
                f'<div class="scroll" tabindex="0" role="region" aria-label="A table">{table.decode()}</div>',
                ROOM,
            )
        ]
    if "dataframe" in table.get("class", []) and head and not head[0]:
        if all(row[0].isdigit() for row in rows):  # row numbers that say nothing
            head, rows = head[1:], [row[1:] for row in rows]
        elif rows and not any(rows[0][1:]):  # the name of the index in a row of its own
            head, rows = [rows[0][0], *head[1:]], rows[1:]
    head = [name.replace("_", " ") for name in head]
    widths = _widths(head, rows)
    beside = max(1, min(4, CELL_LETTERS // (sum(widths) + 3 * len(widths)))) if len(rows) > 9 else 1
    heights = [
        max(-(-len(cell) // width) for cell, width in zip(row, widths, strict=True)) * ROW + 8 for row in rows
    ]
    room = ROOM - 130  # under the heading of the table, and a line or two of text
    columns, used = [[]], 0
    for row, height in zip(rows, heights, strict=True):
        if columns[-1] and used + height > room:
            columns.append([])
            used = 0
        columns[-1].append((row, height))
        used += height
    many = -(-len(columns) // beside)
    blocks = []
    for number in range(many):
        part = columns[number * beside : (number + 1) * beside]
        tall = max(sum(height for _, height in column) for column in part) + ROW + 16
        body = "".join(_table(head, [row for row, _ in column]) for column in part)
        of = f'<p class="part">{number + 1} of {many}</p>' if many > 1 else ""
        blocks.append(Block("table", f'<div class="tables">{body}</div>{of}', tall + (40 if of else 0)))
    return blocks


def _widths(head, rows):
    """How many letters each column takes: its longest cell, or a share where they are too wide together."""
    longest = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    room = CELL_LETTERS - 3 * len(longest)
    if sum(longest) <= room:
        return longest
    short = [width if width <= SHORT else 0 for width in longest]
    long = sum(width for width in longest if width > SHORT)
    return [
        keep or max(SHORT, (room - sum(short)) * width // long)
        for keep, width in zip(short, longest, strict=True)
    ]


def _table(head, rows):
    names = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in head)
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def _cell(text):
    short = ' class="short"' if len(text) <= SHORT else ""  # a date stays in one line
    return f"<td{short}>{html.escape(text)}</td>"


# --- the presenter's notes ----------------------------------------------------------------------------------


@dataclass
class Notes:
    """The notes of a lesson: title, minutes, a text before the first step, {step: (minutes, text)}."""

    title: str
    minutes: int
    before: str
    steps: dict


def notes(number, folder=NOTES):
    """Read instructors/notes/03.md. Stop where a heading doesn't say its minutes or stands there twice."""
    path = folder / f"{number:02d}.md"
    if not path.exists():
        raise pages.Stop(
            f"The presenter's notes of lesson {number} are missing: {path.name} in {folder.name}."
        )
    before, *parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    title, _, before = before.removeprefix("# ").partition("\n")
    found = {}
    for part in parts:
        heading, _, text = part.partition("\n")
        minutes = MINUTES.search(heading)
        name = MINUTES.sub("", heading).strip()
        if name in found:
            raise pages.Stop(f"{path.name}: “{name}” stands there twice.")
        found[name] = (int(minutes[1]) if minutes else 0, text.strip())
    whole = MINUTES.search(title)
    if not whole:
        raise pages.Stop(f"{path.name}: its title must end in the minutes of the lesson, like (45 minutes).")
    return Notes(MINUTES.sub("", title), int(whole[1]), before.strip(), found)


# --- the deck -----------------------------------------------------------------------------------------------


@dataclass
class Deck:
    """What the template needs of a lesson."""

    file: str
    number: int
    title: str
    question: str
    steps: list
    further: list
    notes: Notes
    plan: list


def deck(path):
    """The deck of an executed lesson (a path in build/lessons)."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    number = int(path.name[:2])
    all_steps = steps(notebook)
    opening = all_steps[0]
    title, question, *rest = re.split(r"\n\s*\n", source(opening.cells[0]), maxsplit=2)
    opening.cells[0] = {**opening.cells[0], "source": "\n".join(rest)}
    for step in all_steps:
        step.slides = slides(step)
    said = notes(number)
    plan, clock = [], 0
    for step in all_steps:
        minutes, text = said.steps.get(step.name, (0, ""))
        if step is opening:
            text = f"{text}\n\n{said.before}"
        plan.append({"step": step.name, "from": clock, "minutes": minutes, "notes": markdown2html(text)})
        clock += minutes
    core = [step.section for step in all_steps].index(OPTIONAL)
    return Deck(
        path.with_suffix(".html").name,
        number,
        title.removeprefix("# "),
        question.strip("*"),
        all_steps[:core],
        all_steps[core:],
        said,
        plan,
    )


def build(numbers=(), tell=print, out=OUT, frames="frames/"):
    """Run these lessons as pages need them (all where none is given), make their decks in `out`; returns the paths.

    frames: where a deck finds the frames of its charts, seen from `out`; those that aren't there yet are put there.
    """
    executed = pages.executed(numbers, tell)
    if not numbers:
        shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    return decks_of(executed, out, frames)


def decks_of(executed, out, at):
    """Make the decks of executed lessons (paths in build/lessons) in `out`, with frames `at`; returns their paths."""
    decks = [deck(path) for path in executed]
    frames = out / at
    frames.mkdir(exist_ok=True)
    for path in executed:
        for name in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["frames"]:
            if not (frames / name).exists():
                shutil.copyfile(pages.FRAMES / name, frames / name)
    with tempfile.TemporaryDirectory() as unpacked:
        reveal = vendor.vendored("reveal.js", Path(unpacked, "reveal"))
        for name in ("reveal.js", "reveal.css", "reset.css"):
            shutil.copyfile(reveal / "dist" / name, out / name)
        shutil.copyfile(reveal / "LICENSE", out / "reveal.LICENSE.txt")
    _write(out / "between-giants.js", pages.script())
    _write(out / "between-giants.css", pages.style())
    for name in ("deck.css", "deck.js"):
        _write(out / name, (TEMPLATES / name).read_text(encoding="utf-8"))
    following = {one.number: one for one in map(_head, pages.lessons())}
    for one in decks:
        text = _template("deck.html").render(deck=one, next=following.get(one.number + 1), frames=at)
        _write(out / one.file, pages.FRAME.sub(rf"{at}\1", text))
    there = [one for one in following.values() if (out / one.file).exists()]
    _write(out / "index.html", _template("index.html").render(decks=there))
    return [out / one.file for one in decks]


@dataclass
class Head:
    """A lesson's file, number, title and question."""

    file: str
    number: int
    title: str
    question: str


def _head(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    title, question, *_ = re.split(r"\n\s*\n", source(notebook["cells"][0]))
    return Head(
        path.with_suffix(".html").name, int(path.name[:2]), title.removeprefix("# "), question.strip("*")
    )


@cache
def _template(name):
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True
    ).get_template(name)


def _write(path, text):
    path.write_text(text, encoding="utf-8", newline="\n")


def main():
    parser = argparse.ArgumentParser(prog="start.py slides", description=__doc__.splitlines()[0])
    parser.add_argument("numbers", nargs="*", help="numbers of lessons; all where none is given")
    for path in build(parser.parse_args().numbers):
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    try:
        main()
    except (pages.Stop, vendor.Stop) as problem:
        sys.exit(str(problem))
