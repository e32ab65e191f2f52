"""A slip in a student's own cell: one sentence that says what happened and what to type, Python's message below it.

Python's messages are for people who program. The sentences here are for the slips that these exercises invite; a
library that explains errors in general was tried and has ten general lines for each of them, and takes a number with
commas for "an integer and a tuple". The cell still fails, so that whoever runs all cells, or tests them, sees it.
"""

from __future__ import annotations

import ast
import builtins
import difflib
import inspect
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from IPython import get_ipython
from IPython.display import display

from helpers import countries, markup
from helpers.errors import LessonError
from helpers.pages import without_kernel
from helpers.words import listed

GENERAL = (
    "Python stopped here: {line}. Its reason: {reason}. Compare the line with how it was, or undo (Ctrl+Z)."
)
BRACKETS = (
    "Between two conditions on a table, write & for “and” and | for “or”, and put each condition in brackets of its "
    "own: (a > 1) & (b < 2)."
)
TEXTS = ("object", "str", "string")  # the types of an index of names
_failed: dict[str, str] = {}  # names that a failed cell should have made -> the first line of that cell


# --- reading cells ------------------------------------------------------------------------------------------


def makes(source: str) -> set[str]:
    """The names that a cell's code gives a value, even where it can't be read as Python.

    >>> sorted(makes("area, people = 5 years, 3"))
    ['area', 'people']
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        left = re.findall(r"^([A-Za-z_][\w, ]*?)\s*=(?!=)", source, re.MULTILINE)
        return {name.strip() for names in left for name in names.split(",") if name.strip()}
    found = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    found |= {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    imports = (node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)))
    return found | {(one.asname or one.name).partition(".")[0] for node in imports for one in node.names}


def asks_for(source: str, id: str) -> set[str]:
    """The names from which a cell works out its answer to `check(id, …)`."""
    try:
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    except SyntaxError:
        return set()
    asked = [
        call
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "check"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value == id
    ]
    return {node.id for call in asked for node in ast.walk(call) if isinstance(node, ast.Name)} - {"check"}


def lesson_cells(source: str, folder: Path) -> list[str]:
    """The code cells of the notebook in `folder` that this cell belongs to: the one that is open, else the likest."""
    named = Path(os.environ.get("JPY_SESSION_NAME", "")).name
    paths = [path for path in folder.glob("*.ipynb") if path.name == named] or sorted(folder.glob("*.ipynb"))
    wanted = {line.strip() for line in source.splitlines() if line.strip()}
    best: tuple[int, list[str]] = (-1, [])
    for path in paths:
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        shared = len(wanted & {line.strip() for text in texts for line in text.splitlines()})
        best = max(best, (shared, texts), key=lambda one: one[0])
    return best[1]


# --- what is said -------------------------------------------------------------------------------------------


def sentence(problem: BaseException, source: str, names: dict[str, Any], cells: Iterable[str] = ()) -> str:
    """What happened and what to type, for an error of a cell with this source.

    names: what has a value in the kernel. cells: the code cells of the lesson, in their order.
    """
    for say in (_as_syntax, _as_query, _as_name, _as_type, _as_missing, _as_value):
        if said := say(problem, source, names, list(cells)):
            return said
    reason = (str(problem).strip().splitlines() or [type(problem).__name__])[0]
    return GENERAL.format(line=_code(_line_of(problem, source)), reason=reason.rstrip("."))


def _code(text: str) -> str:
    short = " ".join(text.split())
    return f"“{short if len(short) <= 90 else short[:89] + '…'}”"


def _line_of(problem: BaseException, source: str) -> str:
    """The line of the cell at which Python stopped."""
    lines = source.splitlines() or [""]
    number = getattr(problem, "lineno", None) if isinstance(problem, SyntaxError) else None
    trace = problem.__traceback__
    while trace is not None and number is None:
        if trace.tb_frame.f_code.co_filename.startswith(("<ipython-input", "/tmp/ipykernel", "<string>")):
            number = trace.tb_lineno
        if "ipykernel_" in trace.tb_frame.f_code.co_filename:
            number = trace.tb_lineno
        trace = trace.tb_next
    return lines[min(max((number or 1) - 1, 0), len(lines) - 1)].strip()


_SYNTAX: list[tuple[str, str]] = [
    (
        r"</?[A-Za-z]+>|\*\*[\w.]+\*\*|`",
        "Marks of a text (** or <b>) don't belong into code: write the value alone.",
    ),
    (r"(?<![=<>!])=\s*$", "Nothing stands to the right of =: put your answer there."),
    (r"\b\d{1,3}([. ]\d{3}){2,}\b", "A number has no points or spaces between its digits: {digits}."),
    (r"[²³]", "For “to the power of” Python writes **: for example 0.2 ** 2."),
    (r"\d\s+x\s+\d", "To multiply, Python writes *: for example 4 * 2."),
    (r"=\s*[\w.]+\s+\w+\s*=(?!=)", "Between two entries in brackets stands a comma."),
    (r"[\w)\]]\s*:\s*[\w(]", "To divide, Python writes /: for example 10 / 5."),
    (
        r"\d+(\.\d+)?\s+[A-Za-z]+",
        "A number stands alone in Python: write {number} without the word after it.",
    ),
    (r"\d\s*%\s*($|[),])", "Python knows no % after a number: write 38 or 0.38, as the question asks."),
    (r"[“”‘’„]", 'These are the quotation marks of a text program: write the straight ones, "Mongolia".'),
    (r"^\s*(if|while)\b[^=]*[^=<>!]=[^=]", "To compare, write two signs: =="),
    (r"[<>]\s*=|=\s*[<>]", "Write >= and <= with the = last and no space inside."),
    (r"[×·÷−–]", "Python's signs are *, / and - from the keyboard."),
]


def _as_syntax(problem: BaseException, source: str, names: dict, cells: list[str]) -> str:
    if not isinstance(problem, SyntaxError):
        return ""
    line, reason = _line_of(problem, source), str(problem.msg)
    where = f"Python can't read the line {_code(line)}. "
    if "was never closed" in reason:
        return f"{where}A bracket that opens there is never closed: each ( needs a ), each [ a ]."
    if "unmatched" in reason or "does not match" in reason:
        return f"{where}One bracket closes that never opened, or is of the other kind."
    if "unterminated" in reason or "EOL while scanning" in reason:
        return f"{where}A text begins there with a quotation mark and doesn't end with the same one."
    if isinstance(problem, IndentationError):
        return f"{where}It begins further right or left than the lines around it: put it under them."
    if "Maybe you meant '=='" in reason:
        return f"{where}To compare, write two signs: =="
    if grouped := re.search(r"\b\d{1,3}(,\d{3})+\b", line):
        return f"{where}A number is written without commas: {grouped.group().replace(',', '')}."
    if "leading zeros" in reason:
        return f"{where}A number doesn't begin with 0: write 2 instead of 02."
    for pattern, said in _SYNTAX:
        if found := re.search(pattern, line):
            number = re.match(r"\d+(\.\d+)?", found.group())
            digits = re.sub(r"\D", "", found.group())
            return where + said.format(number=number.group() if number else "the number", digits=digits)
    return f"{where}Is a comma, a bracket or a quotation mark missing, or one too many? Undo: Ctrl+Z."


def _as_query(problem: BaseException, source: str, names: dict, cells: list[str]) -> str:
    """What goes wrong inside query("…")."""
    texts = re.findall(r"query\(\s*f?([\"'])(.*?)\1\s*[,)]", source, re.DOTALL)
    if not texts:
        return ""
    text = next((one for _, one in texts if re.search(r"(?<![=<>!])=(?!=)", one)), None)
    kind = type(problem).__name__
    if text is not None and kind in ("ValueError", "SyntaxError", "TypeError", "AssertionError", "KeyError"):
        return f"Inside query, to compare means two signs: {_code(re.sub(r'(?<![=<>!])=(?!=)', '==', text))}."
    if kind != "UndefinedVariableError":
        return ""
    missing = (re.findall(r"(?:name|variable) '(.+?)' is not defined", str(problem)) or ["?"])[0]
    if missing.lower() in ("true", "false", "none"):
        return f"Python writes {missing.capitalize()} with a capital letter, inside query as well."
    if missing.startswith("@") or f"@{missing}" in source:
        missing = missing.lstrip("@")
        return f"query looks for your own name {missing}, which has no value yet. Run the cell that makes it."
    columns = _columns(names)
    if near := difflib.get_close_matches(missing, columns, 1):
        return f"No column here is called {missing}. Did you mean {near[0]}?"
    return (
        f"Inside query, {missing} is read as the name of a column, and there is none. A text needs quotation marks of "
        f"its own there: '{missing}'. A name of yours needs an @ before it."
    )


def _as_name(problem: BaseException, source: str, names: dict, cells: list[str]) -> str:
    if not isinstance(problem, NameError):
        return ""
    missing = getattr(problem, "name", None) or (re.findall(r"name '(.+?)'", str(problem)) or ["?"])[0]
    if missing in _failed:
        return f"{missing} has no value, because its cell stopped: mend {_code(_failed[missing])}, then run this one."
    if missing.lower() in ("true", "false", "none"):
        return f"Python writes {missing.capitalize()} with a capital letter."
    if maker := next((cell for cell in cells if missing in makes(cell)), None):
        first = next(
            (line for line in maker.splitlines() if re.search(rf"\b{re.escape(missing)}\b", line)), maker
        )
        if maker.startswith("from helpers import"):
            return f"{missing} comes with the first cell of the lesson: run that one, then this one again."
        return f"{missing} has no value yet. It is made in the cell with {_code(first)}: run that one, then this one."
    near = difflib.get_close_matches(missing, [*names, *dir(builtins)], 1, 0.75)
    if near and not near[0].startswith("_"):
        return f"There is no {missing} here. Did you mean {near[0]}?"
    return (
        f'Python takes {missing} for a name, and nothing has that name. A text needs quotation marks: "{missing}". '
        "Or run the cells above first."
    )


def _as_type(problem: BaseException, source: str, names: dict, cells: list[str]) -> str:
    if not isinstance(problem, TypeError):
        return ""
    reason = str(problem)
    if grouped := re.search(r"\b\d{1,3}(,\d{3})+\b", source):
        number = grouped.group()
        return (
            f"Python takes {number} for several numbers. Write it without commas: {number.replace(',', '')}."
        )
    if ("tuple" in reason or "argument" in reason) and (comma := re.search(r"\b\d+,\d+\b", source)):
        return (
            f"Python takes {comma.group()} for two numbers. Write a point: {comma.group().replace(',', '.')}."
        )
    if "^" in source and "unsupported operand" in reason:
        return "For “to the power of” Python writes ** and not ^: for example 0.5 ** 2."
    if "'str'" in reason or "str" in reason and "operand" in reason:
        return (
            "A text (in quotation marks) and a number can't be reckoned with: leave the quotation marks away."
        )
    if keyword := re.search(r"(\w+)\(\) got an unexpected keyword argument '(\w+)'", reason):
        known = (
            list(inspect.signature(names[keyword[1]]).parameters) if callable(names.get(keyword[1])) else []
        )
        near = difflib.get_close_matches(keyword[2], known, 1)
        return f"{keyword[1]} knows no entry called {keyword[2]}." + (
            f" Did you mean {near[0]}?" if near else ""
        )
    if "rand_" in reason or "ror_" in reason or "bool" in reason and "operand" in reason:
        return BRACKETS
    if "ufunc" in reason and re.search(r"[\"']", source):
        return (
            "A text (in quotation marks) and a number can't be reckoned with: leave the quotation marks away."
        )
    if "ellipsis" in reason:
        return "The three dots … still stand for something to fill in: put your own there first."
    if "not callable" in reason:
        return (
            f"In {_code(_line_of(problem, source))} a bracket ( follows what is no function: is a * missing?"
        )
    if "NoneType" in reason:
        return "One of the values is None, which means “nothing”: the cell that should make it gave nothing back."
    return ""


def _columns(names: dict) -> list[str]:
    tables = [
        thing for name, thing in names.items() if not name.startswith("_") and hasattr(thing, "columns")
    ]
    return list(dict.fromkeys(str(column) for table in tables for column in table.columns))


def _as_missing(problem: BaseException, source: str, names: dict, cells: list[str]) -> str:
    """A column, a row or a property that isn't there."""
    if isinstance(problem, AttributeError):
        missing = (
            getattr(problem, "name", None) or (re.findall(r"attribute '(.+?)'", str(problem)) or ["?"])[0]
        )
        known = [*_columns(names), *dir(getattr(problem, "obj", None))]
        near = difflib.get_close_matches(missing, known, 1)
        more = f" Did you mean {near[0]}?" if near else " Is it spelled as the table has it?"
        return f"There is nothing called {missing} there.{more}"
    if isinstance(problem, KeyError) and problem.args:
        given = problem.args[0]
        missing = str(given[0] if isinstance(given, list) and given else given)
        if called := _country(missing, [*_columns(names), *_texts(names)]):
            return f"{countries.name(missing)} stands in this table as {called}: write “{called}”."
        near = difflib.get_close_matches(missing, _columns(names), 1) or difflib.get_close_matches(
            missing, _texts(names), 1
        )
        if near:
            return f"“{missing}” is not in this table. Did you mean “{near[0]}”?"
        return f"“{missing}” is not in this table, neither as a column nor as a row under that name."
    if isinstance(problem, IndexError):
        return (
            f"In {_code(_line_of(problem, source))} a row is asked for, and none is left: no row of the table fits "
            "what was asked. Is every name spelled as the table has it, and is the year one that it has?"
        )
    return ""


