"""A class report from a folder of students' workbooks: one HTML page and CSV tables.

Run as `python3 start.py report FOLDER [--names] [--out FOLDER]`. How workbooks are found and read is in handed_in.py,
what is counted in tally.py; the page is report.html.j2, filled by Jinja with everything escaped.

Names are left out unless asked for: students are told apart by a code made from the random number in their workbook,
and texts that they wrote stay out, except answers to checks that several students gave alike.
"""

import argparse
import csv
import functools
import io
import math
import os
import re
import sys
import tempfile
from pathlib import Path

import jinja2
import markupsafe

from classroom import handed_in, tally
from classroom.handed_in import plain
from helpers.asking.claims import VERDICTS
from helpers.asking.predict import Choice
from helpers.errors import LessonError
from helpers.lessons.decision_room import options
from helpers.words import amount
from tools.setting_up import Stop

ROOT = Path(__file__).resolve().parent.parent

PAGE = "report.html"
OURS = '<meta name="generator" content="Between Giants class report">'
TABLES = {
    "items.csv": "every item of the lessons: kind, id, text, and what the tables say",
    "progress.csv": "a row for each student and lesson: what is kept of what there is",
    "predictions.csv": "a row for each kept prediction",
    "verdicts.csv": "a row for each first and last verdict",
    "checks.csv": "a row for each try at a check",
    "quiz.csv": "a row for each choice in a quiz",
    "decisions.csv": "lesson 9: a row for each student, option and criterion",
    "students.csv": "which student handed in which files (only with --names)",
    "texts.csv": "reasons given with predictions and verdicts (only with --names)",
}
WITH_NAMES_ONLY = ("students.csv", "texts.csv")
TOP = 5
HIDDEN_TEXT = "(a text that one student gave)"

# A cell that begins like a formula, also where a spreadsheet splits it at a character of its own.
_FORMULA = re.compile("(^|[;,|\t])([\\s\"'“”‘’]*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])")


# --- the tables beside the page -------------------------------------------------------------------------------------


def cell(value):
    """A value for a CSV file: numbers as they are, texts as one line that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _harmless(value) if isinstance(value, str) else value


@functools.lru_cache(maxsize=20_000)
def _harmless(value):
    return _FORMULA.sub(r"\1\2'", plain(value, 500))


def csv_text(columns: list[str], rows) -> str:
    """A table as the text of a CSV file.

    With a byte order mark, because Excel takes a file without one for another encoding than UTF-8; R, Python and
    LibreOffice pass over it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()


def tables(students, lessons, claims, progresses, decisions, names: bool) -> dict[str, str]:
    """The CSV files as {file name: text}, tidy and long: a row an observation, `student` and `id` are the keys."""
    texts = {
        "items.csv": csv_text(["kind", "lesson", "id", "text", "tables_say"], _item_rows(lessons, claims)),
        "progress.csv": csv_text(
            ["student", "lesson", "what", "kept", "of"], _progress_rows(students, lessons, progresses)
        ),
        "predictions.csv": csv_text(
            ["student", "lesson", "id", "value", "answer", "confidence", "hit"],
            _prediction_rows(students, lessons),
        ),
        "verdicts.csv": csv_text(
            ["student", "lesson", "id", "stage", "verdict", "confidence", "as_tables_say"],
            _verdict_rows(students, lessons, claims),
        ),
        "checks.csv": csv_text(
            ["student", "lesson", "id", "try", "value", "right"], _check_rows(students, lessons, names)
        ),
        "quiz.csv": csv_text(
            ["student", "lesson", "id", "try", "option", "text", "right"], _quiz_rows(students, lessons)
        ),
        "decisions.csv": csv_text(
            ["student", "option", "advised", "rank", "criterion", "score", "weight"],
            _decision_rows(students, decisions),
        ),
    }
    if names:
        texts["students.csv"] = csv_text(
            ["student", "file"], ((one.code, file) for one in students for file in one.files)
        )
        texts["texts.csv"] = csv_text(["student", "kind", "id", "text"], _text_rows(students))
    return texts


