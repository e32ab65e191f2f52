"""tools/licences.py: everything of others may be used as we use it; tools/vendor.py: every file of others is traced."""

import hashlib
import subprocess
from email.message import Message
from pathlib import Path

import pytest

from tools import licences, vendor
from tools.licences import Licensed, collected, fits, licence_of, refused, settings
from tools.setting_up import ROOT


class Package:
    """An installed package that says this of itself."""

    def __init__(self, **said):
        self.metadata = Message()
        for name, values in said.items():
            for value in [values] if isinstance(values, str) else values:
                self.metadata[name.replace("_", "-")] = value


@pytest.mark.parametrize(
    "said, licence",
    [
        ({"License_Expression": "MIT OR GPL-3.0-only", "License": "BSD"}, "MIT OR GPL-3.0-only"),
        ({"License": "MIT License", "Classifier": ["License :: OSI Approved :: MIT License"]}, "MIT"),
        ({"Classifier": ["License :: OSI Approved :: BSD License", "Topic :: Text"]}, "BSD"),
        ({"License": "UNKNOWN", "Classifier": ["License :: OSI Approved :: ISC License (ISCL)"]}, "ISC"),
        (
            {
                "Classifier": [
                    "License :: OSI Approved :: GNU Affero General Public License v3",
                    "License :: Other",
                ]
            },
            "AGPL AND Other",
        ),
        ({"License": "Apache License, Version 2.0"}, "Apache-2.0"),
        ({"License": "GPLv3"}, "GPL"),
        ({}, "unknown"),
    ],
)
def test_what_a_package_says_of_its_licence_becomes_an_expression(said, licence):
    assert licence_of(Package(**said)) == licence


def test_a_licence_that_asks_something_of_our_code_is_refused_unless_it_is_excused_by_name():
    good = Licensed("a", "1", "MIT AND (GPL OR BSD-3-Clause)", "Python")
    bad = [
        Licensed(name, "1", licence, "Python")
        for name, licence in {"b": "AGPL", "c": "MIT AND LGPL", "d": "unknown", "e": "GPL-3.0-only"}.items()
    ]
    allowed = settings()["allowed"]
    assert refused([good, *bad], allowed, {}) == bad
    assert refused([good, *bad], allowed, {"b": "a reason"}) == bad[1:]
    assert not any(word in " ".join(allowed) for word in ("GPL", "Artistic", "unknown"))


def test_everything_of_others_fits_and_no_excuse_is_left_over():
    found, ours = collected(), settings()
    assert refused(found, **ours) == []
    assert {one.kind for one in found} == {"Python", "npm", "file", "browser edition"}
    assert len(found) > 200
    excused = {one.name.lower() for one in found if not fits(one.licence, ours["allowed"])}
    assert excused == set(ours["excused"])


def test_a_package_that_is_not_in_the_lock_is_not_listed():
    names = {one.name for one in collected() if one.kind == "Python"}
    assert "pandas" in names and not {"pip", "between-giants"} & names


def test_the_command_ends_with_the_sum_and_fails_where_something_does_not_fit(monkeypatch, capsys):
    assert licences.main() == 0
    assert capsys.readouterr().out.strip().endswith("0 with a licence that doesn't fit.")
    monkeypatch.setattr(licences, "collected", lambda: [Licensed("bad", "1", "GPL", "npm")])
    assert licences.main() == 1 and "bad 1 has the licence GPL" in capsys.readouterr().out


OURS = {  # what may lie here without having come from elsewhere, by the end of its name
    "py", "md", "j2", "html", "css", "js", "ipynb", "csv", "txt", "lock", "yml", "yaml", "toml", "jsonc", "cff", "svg",
    "png", "sha256", "",
}  # fmt: skip
OUR_JSON = {
    "binder/jupyter/jupyter_server_config.json",
    "binder/jupyter/overrides.json",
    "data/datapackage.json",
    "publishing/parts.json",
    "publishing/templates/edition/overrides.json",
    "src/helpers/work/workbook.schema.json",
    "tests/tools/hub_values.schema.json",
}


def test_every_file_of_others_is_traced_to_its_origin_and_is_the_one_that_is_pinned():
    for name, one in vendor.FILES.items():
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == one.sha256, name
        beside = (ROOT / name).parent
        about = (beside / "README.md").read_text(encoding="utf-8")
        for said in (one.package, one.version, one.file, one.address.removeprefix("https://"), one.sha256):
            assert said in about, f"{name}: {said}"
        assert one.licence in (beside / "LICENSE.txt").read_text(encoding="utf-8")
    for name, one in vendor.PACKAGES.items():
        assert one.version and one.integrity.startswith("sha512-") and len(one.integrity) == 95, name


def test_nothing_else_here_comes_from_elsewhere():
    if not (ROOT / ".git").exists():
        pytest.skip("a folder without its history")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    strange = {name for name in listed.stdout.splitlines() if Path(name).suffix.lstrip(".") not in OURS}
    assert strange - OUR_JSON == set(vendor.FILES)