def _country(missing: str, known: Iterable[str]) -> str | None:
    """The name or code under which a table has a country that is called otherwise, if it has."""
    wanted = countries.code(missing)
    return next((one for one in known if wanted and countries.code(one) == wanted), None)


def _texts(names: dict) -> Iterator[str]:
    """What stands in the indices of the tables that have a name."""
    for name, thing in names.items():
        index = getattr(thing, "index", None)
        if (
            not name.startswith("_")
            and index is not None
            and str(getattr(index, "dtype", "")) in TEXTS
            and len(index) < 1000
        ):
            yield from map(str, index)


def _as_value(problem: BaseException, source: str, names: dict, cells: list[str]) -> str:
    if isinstance(problem, ZeroDivisionError):
        return f"In {_code(_line_of(problem, source))} something is divided by 0. What should stand there?"
    if isinstance(problem, OverflowError):
        return f"In {_code(_line_of(problem, source))} a number gets too large: is there a digit or a ** too many?"
    if not isinstance(problem, ValueError):
        return ""
    if "truth value" in str(problem):
        return BRACKETS
    if "invalid literal" in str(problem) or "could not convert string" in str(problem):
        return "That text is no number for Python: write the number itself, without quotation marks, such as 3.5."
    if "too many values to unpack" in str(problem):
        if grouped := re.search(r"\b\d{1,3}(,\d{3})+\b", source):
            number = grouped.group()
            return f"Python takes {number} for several numbers. Write it without commas: {number.replace(',', '')}."
        return f"In {_code(_line_of(problem, source))} more values stand to the right of = than names to the left."
    return ""