def _item_rows(lessons, claims):
    for lesson in lessons:
        for id, item in lesson.predictions.items():
            outcome = lesson.outcomes[id]
            value = outcome.value if outcome else None
            says = (
                None
                if value is None
                else item.options[value]
                if isinstance(item, Choice)
                else amount(float(value), item.unit)
            )
            yield "prediction", lesson.number, id, item.question, says
        for id, item in lesson.checks.items():
            yield "check", lesson.number, id, item.ask, tally.right_answer(item)
        for id, question in lesson.quiz.items():
            right = lesson.right[id]
            yield (
                "quiz",
                lesson.number,
                id,
                question.prompt,
                None if right is None else question.options[right],
            )
        for id, wording in lesson.claims.items():
            yield claims[id].kind or "claim", lesson.number, id, wording, claims[id].verdict


def _progress_rows(students, lessons, progresses):
    for student, mine in zip(students, progresses, strict=True):
        for lesson, done in zip(lessons, mine, strict=True):
            for what, kept, of in (
                ("predictions kept", done.predictions, lesson.predictions),
                ("checks tried", done.checks, lesson.checks),
                ("checks right", done.right, lesson.checks),
                ("quiz answered", done.quiz, lesson.quiz),
                ("quiz right at first", done.quiz_right, lesson.quiz),
                ("first verdicts", done.first, lesson.claims),
                ("last verdicts", done.last, lesson.claims),
            ):
                if of:
                    yield student.code, lesson.number, what, kept, len(of)


def _prediction_rows(students, lessons):
    for student in students:
        for lesson in lessons:
            for id, item in lesson.predictions.items():
                for value, entry in tally.fitting(id, item, [student.workbook]):
                    answer = item.options[value] if isinstance(item, Choice) else amount(value, item.unit)
                    yield (
                        student.code,
                        lesson.number,
                        id,
                        value,
                        answer,
                        entry["confidence"],
                        tally.hit(item, value, lesson.outcomes[id]),
                    )


def _verdict_rows(students, lessons, claims):
    for student in students:
        for lesson in lessons:
            for id in lesson.claims:
                for stage in ("first", "last"):
                    entry = (student.workbook["verdicts"].get(id) or {}).get(stage)
                    if entry and entry["value"] in list(VERDICTS):
                        same = entry["value"] == claims[id].verdict if claims[id].kind == "fact" else None
                        yield (
                            student.code,
                            lesson.number,
                            id,
                            stage,
                            entry["value"],
                            entry["confidence"],
                            same,
                        )


def _check_rows(students, lessons, names):
    for lesson in lessons:
        for id in lesson.checks:
            shared = tally.shared_texts(id, [one.workbook for one in students])
            for student in students:
                for number, one in enumerate(tally.tries_of(student.workbook["answers"].get(id)), start=1):
                    value = one["value"]
                    if tally.is_text(value) and not names and tally.grouped(value) not in shared:
                        value = HIDDEN_TEXT
                    shown = value if isinstance(value, (int, float)) else tally.said(value)
                    yield student.code, lesson.number, id, number, shown, one["right"]


def _quiz_rows(students, lessons):
    for student in students:
        for lesson in lessons:
            for id, question in lesson.quiz.items():
                answer = student.workbook["quiz"].get(id)
                for number, one in enumerate((answer["tries"] or [answer]) if answer else [], start=1):
                    choice = tally.option_of(question, one["value"])
                    if choice is not None:
                        yield (
                            student.code,
                            lesson.number,
                            id,
                            number,
                            choice,
                            question.options[choice],
                            choice == lesson.right[id],
                        )


