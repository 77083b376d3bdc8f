#!/usr/bin/env python3
"""Run the intake over the development set and print its scores, one row per kind of text.

  bench-intake.py BENCH COMMAND...

BENCH holds dev/, seed/ and score.py; COMMAND is what makes Markdown of FILES into a folder, with
{out} for the folder:

  bench-intake.py ../intake-bench shanben import -o {out}

The scorer needs markdown-it-py, mdit-py-plugins, RapidFuzz and PyYAML.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

# What the extractors' texts are called: between the document's name and `.txt`.
KINDS = ["double", "nocue", "", "layout", "pypdf", "pdfminer", "pdfium", "tika"]
LAYOUTS = ["a4", "b5", "twocol"]
COLUMNS = ["parF", "hF", "resid", "fidN", "sp", "meta", "spec", "li", "fn"]


def convert(command, files, out):
    """Make Markdown of `files`, named as the scorer wants them."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        renamed = []
        for name, file in files:
            copy = pathlib.Path(folder, name + ".txt")
            copy.write_bytes(file.read_bytes())
            renamed.append(str(copy))
        run = [part.replace("{out}", str(out)) for part in command] + renamed
        subprocess.run(run, check=False, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def score(bench, out, truth):
    """The scorer's mean over a folder."""
    run = [sys.executable, str(bench / "score.py"), str(out), str(truth), "--json"]
    lines = subprocess.run(run, check=True, capture_output=True, text=True).stdout.splitlines()
    return json.loads([line for line in lines if '"mean' in line][-1])


def cell(mean, column):
    """One number of the table."""
    if column in ("meta", "spec"):
        return f"{mean[column + '_ok']}/{mean[column + '_n']}"
    if column == "resid":
        return f"{mean['resid']}/{mean['resid_printed']}"
    value = mean[column]
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.4f}" if column == "fidN" else f"{value:.3f}"
    return str(value)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    bench, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
    rows = [["text", "layout"] + COLUMNS]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        convert(command, [("seed", bench / "seed" / "seed.txt")], folder / "seed")
        mean = score(bench, folder / "seed", bench / "seed")
        rows.append(["seed", "seed"] + [cell(mean, column) for column in COLUMNS])
        for kind in KINDS:
            for layout in LAYOUTS:
                suffix = f".{kind}.txt" if kind else ".txt"
                source = bench / "dev" / layout
                names = sorted(t.name.removesuffix(".truth.json") for t in source.glob("*.truth.json"))
                out = folder / (kind or "txt") / layout
                convert(command, [(name, source / (name + suffix)) for name in names], out)
                mean = score(bench, out, source)
                rows.append([kind or "txt", layout] + [cell(mean, column) for column in COLUMNS])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(value.ljust(width) for value, width in zip(row, widths)).rstrip())


if __name__ == "__main__":
    main()
