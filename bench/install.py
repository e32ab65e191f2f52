"""What a student installs, beside the five fixed packages alone: size on disk and number of packages.

Run: python bench/install.py      (needs the package index; makes two environments in a temporary folder)
Aim: at most 1.3 times the size and at most 8 packages more.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import ROOT, tell

FIVE = ("jupyterlab", "pandas", "matplotlib", "ipywidgets", "nbval")


def install(folder, requirements):
    """Install requirements (pip's arguments) in a new environment; return (bytes, packages)."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = next(path for path in (folder / "bin/python", folder / "Scripts/python.exe") if path.exists())
    empty = size(folder)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-qq", *requirements], check=True, cwd=ROOT)
    listed = subprocess.run([*pip, "list", "--format=json"], check=True, capture_output=True, text=True)
    packages = {package["name"] for package in json.loads(listed.stdout)} - {"pip", "setuptools"}
    return size(folder) - empty, len(packages)


def size(folder):
    """The bytes of all files in a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


def main():
    """Install both and print the ratio."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    five = [line for line in lines if line.split("==")[0] in FIVE]
    with tempfile.TemporaryDirectory(prefix="between-giants-") as folder:
        alone = install(Path(folder, "five"), ["-c", "constraints.txt", *five])
        student = install(Path(folder, "student"), ["-r", "requirements.lock"])
    print(f"the five alone : {alone[0] / 1e6:6.0f} MB, {alone[1]} packages")
    print(f"a student      : {student[0] / 1e6:6.0f} MB, {student[1]} packages")
    tell("size beside the five", student[0] / alone[0], 1.3)
    tell("packages more", student[1] - alone[1], 8, "d")


if __name__ == "__main__":
    main()
