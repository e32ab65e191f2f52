"""The tables in data/: `load("trade_partners")` gives a DataFrame with types, units and sources.

What each table holds is described in data/README.md (for people) and data/datapackage.json (for programs).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd

from helpers.errors import LessonError
from helpers.words import citation, close_names

SOURCE_COLUMNS = ("source_id", "source_id_2")
MANY_LETTER_COLUMNS = 20
Load = Callable[[str], pd.DataFrame]  # what `load` is to a function that is given it

_packages: dict[tuple, dict] = {}
_tables: dict[tuple, pd.DataFrame | dict] = {}


class Source(NamedTuple):
    """Where a row comes from; the fields are the columns of data/sources.csv."""

    source_id: str
    title: str
    publisher: str
    year: int | None
    licence: str
    redistribution: str
    address: str
    how_obtained: str
    unconfirmed: str


class Sources(Sequence[Source]):
    """The sources of a table, in the order in which its rows first name them; looked up when asked for.

    They never change, so copies share them, where pandas copies `attrs` deeply at almost every step.
    """

    def __init__(self, ids: Iterable[str], package: dict):
        self.ids = tuple(ids)
        self._package = package

    @cached_property
    def _sources(self) -> tuple[Source, ...]:
        known = _known_sources(self._package)
        return tuple(_source(known[source_id]) for source_id in self.ids if source_id in known)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict) -> Self:
        return self

    def __getitem__(self, position: int | slice) -> Any:
        return self._sources[position]

    def __len__(self) -> int:
        return len(self._sources)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sources) and self.ids == other.ids

    def __hash__(self) -> int:
        return hash(self.ids)

    def __repr__(self) -> str:
        return "; ".join(citation(one.title, one.publisher or "", one.year or "") for one in self)


def load(name: str) -> pd.DataFrame:
    """Return one table of data/ as a DataFrame.

    name: a table's name, such as "trade_partners"; `tables()` lists them.
    Types follow the table's schema: whole numbers are int64 (Int64 where some are missing), numbers float64,
    dates datetime64, yes/no columns bool (boolean where some are missing), the rest str (object before
    pandas 3).
    An empty cell is a missing value.
    Columns of one-letter codes in wide tables (a column per state) are categories.
    `attrs` of the frame: "name", "title", "units" (column -> unit) and "sources" (a sequence of `Source`).
    The frame is yours: changing it does not change what the next `load` returns.
    Raises LessonError with one sentence if there is no such table or if its file is missing or damaged.
    """
    package = _package()
    resource = _resource(package, name)
    path = package["folder"] / resource["path"]
    key = (path, _stamp(path), package["stamp"])
    if key not in _tables:
        frame = _read(package, resource)
        frame.attrs = {
            "name": resource["name"],
            "title": resource.get("title", resource["name"]),
            "units": {one["name"]: one["unit"] for one in resource["schema"]["fields"] if "unit" in one},
            "sources": _sources_of(frame, package),
        }
        _tables[key] = frame
    # A deep copy: pandas' copy-on-write does not cover `.values[0] = …` on text. The votes take it in 2 ms.
    return _tables[key].copy()


def tables() -> pd.DataFrame:
    """Return a DataFrame with one row per table: its name, title and number of rows."""
    rows = [
        (resource["name"], resource.get("title", ""), len(load(resource["name"])))
        for resource in _package()["resources"].values()
    ]
    return pd.DataFrame(rows, columns=["name", "title", "rows"])


def sources(table: pd.DataFrame | str) -> pd.DataFrame:
    """Return the sources of a table, or of the part of it that is left after filtering.

    table: a DataFrame from `load` (also filtered or sorted), or a table's name. Result: a DataFrame indexed
    by source_id with title, publisher, year, licence and address, in order of first use. If the frame has
    lost its source_id column, all sources of the table it was made from are given; LessonError where that
    isn't known.
    """
    frame = load(table) if isinstance(table, str) else table
    named = any(column in frame for column in SOURCE_COLUMNS)
    used = _sources_of(frame, _package()) if named else frame.attrs.get("sources")
    if used is None:
        raise LessonError("This table has no column source_id, so its sources cannot be told.")
    listed = pd.DataFrame(list(used), columns=Source._fields).set_index("source_id")
    listed["year"] = listed["year"].astype("Int64")
    return listed[["title", "publisher", "year", "licence", "address"]]


def citations(load: Load) -> dict[str, str]:
    """{source_id: the source as one cites it}; load: reads a table by name."""
    known = load("sources").astype({"year": object}).fillna({"publisher": "", "year": ""})
    return {row.source_id: citation(row.title, row.publisher, row.year) for row in known.itertuples()}


def date_label(date: str | pd.Timestamp, precision: str) -> str:
    """Return a date as exactly as its source gives it: "2 March 2022", "March 2022" or "2022".

    date: anything pandas reads as a date; precision: "day", "month" or "year".
    A missing date gives an empty string; any other precision raises LessonError.
    """
    date = pd.Timestamp(date)
    if pd.isna(date):
        return ""
    month = f"{date.month_name()} {date.year}"
    labels = {"day": f"{date.day} {month}", "month": month, "year": f"{date.year}"}
    if precision not in labels:
        raise LessonError(f"A date is known to the day, the month or the year, not to {precision!r}.")
    return labels[precision]


def _folder() -> Path:
    elsewhere = os.environ.get("BETWEEN_GIANTS_DATA")
    if elsewhere:
        return Path(elsewhere)
    packed = Path(__file__).resolve().parent / "data"  # in a wheel the tables go with the helpers
    return packed if packed.is_dir() else packed.parents[2] / "data"


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _how_to_restore(path: Path) -> str:
    shown = f"{path.parent.name}/{path.name}"
    if (path.parent.parent / ".git").exists():
        return f"restore it with `git checkout -- {shown}`"
    return f"run `python3 start.py fresh data`, or copy {shown} again from a freshly downloaded ZIP of Between Giants"


def _damaged(path: Path, what: str) -> LessonError:
    return LessonError(f"{path.parent.name}/{path.name} {what}: {_how_to_restore(path)}.")


def _bytes(path: Path) -> bytes:
    """Return the file's bytes with LF line ends, as published (a checkout may have turned them into CRLF)."""
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except FileNotFoundError:
        raise _damaged(path, "is missing") from None
    except OSError as error:
        raise _damaged(path, f"cannot be read ({error.strerror})") from None


