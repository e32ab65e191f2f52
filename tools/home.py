"""Put the address under which this collection is published into every file that names it.

`python3 start.py home YOU/PROJECT`, with the account and the repository on GitHub. It may be run again, with another
name too: what is replaced is the address that the README's Binder link has now.
"""

import re
from pathlib import Path

from tools.setting_up import Stop

ROOT = Path(__file__).resolve().parent.parent
FILES = [
    "README.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "SECURITY.md",
    "pyproject.toml",
    "instructors/administrators.md",
    "instructors/handing_out.md",
    "instructors/hard_questions.md",
    "instructors/hub/values.yaml",
    ".github/ISSUE_TEMPLATE/config.yml",
]
# Every way in which an address of the repository is written.
FORMS = [
    "github.com/{owner}/{repository}",
    "github.com%2F{owner}%2F{repository}",
    "mybinder.org/v2/gh/{owner}/{repository}",
    "{owner}.github.io/{repository}",
]
OWNER = r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}"
REPOSITORY = r"[A-Za-z0-9._-]{1,100}"
START = r"(?:(?<![\w-])|(?<=%2F))"  # the name begins here: `school` isn't `my-school`
END = r"(?![\w-]|\.\w)"  # and goes no further: `lessons` isn't `lessons-2`


def home(root: Path = ROOT) -> tuple[str, str]:
    """(account, repository) under which the collection is published now, from the Binder link of the README."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"mybinder\.org/v2/gh/({OWNER})/({REPOSITORY})/", readme)
    if not found:
        raise Stop(
            "README.md has no Binder link any more, so the address to replace isn't known: bring it back."
        )
    return found[1], found[2]


def named(text: str) -> tuple[str, str]:
    """(account, repository) from what was typed, "you/project" or the repository's address; Stop if it is neither."""
    short = (
        re.sub(r"^(https?://)?(www\.)?github\.com/", "", text.strip()).removesuffix("/").removesuffix(".git")
    )
    found = re.fullmatch(rf"({OWNER})/({REPOSITORY})", short)
    if not found or set(found[2]) == {"."}:
        raise Stop(
            f"{text!r} is no repository on GitHub: give account and repository, such as example-school/lessons."
        )
    if found[2].lower() == f"{found[1]}.github.io".lower():
        raise Stop(
            f"The web book needs a repository with a name of its own, not {found[2]}: choose another one."
        )
    return found[1], found[2]


def addresses(owner: str, repository: str) -> list[str]:
    """Every way in which the address of this repository is written, in the order of FORMS."""
    return [form.format(owner=owner, repository=repository) for form in FORMS]


def pattern(owner: str, repository: str) -> re.Pattern[str]:
    """What finds the address of this repository in a text."""
    return re.compile("|".join(START + re.escape(form) + END for form in addresses(owner, repository)))


def move(owner: str, repository: str, root: Path = ROOT) -> dict[str, int]:
    """Replace the address in every file; return {file: number of places}."""
    old = home(root)
    new = dict(zip(addresses(*old), addresses(owner, repository), strict=True))
    done = {}
    for name in FILES:
        text = (root / name).read_text(encoding="utf-8")
        text, done[name] = pattern(*old).subn(lambda place: new[place[0]], text)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    return done


def main(arguments: list[str]) -> int:
    """Carry out `start.py home`; return the exit code."""
    if len(arguments) != 1:
        raise Stop(
            "Say where the collection is published, as account/repository: start.py home example-school/lessons"
        )
    owner, repository = named(arguments[0])
    done = move(owner, repository)
    print(f"{sum(done.values())} addresses in {len(done)} files now say {owner}/{repository}.")
    return 0
