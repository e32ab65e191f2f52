"""The tables in data/ keep what datapackage.json promises, and every row has a source with a licence."""

import collections
import csv
import hashlib
import importlib.util
import json
import re
from pathlib import Path

import pytest

frictionless = pytest.importorskip("frictionless", reason="installed by start.py test")

DATA = Path(__file__).resolve().parents[1] / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
SOURCE_COLUMNS = ("source_id", "source_id_2")


def rows(name):
    with open(DATA / RESOURCES[name]["path"], encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fields(name):
    return RESOURCES[name]["schema"]["fields"]


ROWS = {name: rows(name) for name in RESOURCES}
every_table = pytest.mark.parametrize("name", RESOURCES)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Frictionless over all tables, the votes included (about six seconds).

    Its own hash check would take a CRLF checkout for damage, so hashes are left to the test below.
    """
    folder = tmp_path_factory.mktemp("package")
    described = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        del resource["hash"], resource["bytes"]
        content = (DATA / resource["path"]).read_bytes().replace(b"\r\n", b"\n")
        (folder / resource["path"]).write_bytes(content)
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return frictionless.validate(str(folder / "datapackage.json"))


def test_the_package_follows_the_standard(report):
    assert not report.errors, [error.message for error in report.errors]
    assert {task.name for task in report.tasks} == set(RESOURCES)


@every_table
def test_types_ranges_keys_and_references_hold(report, name):
    (task,) = [task for task in report.tasks if task.name == name]
    assert task.valid, [error.message for error in task.errors[:5]]


@every_table
def test_hash_and_size_are_those_of_the_file(name):
    content = (DATA / RESOURCES[name]["path"]).read_bytes().replace(b"\r\n", b"\n")
    assert RESOURCES[name]["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert RESOURCES[name]["bytes"] == len(content)


@pytest.fixture
def maintenance():
    path = DATA.parent / "tools" / "data.py"
    spec = importlib.util.spec_from_file_location("maintain_data", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def small(maintenance, tmp_path, monkeypatch):
    """A package of two tables that the maintenance command may write."""
    names = ("democracy_polity", "sources")
    described = {**PACKAGE, "resources": [RESOURCES[name] for name in names]}
    folder = tmp_path / "data"
    folder.mkdir()
    (tmp_path / "tools").mkdir()
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    for name in names:
        (folder / f"{name}.csv").write_bytes((DATA / f"{name}.csv").read_bytes())
    monkeypatch.setattr(maintenance, "DATA", folder)
    return folder


def test_the_maintenance_command_renews_once_and_then_has_nothing_to_do(maintenance, small, capsys):
    assert maintenance.main([]) == 0
    with open(small / "democracy_polity.csv", "a", encoding="utf-8", newline="") as file:
        file.write("Utopia,UTO,2018,10,polity-5\n")
    assert maintenance.main(["--check"]) == 1
    assert "data/datapackage.json and data/README.md" in capsys.readouterr().out
    assert maintenance.main([]) == 0
    digest = hashlib.sha256((small / "datapackage.json").read_bytes()).hexdigest()
    hashes = (small.parent / "tools" / "lessons.sha256").read_text(encoding="utf-8")
    assert hashes == f"{digest}  data/datapackage.json\n", "the description itself is pinned"
    texts = {path: path.read_bytes() for path in small.iterdir()}
    assert maintenance.main(["--check"]) == 0
    assert maintenance.main([]) == 0
    assert {path: path.read_bytes() for path in small.iterdir()} == texts


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda folder: (folder / "democracy_polity.csv").unlink(), "democracy_polity.csv is described"),
        (lambda folder: (folder / "datapackage.json").write_text("{"), "cannot be read"),
        (lambda folder: (folder / "democracy_polity.csv").write_text("a,b\n"), "differ in their columns"),
        (
            lambda folder: (folder / "sources.csv").write_text((",".join(ROWS["sources"][0])) + "\n"),
            "polity-5",
        ),
    ],
)
def test_the_maintenance_command_says_what_does_not_fit(maintenance, small, capsys, change, sentence):
    change(small)
    assert maintenance.main([]) == 1
    assert sentence in capsys.readouterr().out


def test_the_readme_and_the_description_are_up_to_date(maintenance, capsys):
    assert maintenance.main(["--check"]) == 0, capsys.readouterr().out
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert [name for name in RESOURCES if f"\n## {name}\n" not in readme] == []


def test_every_file_is_described_and_every_described_file_is_there():
    described = {resource["path"] for resource in PACKAGE["resources"]}
    present = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file()}
    assert present == described | {"datapackage.json", "README.md", "CORRECTIONS.md"}


@every_table
def test_files_are_plain_utf8_text(name):
    content = (DATA / RESOURCES[name]["path"]).read_bytes().replace(b"\r\n", b"\n")
    text = content.decode("utf-8")
    assert b"\r" not in content and not content.startswith(b"\xef\xbb\xbf")
    assert text.endswith("\n") and not text.endswith("\n\n")
    meant = {field["name"]: field.get("constraints", {}).get("enum", []) for field in fields(name)}
    for row in ROWS[name]:
        for column, value in row.items():
            assert value == value.strip(), f"{column}: spaces around {value!r}"
            missing = value.lower() in ("nan", "none", "null", "n/a") and value not in meant[column]
            assert not missing, f"{column}: {value!r} for a missing value"


def test_a_cell_with_a_line_break_or_a_single_letter_does_not_confuse_the_reader_of_wide_tables():
    content = (DATA / RESOURCES["un_votes"]["path"]).read_bytes().replace(b"\r\n", b"\n")
    assert content.count(b"\n") == len(ROWS["un_votes"]) + 1


@every_table
def test_nothing_names_a_place_on_somebodys_machine(name):
    text = (DATA / RESOURCES[name]["path"]).read_text(encoding="utf-8") + json.dumps(RESOURCES[name])
    places = r"(?:file://|(?<![\w/.-])/(?:tmp|home|work|root)/|[A-Z]:\\\\|\.\./|evidence/)\S*"
    found = re.findall(places, text)
    assert not found, found[:5]


@every_table
def test_every_column_is_explained(name):
    assert len(RESOURCES[name]["title"]) > 3 and len(RESOURCES[name]["description"]) > 40
    for field in fields(name):
        assert field.get("title") or field.get("description"), field["name"]


@every_table
def test_every_quantity_has_a_unit(name):
    unit_columns = {field["name"] for field in fields(name) if "unit" in field["name"]}
    for field in fields(name):
        if field["type"] == "number":
            assert field.get("unit") or unit_columns, field["name"]


@every_table
def test_every_value_column_has_a_range(name):
    for field in fields(name):
        if field["type"] == "number":
            assert {"minimum", "maximum"} & set(field.get("constraints", {})), field["name"]


@every_table
def test_every_row_names_a_source_that_exists(name):
    known = {row["source_id"] for row in ROWS["sources"]}
    assert "source_id" in ROWS[name][0]
    for number, row in enumerate(ROWS[name], start=2):
        assert row["source_id"] in known, f"line {number}"
        assert row.get("source_id_2", "") in known | {""}, f"line {number}"


def test_every_source_has_a_licence_and_is_used():
    used = {
        row[column]
        for name in RESOURCES
        if name != "sources"
        for row in ROWS[name]
        for column in SOURCE_COLUMNS
        if row.get(column)
    }
    for row in ROWS["sources"]:
        assert row["licence"] and row["title"], row["source_id"]
        assert row["redistribution"] in ("clear", "facts only", "unclear"), row["source_id"]
        assert row["source_id"] in used, f"{row['source_id']} is described but no row uses it"
    listed = [row["source_id"] for row in ROWS["sources"]]
    assert listed == sorted(listed)


@every_table
def test_dates_claim_no_more_than_their_precision(name):
    for field in fields(name):
        precision = f"{field['name']}_precision"
        if field["type"] != "date" or precision not in ROWS[name][0]:
            continue
        for number, row in enumerate(ROWS[name], start=2):
            date, known_to = row[field["name"]], row[precision]
            assert bool(date) == bool(known_to), f"line {number}: {date!r}, {known_to!r}"
            if known_to == "month":
                assert date.endswith("-01"), f"line {number}"
            if known_to == "year":
                assert date.endswith("-01-01"), f"line {number}"


@every_table
def test_date_columns_have_a_precision(name):
    names = {field["name"] for field in fields(name)}
    for field in fields(name):
        if field["type"] == "date":
            assert f"{field['name']}_precision" in names, field["name"]


@every_table
def test_background_cells_are_columns_of_the_table(name):
    names = {field["name"] for field in fields(name)}
    for number, row in enumerate(ROWS[name], start=2):
        cells = [cell for cell in row.get("background_cells", "").split(";") if cell]
        assert all(cell.strip() in names for cell in cells), f"line {number}: {cells}"


def test_a_country_has_one_name():
    names = collections.defaultdict(set)
    for name in RESOURCES:
        for row in ROWS[name]:
            if row.get("iso3") and row.get("country"):
                names[row["iso3"]].add(row["country"])
    names.pop("PSE")  # the West Bank and the Gaza Strip stand apart in one source
    assert not {code: found for code, found in names.items() if len(found) > 1}


def test_no_year_was_misread_as_barrels():
    for row in ROWS["energy_landlocked"]:
        if row["unit"] == "barrels per day":
            assert float(row["value"]) != float(row["year"]), row


def test_the_seats_are_the_columns_of_the_votes():
    codes = [field["name"] for field in fields("un_votes")][-len(ROWS["un_members"]) :]
    assert codes == [row["iso3"] for row in ROWS["un_members"]] == sorted(codes)
    for seat in ROWS["un_members"]:
        years = [int(row["date"][:4]) for row in ROWS["un_votes"] if row[seat["iso3"]]]
        found = (str(min(years)), str(max(years)), str(len(years)))
        assert found == (seat["first_vote_year"], seat["last_vote_year"], seat["votes_cast"]), seat["iso3"]


def test_the_glossary_points_to_terms_it_has():
    terms = {row["term"] for row in ROWS["glossary"]}
    for row in ROWS["glossary"]:
        others = [other.strip() for other in row["see_also"].split(";") if other.strip()]
        assert set(others) <= terms - {row["term"]}, row["term"]
