"""Find and read the workbooks that students handed in, whatever else lies in the folder.

What is read is `*.json` in a folder and its sub-folders, also inside ZIP files: learning platforms hand work out so.
Nothing is unpacked to disk and no link is followed. Files come from strangers: each is measured before it is read,
its content goes through `helpers.work.content.read`, and what can't be used is listed with one plain reason.
"""

from __future__ import annotations

import functools
import hashlib
import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers import registry
from helpers.asking.claims import outside
from helpers.lessons.decision_room import options
from helpers.lessons.decision_room.memo import WHY
from helpers.lessons.decision_room.memo_form import LEAST
from helpers.lessons.the_court import road
from helpers.work import content

MOST_BYTES = content.LARGEST_RESTORE
MOST_FILES = 20_000
MOST_ENTRIES = 500_000
MOST_IN_ZIP = 20_000
MOST_DIRECTORY_OF_ZIP = 10_000_000
MOST_UNPACKED = 1_000_000_000
TOO_LARGE = f"it is larger than {MOST_BYTES // 1_000_000} MB, which no workbook is"
TOO_MANY = "There are more than {:,} files in there: name the folder that holds the workbooks only."
KINDS = {"predictions": ("PREDICTIONS",), "answers": ("CHECKS",), "quiz": ("QUIZ", "BEFORE", "AFTER")}
# what lessons 7 and 9 keep among the answers
CHOICES = {road.ROAD, road.OTHER, options.WEIGHTS, *map(options.score_id, options.CRITERIA)}
SHORTEST_CODE = 8


class TooMuch(Exception):
    """The folder holds far more than a class can have handed in; the message is the sentence."""


@dataclass(frozen=True)
class Skipped:
    """A file or folder that isn't used: name (relative to the folder; may hold a student's name) and why."""

    name: str
    why: str


@dataclass
class Student:
    """One student: a code that says nothing about who it is, the files it came from, the workbook (see `known`).

    memo: whether the paragraph that the memo of lesson 9 asks for is written; what it says is never taken out.
    """

    code: str
    files: list[str]
    workbook: dict
    memo: bool = False


@dataclass
class HandedIn:
    """What was found in a folder.

    students : in the order of their codes.
    skipped  : by reason, then by name.
    read     : how many files held a workbook.
    others   : how many files were left alone: neither .json nor .zip, or hidden.
    unknown  : how many entries belong to no item of these lessons.
    unpacked : how many bytes came out of ZIP files.
    """

    students: list[Student] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    read: int = 0
    others: int = 0
    unknown: int = 0
    unpacked: int = 0


def read_folder(folder: Path) -> HandedIn:
    """Read all workbooks in a folder; copies of one student's workbook are merged.

    Raises TooMuch for a folder that can't be a class's, OSError where the folder itself can't be opened.
    """
    result, by_student, ids = HandedIn(), {}, known_ids()
    for number, (name, handed, why) in enumerate(_contents(folder, result), start=1):
        if number > MOST_FILES:
            raise TooMuch(TOO_MANY.format(MOST_FILES))
        if why is None:
            try:
                book = content.read(handed, MOST_BYTES)
            except ValueError as reason:
                why = str(reason)
            else:
                if content.is_empty(book):
                    why = "it is a workbook in which nothing is kept yet"
        if why is not None:
            result.skipped.append(Skipped(name, why))
            continue
        result.read += 1
        memo = wrote_memo(book)
        book, strange = known(book, ids)
        result.unknown += strange
        who = book["student"] or "without a number: " + hashlib.sha256(handed).hexdigest()
        if who in by_student:
            student = by_student[who]
            student.files.append(name)
            student.workbook = content.merge(student.workbook, book)
            student.memo = student.memo or memo
        else:
            by_student[who] = Student("", [name], book, memo)
    result.students = _coded(by_student)
    result.skipped.sort(key=lambda one: (one.why, one.name))
    return result


