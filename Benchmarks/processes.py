"""Whole commands beside other programs (P8, P9, P12, P13)."""

import json
import os
import subprocess
import sys

import qc
import studies
import yardsticks
from commands import lines, took
from screens import percentile, run_time


def version(bench, table):
    vim = yardsticks.program("vim", "vim")
    ours, theirs = [], []
    for _ in range(bench.times(40)):
        ours.append(run_time([yardsticks.emic(), "--version"]))
        if vim:
            theirs.append(run_time([vim, "--version"]))
    table.row("P8", "--version", percentile(ours, .5), "ms", percentile(theirs, .5) if vim else None,
              "vim --version" if vim else "vim is not installed", times=2)


def searching(bench, table):
    """Words in all texts of a large study: the same hits."""
    study = studies.write("corpus", bench.folder)
    rg = yardsticks.program("rg", "ripgrep")
    for word in ("trust", "budget meeting", "信任"):
        ours = [yardsticks.emic(), "search", study, word, "--format", "csv"]
        theirs = [rg, "--ignore-case", "--only-matching", "--no-filename", "--glob", "*.txt", word, study]
        # A heading, and a row for each hit: no text of the study has a line feed in a cell.
        hits = lines(ours) - 1
        # In turns, for other programs slow both.
        times = [(took(ours, 1), took(theirs, 1) if rg else None) for _ in range(bench.times(7))]
        table.row("P9", f"search “{word}”, {hits:,} hits", min(time for time, _ in times), "ms",
                  min(time for _, time in times) if rg else None,
                  "rg" if rg else "ripgrep is not installed", times=2)
        if rg and lines(theirs) != hits:
            table.differs(f"emic finds {word} {hits} times, rg {lines(theirs)} times")


def agreement(bench, table):
    study = studies.write("coders-5", bench.folder)
    command = [yardsticks.emic(), "agreement", study, "--format", "json"]
    table.row("P12", "emic agreement, 60 transcripts × 5 coders × 100 codes", took(command, bench.times(7)),
              limit=1000)


def retrieving(bench, table):
    """In memory within a frame of the screen, and whole commands beside those of `qc`."""
    answer = subprocess.run([yardsticks.inside(), "retrieving", bench.folder], check=True,
                            capture_output=True)
    figures = json.loads(answer.stdout)
    for key, what in (("retrieval", "codings near others, 40,000 in memory"),
                      ("matrix", "matrix, 20,000 codings in memory"),
                      ("cooccurrence", "co-occurrence, 40,000 codings in memory"),
                      ("question-near", "question of the screen, codings near others"),
                      ("question-all", "question of the screen, all 40,000 codings"),
                      ("question-matrix", "question of the screen, matrix")):
        table.row("P13", what, figures[key] / 1e6, limit=16)
    if not figures["retrieval-found"]:
        table.differs("retrieval found nothing")
    study = studies.write("coded", bench.folder)
    tool, project = qc_project(bench, study)
    for ours, theirs in ((["codings", study, "--format", "csv"], ["codes", "stats"]),
                         (["matrix", study, "--coder", "ana", "--columns", "sector"], ["codes", "stats"]),
                         (["cooccurrence", study, "--coder", "ana"], ["codes", "crosstab"])):
        beside = took([tool, *theirs], 1, project) if project else None
        table.row("P13", f"emic {ours[0]}, 200 transcripts × 2 coders × 100 codings",
                  took([yardsticks.emic(), *ours]), "ms", beside,
                  "qc " + " ".join(theirs) if project else "qc not measured", times=0.02)


def qc_project(bench, study):
    """The study in a project of `qc`: minutes, once."""
    if bench.is_quick or not (python := yardsticks.python("qualitative_coding")):
        return None, None
    tool = os.path.join(os.path.dirname(python), "qc")
    print("qc imports the study once; this takes minutes", file=sys.stderr)
    return tool, qc.make_project(tool, study, os.path.join(bench.folder, "qc"))
