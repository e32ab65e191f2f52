"""instructors/hub/ and administrators.md: what an administrator copies must fit the project and the chart."""

import copy
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import yaml

from tools import home

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((Path(__file__).with_name("hub_values.schema.json")).read_text(encoding="utf-8"))
HOME = "/".join(home.home())
FIRST_LESSON = "notebooks/00_start_here.ipynb"


def text(name):
    return (ROOT / "instructors" / name).read_text(encoding="utf-8")


def refused(values):
    """Whether the schema finds something wrong."""
    return not jsonschema.Draft7Validator(SCHEMA).is_valid(values)


@pytest.fixture(scope="module")
def values():
    return yaml.safe_load(text("hub/values.yaml"))


def test_the_example_fits_the_schema(values):
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    jsonschema.Draft7Validator(SCHEMA).validate(values)


def paths(values, path=()):
    """Every path to a key in nested dictionaries."""
    for key, value in values.items():
        yield (*path, key)
        if isinstance(value, dict) and path[:2] != ("singleuser", "extraFiles"):
            yield from paths(value, (*path, key))


def test_the_schema_notices_every_misspelt_key(values):
    for *above, key in paths(values):
        if above[:2] == ["singleuser", "extraFiles"] and len(above) != 3:
            continue  # names of files are free
        wrong = copy.deepcopy(values)
        place = wrong
        for step in above:
            place = place[step]
        place[key + "s"] = place.pop(key)
        assert refused(wrong), f"{'.'.join([*above, key])}s went unnoticed"


def test_the_schema_notices_wrong_values(values):
    for path, value in (
        (("singleuser", "memory", "limit"), "1.5 GB"),
        (("singleuser", "cpu", "limit"), "1 core"),
        (("cull", "timeout"), "3600"),
        (("singleuser", "storage", "type"), "dynamical"),
    ):
        wrong = copy.deepcopy(values)
        place = wrong
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        assert refused(wrong), path


def test_lessons_helpers_and_home_are_in_one_place(values):
    student = values["singleuser"]
    home = student["storage"]["homeMountPath"]
    command = student["lifecycleHooks"]["postStart"]["exec"]["command"][-1]
    pulled = re.search(r"gitpuller (\S+) main (\S+) ", command)
    folder = pulled[2].removeprefix(home + "/")
    assert pulled[2].startswith(home + "/"), "outside the home, the workbook would vanish with the server"
    assert student["extraEnv"]["PYTHONPATH"] == f"{pulled[2]}/src" and (ROOT / "src").is_dir()
    assert student["defaultUrl"] == f"/lab/tree/{folder}/{FIRST_LESSON}"


def test_links_bring_the_reader_to_the_first_lesson():
    found = re.findall(r"https://HUB/\S*git-pull\?\S+", text("administrators.md"))
    links = [parse_qs(urlsplit(link).query) for link in found]
    assert links
    for link in links:
        assert set(link) == {"repo", "branch", "urlpath", "targetPath"}
        assert link["urlpath"] == [f"lab/tree/{link['targetPath'][0]}/{FIRST_LESSON}"]
        assert link["repo"] == [f"https://github.com/{HOME}"]


def test_the_address_of_the_repository_stands_once_in_a_file():
    for name in ("hub/values.yaml", "administrators.md"):
        spelt = re.findall(
            r"github\.com(?:/|%2F){}(?:/|%2F){}".format(*map(re.escape, home.home())), text(name)
        )
        assert len(spelt) == 1, f"{name} names it {len(spelt)} times"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count(f"/{HOME}/") == 1


def test_what_the_page_recommends_is_what_the_example_says(values):
    page = text("administrators.md")
    memory, cpu = values["singleuser"]["memory"], values["singleuser"]["cpu"]
    for word in (memory["guarantee"], memory["limit"], f"{cpu['guarantee']}", f"{cpu['limit']} core"):
        assert word in page, word
    assert f"{values['cull']['timeout'] // 60} minutes" in page


def test_every_placeholder_is_named_as_one(values):
    https = values["proxy"]["https"]
    login = values["hub"]["config"]["JupyterHub"]["authenticator_class"]
    chosen = [
        login,
        https["letsencrypt"]["contactEmail"],
        *https["hosts"],
        *values["singleuser"]["image"].values(),
    ]
    assert all(value.startswith("PLACEHOLDER") for value in chosen)
