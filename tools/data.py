"""Keep the description of the tables in data/ up to date; needs nothing but Python.

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

DATA = Path(__file__).resolve().parents[1] / "data"
WIDTH = 110
MANY_ALIKE = 5
FEW_SOURCES = 10

INTRODUCTION = """\
# The data, table by table

<!-- Written by tools/data.py from datapackage.json: change that file, then run `python3 start.py data`. -->

{description}

In a lesson, `load("{example}")` gives a table with its types, and `sources(table)` the sources of its rows.
Elsewhere, any program that reads CSV will do: UTF-8, commas, a header row, an empty cell is a missing value.
`datapackage.json` describes everything below for programs, following the Frictionless Data Package standard.

**Columns that return.** `source_id` (and `source_id_2`) point to the table [sources](#sources).
`date` stands with `date_precision`: where a source gives only the month or the year, it is the first day.
`confidence` says *confirmed* (a source we read says so), *background* (general knowledge, shown as unconfirmed)
or *computed* (our arithmetic on stored figures).
`background_cells` names the cells of a confirmed row that its source does not hold.
Countries carry ISO 3166-1 alpha-3 codes, states that are no more those of ISO 3166-3.
A dissolved state is not merged into its successor; in the UN votes, where a successor kept the seat, the table
un_members says so. Where two sources disagree there are two rows, each with its source.
"""

CLOSING = """\
## How to cite

> {authors} ({year}). *{title}*, version {version}.

Name the source of the rows you use as well: `sources(table)` lists them. {licences}

## How to add or correct a row

1. Change the CSV file (UTF-8, commas, rows in the order you find them) and give every row a `source_id`.
2. A new source needs a row in `sources.csv`, with its licence; a new table or column needs an entry in
   `datapackage.json`.
3. Run `python3 start.py data`, which renews hashes, sizes and this page.
4. Run `python3 start.py test`: it checks types, ranges, keys and sources, and runs the lessons again.
"""


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
            different = set(columns) ^ set(described)
            which = ", ".join(sorted(different)) or "their order"
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


def cell(text: object) -> str:
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


def field_lines(fields: Iterable[dict]) -> Iterator[str]:
    """Yield the lines of a table of fields; a long run of fields that differ only in name takes one line."""
    yield "| column | type | unit | meaning | allowed |"
    yield "|---|---|---|---|---|"
    for _, alike in itertools.groupby(
        fields, lambda field: (field["type"], field.get("description"), field.get("constraints"))
    ):
        first, *others = alike
        if len(others) + 1 >= MANY_ALIKE:
            name = f"`{first['name']}` … `{others[-1]['name']}` ({len(others) + 1} columns)"
            yield field_line(first, name, [first.get("description")])
        else:
            for field in (first, *others):
                yield field_line(field, f"`{field['name']}`", [field.get("title"), field.get("description")])


def field_line(field: dict, name: str, meaning: list[str | None]) -> str:
    """One line of the table of fields."""
    text = ": ".join(part for part in dict.fromkeys(meaning) if part)
    row = (name, field["type"], field.get("unit", ""), text, allowed(field))
    return "| " + " | ".join(map(cell, row)) + " |"


def years(rows: list[dict[str, str]], fields: list[dict]) -> str:
    """Return "1988 to 2023" for the first column of years or dates, an empty text if there is none."""
    for field in fields:
        if field["name"] == "year" or field["type"] == "date":
            found = sorted(row[field["name"]][:4] for row in rows if row[field["name"]])
            if found:
                return found[0] if found[0] == found[-1] else f"{found[0]} to {found[-1]}"
    return ""


def section(resource: dict, sources: dict[str, dict[str, str]]) -> str:
    """Return the part of README.md about one table."""
    rows = read_rows(resource)
    fields = resource["schema"]["fields"]
    covered = years(rows, fields) if resource["name"] != "sources" else ""
    facts = f"`{resource['path']}` · {len(rows):,} rows" + (f" · {covered}" if covered else "")
    lines = [f"## {resource['name']}", "", f"**{resource.get('title', resource['name'])}** · {facts}", ""]
    if resource.get("description"):
        lines += [resource["description"], ""]
    for licence in resource.get("licenses", []):
        lines += [f"Licence of this table: {licence.get('title', licence.get('name'))}.", ""]
    lines += field_lines(fields)
    if resource["name"] != "sources":
        lines += source_lines(resource, rows, sources)
    return "\n".join(lines) + "\n"


def source_lines(resource: dict, rows: list[dict[str, str]], sources: dict[str, dict[str, str]]) -> list[str]:
    """Return the lines on a table's sources: each of them, or if they are many a count of their licences."""
    used = sorted({row[column] for row in rows for column in ("source_id", "source_id_2") if row.get(column)})
    for source_id in used:
        if source_id not in sources:
            raise Mismatch(f"data/{resource['path']} names the source {source_id}, which sources.csv lacks.")
    if len(used) > FEW_SOURCES:
        licences = collections.Counter(sources[source_id]["licence"] for source_id in used)
        counted = "; ".join(f"{number} × {licence}" for licence, number in licences.most_common())
        listed = f'`sources(load("{resource["name"]}"))` lists them'
        return ["", f"**{len(used)} sources** ({listed}): {counted}."]
    lines = ["", "**Sources**", ""]
    for source_id in used:
        source = sources[source_id]
        title = f"[{source['title']}]({source['address']})" if source["address"] else source["title"]
        publisher = f", {source['publisher']}" if source["publisher"] else ""
        year = f" ({source['year']})" if source["year"] else ""
        lines.append(f"- `{source_id}`: {title}{publisher}{year}. Licence: {source['licence']}.")
    return lines


def readme(package: dict) -> str:
    """Return the text of data/README.md for a package."""
    resources = package["resources"]
    known = {row["source_id"]: row for r in resources if r["name"] == "sources" for row in read_rows(r)}
    contents = "\n".join(f"- [{r['name']}](#{r['name']}): {r.get('title', '')}" for r in resources)
    parts = [
        INTRODUCTION.format(description=package["description"], example=resources[0]["name"]),
        "## Contents\n\n" + contents + "\n",
        *(section(resource, known) for resource in resources),
        CLOSING.format(
            authors=", ".join(person["title"] for person in package["contributors"]),
            year=package["created"][:4],
            title=package["title"],
            version=package["version"],
            licences="; ".join(licence["title"] for licence in package["licenses"]) + ".",
        ),
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts))


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
    print("Written: " + ", ".join(f"data/{path.name}" for path in stale) if stale else "Nothing to renew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