# --- in a notebook ------------------------------------------------------------------------------------------


class Slip(markup.Shown):
    """The sentence, with Python's own message folded below it."""

    def __init__(self, said: str, whole: str):
        page = markup.render("asking/slip.html.j2", said=said, whole=whole)
        super().__init__(page, f"✗ Python stopped: {said}")


def older_value(source: str, id: str) -> str:
    """The sentence for a check whose answer is of before the failure of the cell that makes it, or nothing."""
    names = sorted(asks_for(source, id) & set(_failed) - set(makes(source)))  # what this cell makes is new
    if not names:
        return ""
    return (
        f"The cell that makes {listed(names)} stopped with an error, so this would be an older value: mend "
        f"{_code(_failed[names[0]])} and run it, then this one."
    )


def this_cell() -> str:
    """The code of the cell that is being run; nothing in plain Python."""
    shell = get_ipython()
    return shell.user_ns["In"][-1] if shell is not None and shell.user_ns.get("In") else ""


def _remember(result: Any) -> None:
    """After each cell: which names it should have made and didn't."""
    source = getattr(result.info, "raw_cell", "") or ""
    names = makes(source)
    if result.error_before_exec is None and result.error_in_exec is None:
        for name in names:
            _failed.pop(name, None)
    else:
        _failed.update(dict.fromkeys(names, source.strip().partition("\n")[0]))


def listen(shell: Any) -> None:
    """From now on a cell that fails says so in a sentence; in a kernel only, and once."""
    if shell is None or not hasattr(shell, "kernel") or getattr(shell, "_between_giants_slips", False):
        return
    if without_kernel.folder() is not None:
        return
    shell._between_giants_slips = True
    shell.events.register("post_run_cell", _remember)
    plainly: Callable = shell._showtraceback

    def show(etype: type, value: BaseException, lines: list[str]) -> None:
        if isinstance(value, (LessonError, KeyboardInterrupt)):
            return plainly(etype, value, lines)
        try:
            source = this_cell()
            said = sentence(value, source, shell.user_ns, lesson_cells(source, Path.cwd()))
            display(Slip(said, re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines))))
            lines = [f"{etype.__name__}: {said}"]
        except Exception:  # whatever goes wrong here, Python's own message is shown
            pass
        return plainly(etype, value, lines)

    shell._showtraceback = show
