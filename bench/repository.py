"""What the repository's whole history weighs when it is packed.

Run: python bench/repository.py      (needs git and the repository itself)
Aim: at most 10 MB.

A mirror in a temporary folder is packed afresh (`git gc`), so that leftovers in this working copy don't count; a
bundle is what one download of everything would be.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import ROOT, tell


def git(*words, folder=ROOT):
    """Run git in a folder and return what it prints."""
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def main():
    """Pack and print bytes."""
    if not (ROOT / ".git").exists():
        sys.exit("This copy has no git history, so there is nothing to weigh.")
    with tempfile.TemporaryDirectory(prefix="between-giants-") as folder:
        mirror = Path(folder, "mirror.git")
        git("clone", "--quiet", "--mirror", "--no-local", str(ROOT), str(mirror))
        git("gc", "--quiet", "--prune=now", folder=mirror)
        packed = sum(
            path.stat().st_size for path in mirror.rglob("*") if path.is_file() and "hooks" not in path.parts
        )
        bundle = Path(folder, "all.bundle")
        git("bundle", "create", "--quiet", str(bundle), "--all", folder=mirror)
        commits = git("rev-list", "--all", "--count", folder=mirror).strip()
        print(
            f"{commits} commits; packed repository {packed / 1e6:.2f} MB, bundle {bundle.stat().st_size / 1e6:.2f} MB"
        )
        sizes = git("ls-tree", "-r", "-l", "-z", "HEAD", folder=mirror).rstrip("\0").split("\0")
    tracked = sum(int(line.split()[3]) for line in sizes)
    print(f"files of the newest commit: {tracked / 1e6:.2f} MB")
    tell("packed repository", packed / 1e6, 10, ".2f", " MB")


if __name__ == "__main__":
    main()