def _package() -> dict:
    folder = _folder()
    path = folder / "datapackage.json"
    stamp = _stamp(path)
    if (folder, stamp) not in _packages:
        try:
            described = json.loads(_bytes(path).decode("utf-8"))
            resources = {resource["name"]: resource for resource in described["resources"]}
        except (ValueError, KeyError, TypeError):
            raise _damaged(path, "is damaged") from None
        _packages[folder, stamp] = {"folder": folder, "stamp": stamp, "resources": resources}
    return _packages[folder, stamp]


def _resource(package: dict, name: str) -> dict:
    names = package["resources"]
    if name in names:
        return names[name]
    close = close_names(str(name).lower().removesuffix(".csv"), names)
    meant = f"perhaps you mean {' or '.join(close)}" if close else "tables() lists the names"
    raise LessonError(f"There is no table called {str(name)!r}: {meant}.")


def _content(package: dict, resource: dict) -> bytes:
    """Return the file's bytes after making sure that they are the published ones."""
    path = package["folder"] / resource["path"]
    content = _bytes(path)
    expected = resource.get("hash")
    if expected and "sha256:" + hashlib.sha256(content).hexdigest() != expected:
        names = [field["name"] for field in resource["schema"]["fields"]]
        raise _damaged(path, _what_is_wrong(content, names, resource["bytes"]))
    return content


def _read(package: dict, resource: dict) -> pd.DataFrame:
    path = package["folder"] / resource["path"]
    content = _content(package, resource)
    fields = resource["schema"]["fields"]
    try:
        names, codes = _letter_columns(fields)
        if not names:
            return _typed(content, fields)
        rest, letters = _split_letters(content, names, codes)
        return pd.concat([_typed(rest, fields[: -len(names)]), letters], axis=1)
    except (ValueError, IndexError) as error:
        raise _damaged(path, f"does not fit its description in datapackage.json ({error})") from None