def _decision_rows(students, decisions):
    for student, made in zip(students, decisions, strict=True):
        if made is None:
            continue
        ranks = dict(zip(made.ranking.option, made.ranking["rank"], strict=True)) if made.complete else {}
        scores = made.scores.to_dict()
        for option in options.OPTIONS:
            for criterion in options.CRITERIA:
                score = scores[criterion][option]
                yield (
                    student.code,
                    option,
                    option == made.advice if made.advice else None,
                    ranks.get(option),
                    criterion,
                    None if math.isnan(score) else score,
                    float(made.weights[criterion]),
                )


def _text_rows(students):
    for student in students:
        for id, entry in student.workbook["predictions"].items():
            if entry["reason"]:
                yield student.code, "prediction", id, entry["reason"]
        for id, entry in student.workbook["verdicts"].items():
            if entry["last"] and entry["last"]["reason"]:
                yield student.code, "what would change your mind", id, entry["last"]["reason"]


# --- the page -----------------------------------------------------------------------------------------------------


def page(found, lessons, claims, progresses, decisions, names: bool) -> str:
    """The report as the text of one HTML file that needs nothing else."""
    books = [student.workbook for student in found.students]
    sections = []
    for lesson in lessons:
        section = {
            "lesson": lesson,
            "predictions": [
                tally.predicted(id, item, lesson.outcomes[id], books)
                for id, item in lesson.predictions.items()
            ],
            "claims": [claims[id] for id in lesson.claims],
            "checks": [tally.checked(id, item, books, names) for id, item in lesson.checks.items()],
            "quiz": [tally.asked(id, item, lesson.right[id], books) for id, item in lesson.quiz.items()],
        }
        section["any"] = (
            any(one.kept for one in section["predictions"])
            or any(one.tried for one in section["checks"])
            or any(one.answered for one in section["quiz"])
            or any(sum(one.first.values()) + sum(one.last.values()) for one in section["claims"])
        )
        sections.append(section)
    checks = tally.most_missed([one for section in sections for one in section["checks"]])
    questions = tally.most_missed([one for section in sections for one in section["quiz"]])
    judged = list(claims.values())
    divided, moved = tally.most_divided(judged), tally.largest_move(judged)
    calibrations = list(
        filter(
            None,
            (
                tally.calibration("Predictions", tally.stated_predictions(lessons, books)),
                tally.calibration("Verdicts at the door", tally.stated_verdicts(judged, books, "first")),
                tally.calibration("Verdicts at the end", tally.stated_verdicts(judged, books, "last")),
            ),
        )
    )
    return template().render(
        generator=markupsafe.Markup(OURS),
        names=names,
        found=found,
        reasons=handed_in.reasons(found.skipped),
        several=sum(len(student.files) > 1 for student in found.students),
        sections=sections,
        reached=tally.reached(lessons, progresses),
        who=who_is_where(found, lessons, progresses),
        checks=checks[:TOP],
        questions=questions[:TOP],
        verdicts=VERDICTS,
        talk=[talk_divided(divided), talk_missed(checks[0] if checks else None), talk_moved(moved)],
        calibrations=calibrations,
        buckets=bucket_rows(calibrations),
        one_of_a_kind=tally.ONE_OF_A_KIND,
        forecasts=tally.forecasts(lessons, books),
        decided=tally.decided(decisions),
        tables={name: what for name, what in TABLES.items() if names or name not in WITH_NAMES_ONLY},
    )


