"""requirements.lock and requirements-dev.lock: what start.py installs is all there, pinned, and has its hashes."""

import re
from importlib.metadata import distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import lock
from tools.setting_up import LOCKS, ROOT

SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
PYTHONS = ("3.11.2", "3.12.1", "3.13.1", "3.14.0")
EVERYWHERE = [
    {**system, "python_version": python.rpartition(".")[0], "python_full_version": python, "extra": ""}
    for system in SYSTEMS.values()
    for python in PYTHONS
]


def entries(kind):
    """{line without hashes: its hashes} of a lock."""
    text = (ROOT / LOCKS[kind]).read_text(encoding="utf-8")
    assert "://" not in text, "a lock names no place from which packages come"
    found = {}
    for block in re.sub(r" \\\n", " ", text).splitlines():
        if not block.startswith("#"):
            line, *hashes = re.split(r"\s+--hash=", block)
            found[line.strip()] = hashes
    return found


def wanted(lines, there):
    """{name: version} of the lines that count in an environment."""
    kept = [one for one in map(Requirement, lines) if not one.marker or one.marker.evaluate(there)]
    names = [canonicalize_name(one.name) for one in kept]
    assert len(set(names)) == len(names), "two versions of one package"
    return {name: str(one.specifier) for name, one in zip(names, kept, strict=True)}


@pytest.mark.parametrize("kind", LOCKS)
def test_every_package_is_pinned_by_the_version_of_the_constraints_and_has_its_hashes(kind):
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for there in EVERYWHERE:
        versions = wanted([line for line in constraints if line and not line.startswith("#")], there)
        for name, version in wanted(entries(kind), there).items():
            assert versions[name] == version, f"{name}: run `python3 start.py lock`"
    for line, hashes in entries(kind).items():
        assert re.match(r"[\w.-]+==[\w.]+( ;|$)", line), line
        assert hashes and all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes), line


@pytest.mark.parametrize("kind", LOCKS)
def test_what_is_asked_for_is_locked_with_all_that_it_needs_on_every_system(kind):
    for there in EVERYWHERE:
        versions = wanted(entries(kind), there)
        assert wanted(lock.asked(kind), there).items() <= versions.items(), "run `python3 start.py lock`"
    here = wanted(entries(kind), None)
    for name in here:
        needs = [Requirement(one) for one in distribution(name).requires or []]
        plain = [one for one in needs if not one.marker or one.marker.evaluate({"extra": ""})]
        assert [str(one) for one in plain if canonicalize_name(one.name) not in here] == []


def test_what_students_install_is_part_of_what_maintainers_install():
    student, dev = ({line.split()[0]: hashes for line, hashes in entries(kind).items()} for kind in LOCKS)
    assert {line: dev[line] for line in student} == student


def test_our_own_package_is_in_no_lock():
    assert "between-giants" not in {canonicalize_name(Requirement(line).name) for line in entries("dev")}
    assert "-e ." not in lock.asked("student")
