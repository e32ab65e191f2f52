"""The licences of everything that is installed or taken along, and whether they fit: `python3 start.py licences`.

Listed are the packages of requirements-dev.lock that are installed here, the packages of npm and the files in
tools/vendor.py, and the parts of the browser edition in publishing/parts.json. Allowed is what pyproject.toml lists
under [tool.between-giants.licences]: licences that let anybody use, change and pass on, and that ask nothing of our own
code. What has another licence fails here, unless it is excused there by its name, with a reason.
"""

import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from packaging.utils import canonicalize_name

from tools import vendor
from tools.setting_up import LOCKS, ROOT

# what packages say in their own words -> SPDX
IN_WORDS = [
    (r"mit-cmu", "MIT-CMU"),
    (r"bsd[- ]3|3-clause bsd", "BSD-3-Clause"),
    (r"bsd[- ]2|2-clause bsd", "BSD-2-Clause"),
    (r"^mit|mit license$|are mit", "MIT"),
    (r"^bsd( licen[sc]e)?$", "BSD"),
    (r"apache (software )?(licen[sc]e,? ?(version )?)?(2\.0)?$|apache-2\.0", "Apache-2.0"),
    (r"^isc", "ISC"),
    (r"mozilla public license 2\.0|mpl-2\.0", "MPL-2.0"),
    (r"psf|python software foundation", "PSF-2.0"),
    (r"public domain", "LicenseRef-Public-Domain"),
    (r"artistic", "Artistic"),
    (r"affero|agpl", "AGPL"),
    (r"lesser|lgpl", "LGPL"),
    (r"general public|gpl", "GPL"),
]


class Licensed(NamedTuple):
    """One thing of others: what it is, its version, its licence as an expression of SPDX, where we have it from."""

    name: str
    version: str
    licence: str
    kind: str


def spdx(words: str) -> str:
    """The SPDX identifier of a licence in somebody's words; the words themselves where they aren't known.

    >>> spdx("BSD 3-Clause License"), spdx("Apache Software License"), spdx("Shareware")
    ('BSD-3-Clause', 'Apache-2.0', 'Shareware')
    """
    plain = " ".join(words.lower().split())
    return next((name for pattern, name in IN_WORDS if re.search(pattern, plain)), words.strip() or "unknown")


def licence_of(package: Distribution) -> str:
    """The licence of an installed package: its expression, else its classifiers, all of them, else its own word."""
    about: Any = package.metadata
    if expression := about.get("License-Expression"):
        return expression
    named = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if line.startswith("License")
    ]
    word = (about.get("License") or "").strip().splitlines()
    exact = spdx(word[0]) if word and len(word) == 1 else ""
    if exact and exact != word[0] and len(named) <= 1:
        return exact
    return " AND ".join(dict.fromkeys(map(spdx, named))) or (spdx(word[0]) if word else "unknown")


def fits(expression: str, allowed: Iterable[str]) -> bool:
    """Whether a licence lets us do what we do.

    >>> fits("MIT OR GPL", ["MIT"]), fits("MIT AND GPL", ["MIT"]), fits("(GPL OR MIT) AND MIT", ["MIT"])
    (True, False, True)
    """
    good, inner = {*allowed, "yes"}, re.compile(r"\(([^()]*)\)")
    while inner.search(expression):
        expression = inner.sub(lambda found: "yes" if fits(found[1], good) else "no", expression)
    ways = re.split(r"\s+OR\s+", expression.strip())
    return any(all(part.strip() in good for part in re.split(r"\s+AND\s+", way)) for way in ways)


def collected(installed: Callable[[], Iterable[Distribution]] = distributions) -> list[Licensed]:
    """Everything of others, by kind and name."""
    lock = (ROOT / LOCKS["dev"]).read_text(encoding="utf-8")
    names = {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    found = [
        Licensed(one.name, one.version, licence_of(one), "Python")
        for one in installed()
        if canonicalize_name(one.name) in names
    ]
    found += [Licensed(name, one.version, one.licence, "npm") for name, one in vendor.PACKAGES.items()]
    found += [Licensed(path, one.version, one.licence, "file") for path, one in vendor.FILES.items()]
    parts = json.loads((ROOT / "publishing" / "parts.json").read_text(encoding="utf-8"))
    found += [
        Licensed(one["name"], one["version"], one["licence"], "browser edition")
        for kind in ("distribution", "index", "builders")
        for one in parts[kind]["wheels"]
    ]
    return sorted(found, key=lambda one: (one.kind, one.name.lower()))


def refused(found: Iterable[Licensed], allowed: Iterable[str], excused: dict[str, str]) -> list[Licensed]:
    """What has a licence that isn't allowed and is not excused by its name."""
    good = list(allowed)
    return [one for one in found if not fits(one.licence, good) and one.name.lower() not in excused]


def settings() -> dict:
    """What pyproject.toml says: allowed (a list) and excused (name: reason)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return project["tool"]["between-giants"]["licences"]


def main() -> int:
    """Print the list; returns 1 where something doesn't fit."""
    found, ours = collected(), settings()
    for one in found:
        excuse = f"  ({ours['excused'][one.name.lower()]})" if one.name.lower() in ours["excused"] else ""
        print(f"{one.kind:16}{one.name:44}{one.version:14}{one.licence}{excuse}")
    wrong = refused(found, **ours)
    for one in wrong:
        print(f"{one.name} {one.version} has the licence {one.licence}, which pyproject.toml doesn't allow.")
    print(f"{len(found)} things of others, {len(wrong)} with a licence that doesn't fit.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