@functools.cache
def template():
    """The page's template; everything that it is filled with is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(plain=plain, many=many, sentence=sentence)
    return environment.get_template("report.html.j2")


def talk_divided(claim) -> dict:
    """The claim that divides the class, in a sentence; a dict for the page: label, what, anchor, says, claim."""
    label = "Most divided"
    if claim is None:
        return {
            "label": label,
            "what": "",
            "anchor": "",
            "claim": None,
            "says": f"No claim divides the class so far, or fewer than {tally.FEWEST} have judged one at the end.",
        }
    sides = [
        f"{number} “{VERDICTS[one]}”"
        for one, number in sorted(claim.last.items(), key=lambda one: -one[1])
        if number
    ]
    return {
        "label": label,
        "what": f"{claim.id} · {claim.wording}",
        "anchor": claim.id,
        "claim": claim,
        "says": f"Of {sum(claim.last.values())} verdicts at the end, {listed(sides)}; {told(claim)}.",
    }


def talk_missed(check) -> dict:
    """The check that most went wrong on at first, in a sentence."""
    label = "Most missed"
    if check is None:
        return {
            "label": label,
            "what": "",
            "anchor": "",
            "claim": None,
            "says": f"No check was missed so far, or fewer than {tally.FEWEST} have tried one.",
        }
    says = f"{check.missed} of {many(check.tried, 'student')} went wrong at the first try"
    if check.wrong and check.wrong[0][0] != tally.ONE_OF_A_KIND:
        answer, number, hint = check.wrong[0]
        says += f"; the most frequent wrong answer was {plain(answer, 60)} ({number})"
        says += f", to which the check says: “{hint}”" if hint else ""
    what = sentence(f"{check.ask}: {check.answer}" if check.answer else check.ask)
    return {
        "label": label,
        "what": what,
        "anchor": check.id,
        "claim": None,
        "says": says if says.endswith("”") else says + ".",
    }


def talk_moved(claim) -> dict:
    """The claim on which most changed their verdict, in a sentence."""
    label = "Largest move"
    if claim is None:
        return {
            "label": label,
            "what": "",
            "anchor": "",
            "claim": None,
            "says": f"Nobody moved so far, or fewer than {tally.FEWEST} have judged a claim twice.",
        }
    first, last, number = claim.path
    says = (
        f"{claim.moved} of {many(claim.both, 'student')} changed their verdict between door and end, most often "
        f"({number}) from “{VERDICTS[first]}” to “{VERDICTS[last]}”; {told(claim)}"
    )
    if claim.toward is not None:
        says += f", and {claim.toward} moved towards that"
    return {
        "label": label,
        "what": f"{claim.id} · {claim.wording}",
        "anchor": claim.id,
        "claim": claim,
        "says": f"{says}.",
    }


def told(claim) -> str:
    """What the lesson says of a claim, as the end of a sentence."""
    if not claim.kind:
        return "the lessons say nothing on it yet"
    return ("the tables say: " if claim.kind == "fact" else "our assessment, which isn't scored: ") + (
        f"“{VERDICTS[claim.verdict]}”"
    )


def listed(parts: list[str]) -> str:
    """Parts of a sentence: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def who_is_where(found, lessons, progresses) -> list:
    """(student, ["through", "begun" or "" for each lesson]), in the order of the file names."""
    states = [
        [
            "" if not done.begun else "through" if tally.is_through(lesson, done) else "begun"
            for lesson, done in zip(lessons, mine, strict=True)
        ]
        for mine in progresses
    ]
    return sorted(zip(found.students, states, strict=True), key=lambda one: one[0].files)


def sentence(text: str) -> str:
    """A text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def bucket_rows(calibrations) -> list:
    """The rows of the table of confidences: (label, [(how many, share right in %) or None for each calibration])."""
    cells = [{label: (number, right) for label, number, _, right in one.buckets} for one in calibrations]
    labels = sorted({label for one in cells for label in one}, key=lambda label: (label == "100 %", label))
    return [(label, [one.get(label) for one in cells]) for label in labels]


def many(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun: "1 student", "3 students"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


# --- writing -------------------------------------------------------------------------------------------------------


def check_output(out: Path, folder: Path, told: bool) -> None:
    """`out` may hold a report: a new or empty folder, or one with a report of ours; else Stop."""
    if not told and out.resolve().is_relative_to(folder.resolve()):
        raise Stop(f"The report would land inside {folder}: say with --out where it should go.")
    if out.exists() and not out.is_dir():
        raise Stop(f"{out} is a file: name a folder with --out.")
    if out.is_dir() and any(out.iterdir()) and not is_ours(out / PAGE):
        raise Stop(f"{out} holds other things and no report of ours: name a new or empty folder with --out.")


def is_ours(path: Path) -> bool:
    """Whether a file is a page that this program wrote."""
    try:
        with open(path, "rb") as file:
            return OURS.encode() in file.read(1_000)
    except OSError:
        return False


def write(out: Path, texts: dict[str, str]) -> None:
    """Write the files of a report in place of the last one's; what an earlier one left with names in it goes."""
    out.mkdir(parents=True, exist_ok=True)
    for name in {PAGE, *TABLES} - set(texts):
        (out / name).unlink(missing_ok=True)
    for name, text in sorted(
        texts.items(), key=lambda one: one[0] != PAGE
    ):  # the page marks the folder as ours
        handle, half = tempfile.mkstemp(prefix=".report-", dir=out)
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(half, 0o644)
            os.replace(half, out / name)
        except BaseException:
            Path(half).unlink(missing_ok=True)
            raise