def known_ids() -> dict[str, set]:
    """The ids that these lessons use, by section of a workbook."""
    ids = {
        section: {
            id for kind in kinds for lesson in registry.LESSONS for id in registry.collection(kind, lesson)
        }
        for section, kinds in KINDS.items()
    }
    return {**ids, "answers": ids["answers"] | CHOICES, "verdicts": set(registry.tables()("claims").claim_id)}


def wrote_memo(book: dict) -> bool:
    """Whether a workbook holds the paragraph that the memo asks for."""
    return len(book["notes"].get(WHY, {}).get("text", "").strip()) >= LEAST


def known(book: dict, ids: dict[str, set]) -> tuple[dict, int]:
    """A workbook without the entries that no lesson uses, and without notes; and how many entries were strange."""
    strange = 0
    result = {**book, "notes": {}}
    for section, wanted in ids.items():
        result[section] = {id: entry for id, entry in book[section].items() if id in wanted}
        strange += sum(id not in wanted and not _of_another_article(id) for id in book[section])
    return result, strange


def _of_another_article(id: str) -> bool:
    """Whether an entry belongs to a lesson outside the ten, which no report counts and which isn't strange either."""
    return id.partition(".")[0] in registry.OUTSIDE or id in outside().index


def _coded(by_student: dict[str, Student]) -> list[Student]:
    """The students with their codes: the beginning of a hash of the random number in their workbook."""
    hashes = {
        who: hashlib.sha256(f"between giants {who}".encode("utf-8", "replace")).hexdigest()
        for who in by_student
    }
    length = next(
        n for n in range(SHORTEST_CODE, 65) if len({one[:n] for one in hashes.values()}) == len(hashes)
    )
    for who, student in by_student.items():
        student.code = f"s-{hashes[who][:length]}"
        student.files.sort()
    return sorted(by_student.values(), key=lambda student: student.code)


# --- finding ----------------------------------------------------------------------------------------------------


def _contents(folder: Path, result: HandedIn) -> Iterator[tuple]:
    """(name, bytes, None) of each file that may be a workbook, or (name, None, reason)."""
    for name, path, why in _files(folder, result):
        if why is not None:
            yield name, None, why
        elif path.suffix.lower() == ".zip":
            yield from _in_zip(name, path, result)
        else:
            yield (name, *_bytes(path))


def _files(folder: Path, result: HandedIn) -> Iterator[tuple]:
    """(name, path, None) of each ordinary .json or .zip file below a folder, or (name, None, reason)."""
    closed, entries = [], 0
    for here, folders, files in os.walk(folder, onerror=closed.append):
        for name in sorted(folders + files):
            entries += 1
            if entries > MOST_ENTRIES:
                raise TooMuch(TOO_MANY.format(MOST_ENTRIES))
            if _hidden(name):
                result.others += name in files
                continue
            path = Path(here, name)
            shown, wanted = path.relative_to(folder).as_posix(), path.suffix.lower() in (".json", ".zip")
            try:
                mode = path.lstat().st_mode
            except OSError as problem:
                yield shown, None, f"it could not be opened ({_plainly(problem)})"
                continue
            if stat.S_ISLNK(mode) and (wanted or name in folders):
                yield shown, None, "it is a link to somewhere else, and links are not followed"
            elif wanted and stat.S_ISREG(mode):
                yield shown, path, None
            elif wanted and not stat.S_ISDIR(mode):
                yield shown, None, "it is not an ordinary file"
            else:
                result.others += not stat.S_ISDIR(mode)
        folders[:] = sorted(name for name in folders if not _hidden(name))
    for refused in closed:
        if Path(refused.filename) == folder:
            raise refused
        shown = Path(refused.filename).relative_to(folder).as_posix()
        yield shown, None, f"this folder could not be opened ({_plainly(refused)})"


def _hidden(name: str) -> bool:
    """Folders and files that programs keep for themselves: .git, .ipynb_checkpoints, what macOS adds to a ZIP file."""
    return (name.startswith(".") and name not in (".", "..")) or name == "__MACOSX"


