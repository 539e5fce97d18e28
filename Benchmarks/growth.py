"""How cost grows: with the length of a text, with its codings, with coders, with transcripts."""

import contextlib
import functools
import glob
import os
import tempfile
import time

import screen
import studies
import yardsticks
from commands import most_of, peak_memory, took
from screens import Screen
from table import Table, shown

COUNT = 40


def table_of(title, sizes, headings, measure):
    """A column for each size; `measure` gives the figures of one, by their names."""
    table = Table(title, "", *headings)
    columns = [measure(size) for size in sizes]
    for what in columns[0]:
        table.add(what, *[column.get(what, "–") for column in columns])
    return table


def text(bench):
    sizes = [100, 1000, 10_000] + ([] if bench.is_quick else [100_000])
    headings = ["0.1 MB", "1 MB", "10 MB", "100 MB"][:len(sizes)]

    def measure(size):
        figures = on_screen(bench, f"text-{size}")
        study = studies.write(f"text-{size}", bench.folder)
        figures["search a word, whole command"] = shown(took(
            [yardsticks.emic(), "search", study, "budget meeting", "--format", "csv"]))
        compared = studies.write(f"compared-{size}", bench.folder)
        figures["agreement, 2 coders × 500 codings, whole command"] = shown(took(
            [yardsticks.emic(), "agreement", compared, "--format", "json"]))
        return figures

    return table_of("Length of a text, 500 codings", sizes, headings, measure)


def codings(bench):
    def measure(count):
        figures = on_screen(bench, f"codings-{count}")
        figures["from the key to the new file on disk, p50"] = shown(saving(bench, f"codings-{count}"))
        return figures

    return table_of("Codings of one transcript of 1 MB", [50, 500, 5000], ["50", "500", "5,000"], measure)


def coders(bench):
    def measure(count):
        study = studies.write(f"coders-{count}", bench.folder)
        figures = {"agreement, whole command": shown(took(
            [yardsticks.emic(), "agreement", study, "--format", "json"], bench.times(5)))}
        with home() as environment:
            figures["start to the list of transcripts"] = shown(screen.median(
                [filled([yardsticks.emic(), study, "--coder", "ana"], environment, b"leave")[0]
                 for _ in range(bench.times(7))]))
            figures["start to the table of agreement"] = shown(filled(
                [yardsticks.emic(), "review", study, "--coder", "lead"], environment, b"code-")[0])
        return figures

    return table_of("Coders, 60 transcripts × 100 codings each", [2, 3, 5], ["2", "3", "5"], measure)


def transcripts(bench):
    sizes = [100, 1000] + ([] if bench.is_quick else [10_000])
    return table_of("Transcripts, 3 coders × 17 codings each", sizes, ["100", "1,000", "10,000"][:len(sizes)],
                    lambda size: {what: shown(figure) for what, (figure, _) in whole_study(bench, size).items()})


def large(bench):
    size = 1000 if bench.is_quick else 10_000
    table = Table(f"A large study: {size:,} transcripts × 3 coders, {size * 51:,} codings", "", "time",
                  "peak memory")
    for what, (milliseconds, megabytes) in whole_study(bench, size).items():
        table.add(what, shown(milliseconds), shown(megabytes, "MB"))
    return table


@functools.cache
def whole_study(bench, size):
    """Milliseconds and megabytes of what is done with a study of so many transcripts."""
    study = studies.write(f"transcripts-{size}", bench.folder)
    figures = {}
    with home() as environment:
        opening = [yardsticks.emic(), study, "--coder", "ana"]
        figures["open: start to first screen"] = filled(opening, environment, b"leave")
        figures["open: start to the list filled in"] = filled(opening, environment, b"submitted")
        figures["review: start to the table of agreement"] = filled(
            [yardsticks.emic(), "review", study, "--coder", "lead"], environment, b"code-")
    with tempfile.TemporaryDirectory(dir=bench.folder) as place:
        for words in (["status", study], ["check", study], ["codings", study, "--format", "csv"],
                      ["search", study, "budget meeting"], ["agreement", study],
                      ["matrix", study, "--coder", "ana", "--columns", "sector"],
                      ["cooccurrence", study, "--coder", "ana"],
                      ["export", study, "--to", os.path.join(place, "codings.csv"), "--force"],
                      ["export", study, "--to", os.path.join(place, "study.html"), "--force"],
                      ["export", study, "--to", os.path.join(place, "study.qdpx"), "--force"]):
            name = f"export to {os.path.splitext(words[-2])[1]}" if words[0] == "export" else words[0]
            command = [yardsticks.emic(), *words]
            figures[f"{name}, whole command"] = (took(command, 1 if size > 5000 else 3),
                                                 peak_memory(command) / 1024)
    return figures


@contextlib.contextmanager
def home():
    """An environment of somebody who has used nothing yet."""
    with tempfile.TemporaryDirectory() as place:
        yield {"HOME": place, "XDG_CONFIG_HOME": os.path.join(place, "config")}


def filled(command, environment, marker):
    """A program that goes on filling its first screen.

    - Returns: milliseconds from its start until some text is there, and the most that it has held, in MB.
    """
    opened = Screen(command, environment)
    milliseconds = opened.until(marker)
    if milliseconds is None:
        raise SystemExit(f"{' '.join(command)} never shows {marker.decode()}")
    megabytes = most_of(opened.pid) / 1024
    opened.close()
    return milliseconds, megabytes


def on_screen(bench, name):
    with screen.copy_of(studies.write(name, bench.folder)) as (emic, _, environment):
        # The foot of a screen with text: before that the terminal is only made ready.
        starts = [filled(emic, environment, b"keys")[0] for _ in range(bench.times(9))]
        figures = {"start to first screen": shown(screen.median(starts)),
                   "start to first screen and first key": shown(screen.median(
                       [screen.usable(emic, environment) for _ in range(bench.times(5))]))}
        opened = Screen(emic, environment)
        opened.first_screen()
        for what, key in (("↓, p50", screen.DOWN), ("PgDn, p50", screen.PAGE_DOWN)):
            times, _ = screen.in_turns(bench.times(COUNT), lambda: opened.press(key))
            figures[what] = shown(screen.median(times))
        figures["resident memory"] = shown(opened.resident_kb() / 1024, "MB")
        opened.close()
        opened = screen.ready_to_assign(emic, environment)
        times, _ = screen.in_turns(bench.times(COUNT), lambda: screen.assign(opened))
        figures["assign a code, p50"] = shown(screen.median(times))
        opened.close()
    return figures


def saving(bench, name):
    """Milliseconds from the key that assigns a code until the sidecar is a new file."""
    with screen.copy_of(studies.write(name, bench.folder)) as (emic, _, environment):
        sidecar = glob.glob(os.path.join(os.path.dirname(emic[1]), "*.ana.json"))[0]
        opened = Screen(emic, environment)
        opened.first_screen()
        for key in (b"c", b"code-7", b"\r"):
            opened.press(key)
        opened.settle(0.5)
        times = []
        for _ in range(bench.times(20)):
            opened.press(b"}", 0.3)
            opened.settle(0.2)
            before, since = os.stat(sidecar).st_ino, time.monotonic_ns()
            os.write(opened.file, b".")
            while os.stat(sidecar).st_ino == before and time.monotonic_ns() - since < 5e9:
                time.sleep(0.0002)
            times.append((time.monotonic_ns() - since) / 1e6)
            opened.settle(0.2)
        opened.close()
    return screen.median(times)
