"""Keep the description of the tables in data/ up to date; what data/README.md says stands in data.md.j2.

python3 tools/data.py            after changing a table: write hashes, sizes and data/README.md anew
python3 tools/data.py --check    say what is out of date, change nothing; status 1 if anything is
"""

import argparse
import collections
import csv
import hashlib
import itertools
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import jinja2

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import clean_copies

DATA = Path(__file__).resolve().parents[1] / "data"
TEMPLATE = Path(__file__).with_name("data.md.j2")
WIDTH = 110
MANY_ALIKE = 5
FEW_SOURCES = 10


def canonical(value: Any, indent: int = 0) -> str:
    """Return `value` as JSON text in which whatever fits on a line stands on one line."""
    pad = " " * (indent + 1)
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or indent and len(line) + indent <= WIDTH:
        return line
    if isinstance(value, dict):
        parts = [
            f"{pad}{json.dumps(key, ensure_ascii=False)}: {canonical(item, indent + 1)}"
            for key, item in value.items()
        ]
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + canonical(item, indent + 1) for item in value) + "\n" + " " * indent + "]"


def published_bytes(path: Path) -> bytes:
    """Return the file's bytes with LF line ends: what git stores, whatever the checkout did."""
    return path.read_bytes().replace(b"\r\n", b"\n")


class Mismatch(Exception):
    """The tables and their description do not fit together; the message is one sentence."""


def read_rows(resource: dict) -> list[dict[str, str]]:
    """The rows of a table, {column: text}; Mismatch where its columns are not those described."""
    with open(DATA / resource["path"], encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or [])
        described = [field["name"] for field in resource["schema"]["fields"]]
        if columns != described:
            which = ", ".join(sorted(set(columns) ^ set(described))) or "their order"
            raise Mismatch(f"data/{resource['path']} and its description differ in their columns: {which}.")
        return list(reader)


def renew(resource: dict) -> dict:
    """Return the resource with the hash and size of its file as it is now, in a fixed order of properties."""
    content = published_bytes(DATA / resource["path"])
    kept = {key: value for key, value in resource.items() if key not in ("hash", "bytes", "schema")}
    return {
        **kept,
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "schema": resource["schema"],
    }


def in_cell(text: object) -> str:
    """Text as it may stand in a cell of a Markdown table."""
    return str(text).replace("|", "\\|").replace("\n", " ")


def allowed(field: dict) -> str:
    """Say which values a field may take."""
    rules = field.get("constraints", {})
    low, high = rules.get("minimum"), rules.get("maximum")
    spans = {(1, 1): f"{low} to {high}", (1, 0): f"{low} or more", (0, 1): f"up to {high}"}
    words = [
        ", ".join(f"`{value}`" for value in rules.get("enum", [])),
        spans.get((low is not None, high is not None), ""),
        "never empty" if rules.get("required") else "",
    ]
    return "; ".join(filter(None, words))


def columns(fields: Iterable[dict]) -> Iterator[tuple[str, dict, str]]:
    """Yield (name, field, meaning) for each field; a long run that differs only in name counts as one."""
    for (*_, described, _), alike in itertools.groupby(
        fields, lambda field: (field["type"], field.get("description", ""), field.get("constraints"))
    ):
        first, *others = alike
        if len(others) + 1 >= MANY_ALIKE:
            yield f"`{first['name']}` … `{others[-1]['name']}` ({len(others) + 1} columns)", first, described
        else:
            for field in (first, *others):
                meaning = filter(None, dict.fromkeys([field.get("title"), described]))
                yield f"`{field['name']}`", field, ": ".join(meaning)


def years(rows: list[dict[str, str]], fields: list[dict]) -> str:
    """Return "1988 to 2023" for the first column of years or dates, an empty text if there is none."""
    for field in fields:
        if field["name"] == "year" or field["type"] == "date":
            found = sorted(row[field["name"]][:4] for row in rows if row[field["name"]])
            if found:
                return found[0] if found[0] == found[-1] else f"{found[0]} to {found[-1]}"
    return ""


def described(resource: dict, sources: dict[str, dict[str, str]]) -> dict:
    """What README.md says of one table; sources: {source_id: row of sources.csv}."""
    rows, fields = read_rows(resource), resource["schema"]["fields"]
    used = sorted({row[name] for row in rows for name in ("source_id", "source_id_2") if row.get(name)})
    if resource["name"] != "sources" and (unknown := [one for one in used if one not in sources]):
        raise Mismatch(f"data/{resource['path']} names the source {unknown[0]}, which sources.csv lacks.")
    licences = collections.Counter(sources[one]["licence"] for one in used if one in sources)
    return {
        **resource,
        "rows": rows,
        "years": "" if resource["name"] == "sources" else years(rows, fields),
        "columns": columns(fields),
        "sources": [sources[one] for one in used if one in sources],
        "licences": [f"{number} × {licence}" for licence, number in licences.most_common()],
    }


def readme(package: dict) -> str:
    """Return the text of data/README.md for a package."""
    resources = package["resources"]
    known = {row["source_id"]: row for r in resources if r["name"] == "sources" for row in read_rows(r)}
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters["in_cell"] = in_cell
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    tables = [described(resource, known) for resource in resources]
    text = template.render(package=package, tables=tables, allowed=allowed, few=FEW_SOURCES)
    return re.sub(r"\n{3,}", "\n\n", text)


def renewed() -> dict[Path, str]:
    """Return {path: text} of the two generated files as they should be."""
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [renew(resource) for resource in package.pop("resources")]
    return {DATA / "datapackage.json": canonical(package) + "\n", DATA / "README.md": readme(package)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Renew or check what is generated; returns 1 where something is out of date or doesn't fit, else 0."""
    parser = argparse.ArgumentParser(description="Renew hashes, sizes and README.md after a change in data/.")
    parser.add_argument("--check", action="store_true", help="only say what is out of date")
    only_check = parser.parse_args(arguments).check
    try:
        texts = renewed()
    except Mismatch as error:
        print(error)
        return 1
    except FileNotFoundError as error:
        print(f"data/{Path(error.filename).name} is described in data/datapackage.json but is not there.")
        return 1
    except KeyError as error:
        print(f"Something in data/datapackage.json lacks its {error}.")
        return 1
    except ValueError as error:
        print(f"A file in data/ cannot be read: {error}.")
        return 1
    stale = [
        path
        for path, text in texts.items()
        if not path.exists() or published_bytes(path) != text.encode("utf-8")
    ]
    if only_check:
        if stale:
            names = " and ".join(f"data/{path.name}" for path in stale)
            print(f"Out of date: {names}; run `python3 start.py data`.")
        return 1 if stale else 0
    for path in stale:
        path.write_text(texts[path], encoding="utf-8", newline="\n")
    clean_copies.write_lesson_hashes(DATA.parent)
    print("Written: " + ", ".join(f"data/{path.name}" for path in stale) if stale else "Nothing to renew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
