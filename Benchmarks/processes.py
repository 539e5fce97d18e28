"""Whole commands beside other programs (P8, P9, P12, P13)."""

import json
import os
import subprocess
import sys
import time

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
        # It says of each hit where it stands, as emic does; what stands around it emic alone says.
        theirs = [rg, "--ignore-case", "--only-matching", "--with-filename", "--line-number", "--column",
                  "--glob", "*.txt", word, study]
        # A heading, and a row for each hit: no text of the study has a line feed in a cell.
        hits = lines(ours) - 1
        # In turns, for other programs slow both.
        times = [(took(ours, 1), took(theirs, 1) if rg else None) for _ in range(bench.times(7))]
        table.row("P9", f"search “{word}”, {hits:,} hits", min(time for time, _ in times), "ms",
                  min(time for _, time in times) if rg else None,
                  "rg, with places" if rg else "ripgrep is not installed", times=2)
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
    # The same questions, without lines around what is found: all coded words, with their coders; those of one
    # coder; and of this one each code in each transcript, and codes that stand together.
    find = ["codes", "find", "--json", "--before", "0", "--after", "0"]
    for ours, theirs, coders, runs in (
            # It does not say whose a coding is: who asks that asks for each coder.
            (["codings", study, "--format", "csv"], find, ["ana", "ben"], 3),
            (["codings", study, "--format", "csv", "--coder", "ana"], find, ["ana"], 3),
            (["matrix", study, "--coder", "ana", "--columns", "transcript"],
             ["codes", "stats", "--by-document"], ["ana"], 3),
            (["cooccurrence", study, "--coder", "ana"], ["codes", "crosstab"], ["ana"], 1)):
        times = [took([tool, *theirs, "--coders", coder], runs, project) for coder in coders if project]
        whose = "one coder's" if "--coder" in ours else "both coders'"
        table.row("P13", f"emic {ours[0]}, {whose}, 200 transcripts × 2 coders × 100 codings",
                  # The quickest of more runs: what takes 60 ms is easily held up, what takes seconds is not.
                  took([yardsticks.emic(), *ours], bench.times(15)), "ms", sum(times) or None,
                  f"qc {' '.join(theirs[:3])}, for {' and '.join(coders)}" if project else "qc not measured",
                  times=0.02)


def exporting(bench, table):
    """All codings as CSV, when no file is in memory: beside what the disk alone takes."""
    study = studies.write("corpus", bench.folder)
    target = os.path.join(bench.folder, "exported.csv")
    command = [yardsticks.emic(), "export", study, "--to", target, "--force"]
    took(command, 1)
    ours, plain = [], []
    for _ in range(bench.times(4)):
        if not forget():
            return table.row("", "export of 500,100 codings as CSV, nothing in memory",
                             took(command), name="takes root")
        ours.append(took(command, 1))
        forget()
        plain.append(disk_alone(study, target))
    table.row("", "export of 500,100 codings as CSV, nothing in memory", min(ours), "ms", min(plain),
              "plain read, write, fsync", times=1.5)
    table.row("", "with all files in memory", took(command))


def forget():
    """Empties the system's memory of files; False where that is not allowed."""
    os.sync()
    try:
        with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as control:
            control.write("3")
    except OSError:
        return False
    return True


def disk_alone(study, exported):
    """Milliseconds to read a study's files and to write what is exported of them, and no more."""
    with open(exported, "rb") as file:
        result = file.read()
    since = time.perf_counter_ns()
    for name in sorted(os.listdir(study)):
        if os.path.isfile(path := os.path.join(study, name)):
            with open(path, "rb", buffering=0) as file:
                file.read()
    with open(exported + ".plain", "wb", buffering=0) as file:
        file.write(result)
        os.fsync(file.fileno())
    took = (time.perf_counter_ns() - since) / 1e6
    os.remove(exported + ".plain")
    return took


def qc_project(bench, study):
    """The study in a project of `qc`: minutes, once."""
    if bench.is_quick or not (python := yardsticks.python("qualitative_coding")):
        return None, None
    tool = os.path.join(os.path.dirname(python), "qc")
    print("qc imports the study once; this takes minutes", file=sys.stderr)
    return tool, qc.make_project(tool, study, os.path.join(bench.folder, "qc"))
