#!/usr/bin/env python3
"""Brings OpenCC's static library and headers into .opencc/, where .cargo/config.toml looks for them.

OpenCC is C++, and Debian's own package is too old. The wheel of OpenCC's Python package carries the
library, so pip fetches it (opencc-wheel.txt pins its version and bytes) and this script unpacks it. The
wheel is the one for CPython 3.11, whichever Python runs this: nothing in it is run, only linked.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
WHEEL = ROOT / "scripts" / "opencc-wheel.txt"
TARGET = ROOT / ".opencc"
STAMP = "stamp"  # what .opencc/ was made from; written last, so that half a folder is never taken for a whole one
PLATFORMS = {
    ("Linux", "x86_64"): "manylinux2014_x86_64",
    ("Linux", "aarch64"): "manylinux2014_aarch64",
    ("Darwin", "x86_64"): "macosx_10_9_x86_64",
    ("Darwin", "arm64"): "macosx_11_0_arm64",
}
NEEDED = ["lib/libopencc.a", "lib/libmarisa.a", "include/opencc/opencc.h"]


def main() -> None:
    machine = (platform.system(), platform.machine())
    if machine not in PLATFORMS:
        sys.exit(f"OpenCC has no wheel for {' '.join(machine)}: build OpenCC 1.4 and point OPENCC_DIR at it.")
    stamp = hashlib.sha256(WHEEL.read_bytes()).hexdigest() + " " + PLATFORMS[machine] + "\n"
    if is_complete(TARGET, stamp):
        return

    print("Setting up OpenCC in .opencc/ …", flush=True)
    # Beside the target, so that it can be renamed into place.
    with tempfile.TemporaryDirectory(prefix=".opencc-", dir=ROOT) as scratch:
        scratch = Path(scratch)
        download(PLATFORMS[machine], scratch)
        [wheel] = scratch.glob("*.whl")
        fresh = scratch / "opencc"
        unpack(wheel, fresh)
        (fresh / STAMP).write_text(stamp)
        if not is_complete(fresh, stamp):
            sys.exit(f"{wheel.name} lacks OpenCC's library: expected {', '.join(NEEDED)}.")
        if TARGET.exists():
            TARGET.rename(scratch / "stale")
        fresh.rename(TARGET)


def is_complete(folder: Path, stamp: str) -> bool:
    written = folder / STAMP
    return (
        written.is_file()
        and written.read_text() == stamp
        and all((folder / name).is_file() for name in NEEDED)
    )


def download(wheel_platform: str, folder: Path) -> None:
    result = subprocess.run(
        [*pip(folder), "download", "--quiet", "--disable-pip-version-check",
         "--dest", folder, "--requirement", WHEEL, "--require-hashes", "--no-deps", "--only-binary=:all:",
         "--implementation", "cp", "--python-version", "311", "--abi", "cp311", "--platform", wheel_platform],
        stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )
    if result.returncode != 0:
        sys.exit(f"{result.stderr.strip()}\nOpenCC could not be fetched with pip (see above).")


def pip(folder: Path) -> list:
    """This Python's pip, or one in a throw-away environment."""
    if succeeds([sys.executable, "-m", "pip", "--version"]):
        return [sys.executable, "-m", "pip"]
    if succeeds([sys.executable, "-m", "venv", folder / "venv"]):
        return [folder / "venv" / "bin" / "python", "-m", "pip"]
    sys.exit("Missing: pip. Install it with: sudo apt-get install python3-pip")


def succeeds(command: list) -> bool:
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def unpack(wheel: Path, folder: Path) -> None:
    """clib/include/… and clib/lib/… (lib64 on Linux) of the wheel become include/… and lib/…"""
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            path = PurePosixPath(entry.filename)
            if path.parts[:2] != ("opencc", "clib") or entry.is_dir():
                continue
            kind = {"lib64": "lib"}.get(path.parts[2], path.parts[2])
            if (kind == "include") or (kind == "lib" and path.suffix == ".a"):
                to = folder.joinpath(kind, *path.parts[3:])
                to.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source, to.open("wb") as copy:
                    shutil.copyfileobj(source, copy)


if __name__ == "__main__":
    main()
