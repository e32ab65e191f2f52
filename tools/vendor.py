"""JavaScript of others, fetched once from the npm registry: pinned, checked by its hash, kept in .state/npm.

`vendored("reveal.js", folder)` is all that a build needs; after the first time it works without a network.
"""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

CACHE = Path(__file__).resolve().parent.parent / ".state" / "npm"
BIOME = "2.6.8"
# name: (version, what the registry calls its integrity)
PACKAGES = {
    "@biomejs/cli-linux-x64": (
        BIOME,
        "sha512-XIk3pLQT56I6Tti+u0DF8FtSNXjCMTPbxVTzfJ9cS2t1ImVKvrqV5b52GuEaJg6/wuiXvz0sjfb5saB4TPRjzA==",
    ),
    "@biomejs/cli-linux-arm64": (
        BIOME,
        "sha512-0Bjim8lKwnrvXUHoI4k3Tb51BjoiLEwDnovCI8nSzkk6wj3dShiuAjrx6+X0Hjf4ejR1sRZgTQiSDHlpy9vB7w==",
    ),
    "@biomejs/cli-darwin-arm64": (
        BIOME,
        "sha512-DHyj+JnRHcn4YdvpiqgTFZMYKSPELMCfFpNNlEuu1L8DKTGXhzW7raIwdsbo2Ie9nCljQLAQkVWQk/mwM0ueiA==",
    ),
    "@biomejs/cli-darwin-x64": (
        BIOME,
        "sha512-QWWUPjlA0RnkkgYnFLUHZu+RrDc0FdK0A+wEPA+dENQJwsuSHMH89lspnAw2QUWWc9VHyfluGx1Xmp6Y2GZi8Q==",
    ),
    "@biomejs/cli-win32-x64": (
        BIOME,
        "sha512-cD6HvGczZUiAYsY8s2TxxXj2AHFzEdMomvVJfEjzOjBM45nGqIDfBpbtvwGQzDCN8X2yKKk9u1jnDZisT2nxIg==",
    ),
    "axe-core": (
        "4.14.1",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    ),
    "pyodide": (
        "314.0.3",
        "sha512-sK40My6m8tmBUYtYH9au9rXUeh9x0wfahtHdOlGmJxZDsKBGKtP6KznyFB2+u/klbQTdDionR0uaVd176zVQzQ==",
    ),
    "reveal.js": (
        "5.2.1",
        "sha512-r7//6mIM5p34hFiDMvYfXgyjXqGRta+/psd9YtytsgRlrpRzFv4RbH76TXd2qD+7ZPZEbpBDhdRhJaFgfQ7zNQ==",
    ),
}


class Stop(Exception):
    """Ends a build with one sentence."""


def vendored(name: str, folder: Path | str) -> Path:
    """Unpack a package into a folder, which is made if need be and emptied first; returns the folder.

    name: a key of PACKAGES.
    Raises Stop where the package can't be fetched or is not, byte for byte, the one that is pinned.
    """
    archive = fetched(name)
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=archive.parent) as unpacked:
        with tarfile.open(archive) as tar:
            tar.extractall(unpacked, filter="data")
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(unpacked, "package"), folder)
    return folder


def fetched(name: str) -> Path:
    """The path of a package's archive in the cache, fetched by npm where it isn't there or is damaged.

    Raises Stop as `vendored` does.
    """
    version, integrity = PACKAGES[name]
    archive = CACHE / f"{name.replace('/', '-').lstrip('@')}-{version}.tgz"
    if not archive.exists() or integrity_of(archive) != integrity:
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as new:
            found = _pack(f"{name}@{version}", Path(new))
            if integrity_of(found) != integrity:
                raise Stop(
                    f"What the registry gave for {name} {version} is not what is pinned: nothing was taken. "
                    f"Compare the hash in tools/vendor.py with `npm view {name}@{version} dist.integrity`."
                )
            found.replace(archive)
    return archive


def integrity_of(path: Path) -> str:
    """The hash of a file as npm writes it: "sha512-…"."""
    return "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


def _pack(package: str, folder: Path) -> Path:
    """The archive of a package ("name@version") that npm puts into the folder."""
    npm = shutil.which("npm")
    if not npm:
        raise Stop(
            f"{package} is fetched with npm, and there is none here: install Node.js (nodejs.org), once."
        )
    command = [npm, "pack", package, "--silent", "--ignore-scripts", "--pack-destination", str(folder)]
    result = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True, timeout=300)
    archives = list(folder.glob("*.tgz"))
    if result.returncode or not archives:
        said = (result.stderr.strip().splitlines() or ["npm said nothing"])[-1]
        raise Stop(f"{package} could not be fetched from the npm registry: {said}")
    return archives[0]