def _what_is_wrong(content: bytes, names: list[str], size: int) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return "is not in UTF-8 any more (another program saved it in its own encoding)"
    header = text.partition("\n")[0].lstrip("\ufeff").replace('"', "").split(",")
    lost = [name for name in names if name not in header]
    if not text:
        return "is empty"
    if lost and len(content) >= size / 2:
        return f"lacks the column{'s' if len(lost) > 1 else ''} {', '.join(lost[:3])}"
    if len(content) < size and not text.endswith("\n"):
        return "is cut short"
    return "is not the published table any more (it was edited; save your own version under another name)"


def _typed(content: bytes, fields: list[dict]) -> pd.DataFrame:
    kinds = {field["name"]: field["type"] for field in fields}
    dtypes = {"integer": "Int64", "number": "float64", "boolean": "boolean"}
    frame = pd.read_csv(
        io.BytesIO(content),
        encoding="utf-8",
        usecols=list(kinds),
        dtype={name: dtypes.get(kind, "str") for name, kind in kinds.items()},
        keep_default_na=False,
        na_values=[""],
        true_values=["true"],
        false_values=["false"],
        low_memory=False,  # in one piece: a third faster at these sizes
    )
    for name, kind in kinds.items():
        if kind == "date":
            # in microseconds: pandas 2's own nanoseconds don't reach back to 1206
            frame[name] = frame[name].fillna("NaT").to_numpy("U10").astype("datetime64[us]")
        elif kind in ("integer", "boolean") and not frame[name].hasnans:
            frame[name] = frame[name].astype("int64" if kind == "integer" else "bool")
    return frame


def _letter_columns(fields: list[dict]) -> tuple[list[str], list[str]]:
    """Return the last columns of a wide table that hold the same one-letter codes, and these codes."""
    codes = fields[-1].get("constraints", {}).get("enum", [])
    alike = takewhile(lambda field: field.get("constraints", {}).get("enum") == codes, reversed(fields))
    names = [field["name"] for field in alike][::-1]
    letters = codes and all(len(str(code)) == 1 for code in codes)
    return (names, codes) if letters and len(names) >= MANY_LETTER_COLUMNS else ([], [])


def _split_letters(content: bytes, names: list[str], codes: list[str]) -> tuple[bytes, pd.DataFrame]:
    """Take the one-letter cells off the end of each line; return what is left, and the cells as a frame.

    pandas' own reader needs three times as long. Each cell is the byte after one of the line's last commas;
    any byte there that is not a code ends an empty cell.
    """
    characters = np.frombuffer(content, dtype=np.uint8)
    commas = np.flatnonzero(characters == ord(","))
    ends = np.flatnonzero(characters == ord("\n"))
    last = np.searchsorted(commas, ends)
    starts = np.concatenate([[0], ends[:-1] + 1])
    cuts = commas[last - len(names)]
    rest = b"\n".join(content[start:cut] for start, cut in zip(starts.tolist(), cuts.tolist(), strict=True))
    cells = commas[last[1:, None] + np.arange(-len(names), 0)] + 1
    code_of = np.full(256, -1, dtype=np.int8)
    code_of[[ord(code) for code in codes]] = range(len(codes))
    columns = np.ascontiguousarray(code_of[characters[cells]].T)
    kind = pd.CategoricalDtype(list(codes))
    letters = [pd.Categorical.from_codes(column, dtype=kind) for column in columns]
    return rest, pd.DataFrame(dict(zip(names, letters, strict=True)))


def _sources_of(frame: pd.DataFrame, package: dict) -> Sources:
    columns = [frame[column].dropna().unique() for column in SOURCE_COLUMNS if column in frame]
    return Sources(dict.fromkeys(id for column in columns for id in column), package)


def _known_sources(package: dict) -> dict[str, list[str]]:
    """Return {source_id: cells}; read without pandas, which takes three times as long."""
    resource = _resource(package, "sources")
    path = package["folder"] / resource["path"]
    key = (path, _stamp(path), "by id")
    if key not in _tables:
        text = io.StringIO(_content(package, resource).decode("utf-8"), newline="")
        _tables[key] = {row[0]: row for row in csv.reader(text)}
    return _tables[key]


def _source(cells: list[str]) -> Source:
    filled = Source._make(cell or None for cell in cells)
    return filled._replace(year=int(filled.year) if filled.year else None)