def _bytes(path: Path) -> tuple[bytes | None, str | None]:
    """(content, None) of a file, or (None, reason); never reads more than a workbook can hold."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None, TOO_LARGE
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as problem:
        return None, f"it could not be read ({_plainly(problem)})"
    return (None, TOO_LARGE) if len(content) > MOST_BYTES else (content, None)


def _plainly(problem: OSError) -> str:
    text = problem.strerror or type(problem).__name__
    return "reading it is not allowed" if isinstance(problem, PermissionError) else text[0].lower() + text[1:]


# --- ZIP files ----------------------------------------------------------------------------------------------------


def _in_zip(name: str, path: Path, result: HandedIn) -> Iterator[tuple]:
    """What `_contents` gives, for the .json files inside a ZIP file."""
    try:
        why = _too_much_for_a_zip(path)
        if why:
            yield name, None, why
            return
        with zipfile.ZipFile(path) as archive:
            for info in sorted(archive.infolist(), key=lambda one: one.filename):
                parts = info.filename.replace("\\", "/").split("/")
                if (
                    info.is_dir()
                    or any(map(_hidden, parts))
                    or not parts[-1].lower().endswith((".json", ".zip"))
                ):
                    result.others += not info.is_dir()
                    continue
                yield f"{name}/{info.filename}", *_member(archive, info, result)
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, RuntimeError, NotImplementedError):
        yield name, None, "it is a damaged ZIP file, or none at all"


def _too_much_for_a_zip(path: Path) -> str:
    """The reason not even to list a ZIP file: its own table of contents would fill the memory. "" where it's fine."""
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 65_557))
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(end):
        return "it is a damaged ZIP file, or none at all"
    members, directory = struct.unpack("<HL", end[at + 10 : at + 16])
    if b"PK\x06\x07" in end[max(0, at - 20) : at]:
        return "it is a very large ZIP file (ZIP64): unpack it and put the folder in its place"
    if members > MOST_IN_ZIP or directory > MOST_DIRECTORY_OF_ZIP:
        return "it is a ZIP file with far too many files in it"
    return ""


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, result: HandedIn
) -> tuple[bytes | None, str | None]:
    """(content, None) of a file in a ZIP file, or (None, reason); the size that the file claims isn't believed."""
    if info.filename.lower().endswith(".zip"):
        return None, "it is a ZIP file inside a ZIP file: unpack the outer one"
    if info.flag_bits & 0x1:
        return None, "it is locked with a password"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return None, "it is packed in an unusual way: unpack the ZIP file first"
    if info.file_size > MOST_BYTES:
        return None, TOO_LARGE
    result.unpacked += info.file_size  # zipfile never gives more than that
    if result.unpacked > MOST_UNPACKED:
        return None, "the ZIP files unpack to far more than the workbooks of a class"
    try:
        with archive.open(info) as file:
            content = file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error, RuntimeError, NotImplementedError):
        return None, "it is damaged inside its ZIP file"
    return (None, TOO_LARGE) if len(content) > MOST_BYTES else (content, None)


# --- texts from strangers -----------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=20_000)
def plain(text: str, longest: int = 120) -> str:
    """A text from a file or its name as one harmless line.

    Control characters and those that turn the direction of writing are taken out, marks piled on a letter are kept to
    two, and what is longer than `longest` is cut with an ellipsis.
    """
    kept, piled = "", 0
    for one in text[: 4 * longest].encode("utf-8", "replace").decode("utf-8"):
        kind = unicodedata.category(one)
        piled = piled + 1 if kind[0] == "M" else 0
        if one.isspace():
            kept += " "
        elif kind[0] != "C" and piled <= 2:
            kept += one
    line = " ".join(kept.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def reasons(skipped: list[Skipped]) -> list[tuple[str, int]]:
    """How many files were skipped for which reason, the most frequent first."""
    return Counter(sorted(one.why for one in skipped)).most_common()