# --- the command ---------------------------------------------------------------------------------------------------


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Stop(
            f"That could not be read ({message}): python3 start.py report FOLDER [--names] [--out FOLDER]"
        )


def report(folder: Path, out: Path | None, names: bool) -> str:
    """Make the report of a folder in `out` (work/report where None); returns what to tell the reader, or raises Stop."""
    if not folder.exists():
        raise Stop(f"There is no folder {folder}.")
    if not folder.is_dir():
        raise Stop(f"{folder} is a file: put it into a folder of its own and name that folder.")
    target = out or ROOT / "work" / "report"
    try:
        check_output(target, folder, told=out is not None)
    except OSError as problem:
        raise Stop(f"The report could not be written to {target}: {problem.strerror or problem}.") from None
    try:
        found = handed_in.read_folder(folder)
    except (handed_in.TooMuch, LessonError) as problem:
        raise Stop(str(problem)) from None
    except OSError as problem:
        raise Stop(f"{folder} could not be read: {problem.strerror or problem}.") from None
    if not found.students:
        why = "; ".join(
            f"{many(number, 'file')}: {reason}" for reason, number in handed_in.reasons(found.skipped)[:3]
        )
        raise Stop(
            f"There is no workbook with anything kept in {folder}"
            + (f" ({why})." if why else ": workbooks are .json files, also inside .zip files.")
        )
    lessons = tally.lessons()
    books = [student.workbook for student in found.students]
    claims = {
        id: tally.judged(id, wording, books) for lesson in lessons for id, wording in lesson.claims.items()
    }
    progresses = [[tally.progress(lesson, book) for lesson in lessons] for book in books]
    counted = (lessons, claims, progresses, tally.decisions(books))
    texts = {PAGE: page(found, *counted, names), **tables(found.students, *counted, names)}
    try:
        write(target, texts)
    except OSError as problem:
        raise Stop(f"The report could not be written to {target}: {problem.strerror or problem}.") from None
    said = f"{many(len(found.students), 'student')}, {many(found.read, 'workbook')} read"
    if found.skipped:
        said += f", {many(len(found.skipped), 'file')} skipped" + ("" if names else " (--names says which)")
    return f"{said}. The report: {target / PAGE}"


def main(arguments: list[str]) -> int:
    """Carry out the command. arguments: the folder that paths are relative to, then what the reader typed."""
    here, *typed = arguments
    parser = Parser(prog="start.py report", description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument(
        "folder", type=Path, help="the folder with the workbooks (*.json, also in sub-folders and ZIPs)"
    )
    parser.add_argument("--names", action="store_true", help="with file names and what students wrote")
    parser.add_argument("--out", type=Path, help="where the report goes (default: work/report)")
    try:
        wanted = parser.parse_args(typed)
        out = wanted.out and Path(here, wanted.out.expanduser())
        print(report(Path(here, wanted.folder.expanduser()), out, wanted.names))
    except Stop as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
