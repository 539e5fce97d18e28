"""Measures emic against its yardsticks and prints one table. Started by `Benchmarks/run`."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import qc
from screens import Screen, percentile, run_time

DOWN, PAGE_DOWN, EXTEND = b"\x1bOB", b"\x1b[6~", b"\x1b[1;2B"
# With EMIC_TEST_SYNC set, emic writes this after every frame.
FRAME_MARK = b"\x1b]7777;idle;"
KEYS = 200

rows = []
failed = []


def row(number, what, figure, yardstick, target, unit="ms", name="", limit=None):
    """`target` is a ratio to the yardstick, or (with `limit`) a figure of its own."""
    ratio = figure / yardstick if yardstick else None
    good = figure <= limit if limit is not None else ratio <= target
    wanted = f"≤ {limit:g} {unit}" if limit is not None else f"≤ {target:.3g}×"
    rows.append((number, what, f"{figure:.3g} {unit}",
                 f"{yardstick:.3g} {unit}  {name}" if yardstick else "–",
                 f"{ratio:.2g}×" if ratio and ratio < .1 else f"{ratio:.2f}×" if ratio else "–", wanted, "yes" if good else "NO"))


def without_screen(program, folder):
    figures = json.loads(subprocess.run([program, folder], check=True, capture_output=True).stdout)
    row("P2", f"encode a sidecar of {figures['encode-bytes'] / 1000:.0f} kB",
        figures["encode"] / 1e6, figures["encode-jsonencoder"] / 1e6, 0.2, name="JSONEncoder, pretty")
    with open(os.path.join(folder, "study", "B1.txt.ana.json")) as file:
        sidecar = json.load(file)
    for name, encode in encoders():
        times = []
        for _ in range(40):
            since = time.perf_counter_ns()
            encode(sidecar)
            times.append((time.perf_counter_ns() - since) / 1e6)
        rows.append(("", "", "", f"{percentile(times, .5):.3g} ms  {name}",
                     f"{figures['encode'] / 1e6 / percentile(times, .5):.2f}×", "", ""))
    row("P3", f"durable save of {figures['save-bytes'] / 1000:.0f} kB, p50",
        figures["save"] / 1e6, figures["save-plain"] / 1e6, 1.5, name="write, fsync, rename, fsync")
    rows.append(("", "  p99", f"{figures['save-p99'] / 1e6:.3g} ms",
                 f"{figures['save-plain-p99'] / 1e6:.3g} ms",
                 f"{figures['save-p99'] / figures['save-plain-p99']:.2f}×", "", ""))
    row("P14", "scalar to byte, in 100 MB", figures["to-byte"], None, None, "ns", limit=1000)
    row("P14", "byte to scalar, in 100 MB", figures["to-scalar"], None, None, "ns", limit=1000)
    if figures["offsets-wrong"]:
        failed.append("scalars and bytes do not agree")
    return figures


def reading(program, folder):
    """P1: all sidecars of a large study."""
    answer = subprocess.run([program, folder, "reading"], check=True, capture_output=True)
    figures = json.loads(answer.stdout)
    what = (f"read {figures['read-files']:,.0f} sidecars, {figures['read-codings']:,.0f} codings, "
            f"{figures['read-bytes'] / 1e6:.0f} MB")
    row("P1", what, figures["read"] / 1e6, figures["read-plain"] / 1e6, 8, name="plain read")
    row("", "", figures["read"] / 1e6, figures["read-jsondecoder"] / 1e6, .2, name="JSONDecoder")
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "reading.py")
    theirs = yardstick(script, os.path.join(folder, "corpus"))
    if theirs:
        row("", "", figures["read"] / 1e6, theirs["time"] / 1e6, 1, name="orjson")
    row("", "  on one core", figures["read-alone"] / 1e6, figures["read-plain"] / 1e6, 8,
        name="plain read")


def searching(emic, folder):
    """P9: words in all texts of the large study, whole processes, the same hits."""
    study = os.path.join(folder, "corpus")
    for word in ("trust", "budget meeting", "信任"):
        ours = [emic, "search", study, word, "--format", "csv"]
        theirs = ["rg", "--ignore-case", "--only-matching", "--no-filename", "--glob", "*.txt",
                  word, study]
        # In turns, the quickest counts: other programs slow both.
        times = [(whole(ours, folder, 1), whole(theirs, folder, 1)) for _ in range(7)]
        took, yardstick = (min(column) for column in zip(*times))
        hits, found = (lines(command) for command in (ours, theirs))
        row("P9", f"search \"{word}\", {found:,} hits, whole process", took, yardstick, 2, name="rg")
        # A heading, and a row for each hit: no text of the study has a line feed in a cell.
        if hits - 1 != found:
            failed.append(f"emic finds {word} {hits - 1} times, rg {found} times")


def lines(command):
    return subprocess.run(command, check=True, capture_output=True).stdout.count(b"\n")


def agreement(emic, program, folder):
    """Three coders with 30,000 spans, beside krippendorff on the expanded matrix."""
    answer = subprocess.run([program, folder, "agreement"], check=True, capture_output=True)
    figures = json.loads(answer.stdout)
    memory = figures["agree-kb"]
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "agreement.py")
    for length, target in ((1_000_000, 1 / 100), (10_000_000, 1 / 500)):
        what = f"agreement, 30,000 spans on {length:,} characters"
        theirs = yardstick(script, os.path.join(folder, f"spans-{length}.txt"), str(length))
        if theirs is None:
            rows.append(("P10", what, f"{figures[f'agree-{length}'] / 1e6:.3g} ms", "–", "–", "", ""))
            continue
        row("P10", what, figures[f"agree-{length}"] / 1e6, theirs["time"] / 1e6, target,
            name="krippendorff")
        row("", "  memory beyond the program itself", memory / 1024, theirs["kb"] / 1024, 1 / 50, "MB")
        if abs(theirs["alpha"] - figures[f"alpha-{length}"]) > 1e-9:
            failed.append(f"α of {length} characters is {figures[f'alpha-{length}']}, "
                          f"krippendorff says {theirs['alpha']}")
    row("P10", "  the same spans, text a million times longer", figures["agree-long"] / 1e6,
        figures["agree-short"] / 1e6, 1.1, name="the short text")
    theirs = yardstick(script, "--resamples")
    row("P11", "1,000 resamples, 30 transcripts, 20 codes, 3 pairs", figures["resampling"] / 1e6,
        theirs and theirs["time"] / 1e6, None, limit=50, name="krippendorff, 10 resamples × 100")
    command = [emic, "agreement", os.path.join(folder, "agreement-study"), "--format", "json"]
    times = [run_time(command) for _ in range(7)]
    row("P12", "emic agreement, 60 transcripts × 5 coders × 100 codes", percentile(times, .5), None,
        None, limit=1000)


def yardstick(script, *arguments):
    answer = subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True)
    return json.loads(answer.stdout) if answer.returncode == 0 else None


def encoders():
    try:
        import orjson
        yield "orjson, indented", lambda value: orjson.dumps(value, option=orjson.OPT_INDENT_2)
    except ImportError:
        pass
    yield "Python json, indented", lambda value: json.dumps(value, indent=2, ensure_ascii=False)


def starting(emic, vim, environment):
    ours, theirs = [], []
    for _ in range(15):
        for command, times, variables in ((emic, ours, environment), (vim, theirs, None)):
            screen = Screen(command, variables)
            took = screen.first_screen()
            screen.close()
            if took is None:
                raise SystemExit(f"{command[0]} shows nothing")
            times.append(took)
    row("P4", "start to first screen, 1 MB", percentile(ours, .5), percentile(theirs, .5), 1.0,
        name="vim -u NONE")


def starting_long(emic, vim, environment):
    """P5: first screen and first key on 100 MB."""
    ours, theirs = [], []
    for _ in range(3):
        for command, times, variables in ((emic, ours, environment), (vim, theirs, None)):
            screen = Screen(command, variables)
            first = screen.first_screen(60.0)
            key = screen.press(DOWN, 30.0)
            screen.close()
            if first is None or key is None:
                failed.append(f"{command[0]} does not open 100 MB")
                return
            times.append(first + key)
    row("P5", "start to first screen and first key, 100 MB", min(ours), min(theirs), .1,
        name="vim -u NONE")


def keys(emic, vim, environment):
    def times_of(screen, key, between=None, count=KEYS):
        times = []
        for _ in range(count):
            if between:
                screen.press(between, 0.3)
            took = screen.press(key)
            if took is not None:
                times.append(took)
        if len(times) < count * 0.9:
            failed.append(f"{count - len(times)} of {count} keys {key!r} changed nothing")
        return times or [float("nan")]

    other = Screen(vim)
    other.first_screen()
    vim_memory = other.resident_kb()
    yard = {key: times_of(other, key) for key in (DOWN, PAGE_DOWN)}
    other.close()

    screen = Screen(emic, environment)
    screen.first_screen()
    memory = screen.resident_kb()

    def show(what, times, yardstick):
        row("P6", f"{what}, p50", percentile(times, .5), percentile(yardstick, .5), 1.5, name="vim ↓"
            if yardstick is yard[DOWN] else "vim PgDn")
        row("", "  p99", percentile(times, .99), percentile(yardstick, .99), None, limit=5)

    show("↓", times_of(screen, DOWN), yard[DOWN])
    show("PgDn", times_of(screen, PAGE_DOWN), yard[PAGE_DOWN])
    show("extend by a line", times_of(screen, EXTEND), yard[DOWN])
    late = screen.resident_kb()
    screen.close()
    show("assign a code", assigning(emic, environment), yard[DOWN])
    row("P7", "resident memory, 1 MB", memory / 1024, vim_memory / 1024, 3, "MB", name="vim")
    rows.append(("", "  after all those keys", f"{late / 1024:.3g} MB", "", "", "", ""))


def assigning(emic, environment):
    """Times of `.`, each on another turn, to the end of the frame that shows the coding."""
    screen = Screen(emic, {**environment, "EMIC_TEST_SYNC": "1"})
    screen.first_screen()
    for key in (b"c", b"code-7", b"\r"):
        screen.press(key)
    times = []
    for _ in range(100):
        screen.press(b"}", 0.3)
        took = screen.press_until(b".", FRAME_MARK)
        if took is not None:
            times.append(took)
    screen.close()
    return times or [float("nan")]


def retrieving(figures, emic, folder):
    """P13: in memory within a frame, and whole commands beside those of `qc`."""
    for key, what in (("retrieval", "codings near others, 40,000 in memory"),
                      ("matrix", "matrix, 20,000 codings in memory"),
                      ("cooccurrence", "co-occurrence, 40,000 codings in memory"),
                      ("question-near", "question of the screen, codings near others"),
                      ("question-all", "question of the screen, all 40,000 codings"),
                      ("question-matrix", "question of the screen, matrix")):
        row("P13", what, figures[key] / 1e6, None, None, limit=16)
    if not figures["retrieval-found"]:
        failed.append("retrieval found nothing")
    study = os.path.join(folder, "coded")
    tool = os.path.join(os.path.dirname(sys.executable), "qc")
    project = None
    if os.path.exists(tool):
        print("qc imports the study once; this takes minutes", file=sys.stderr)
        project = qc.make_project(tool, study, os.path.join(folder, "qc"))
    pairs = ((["codings", study, "--format", "csv"], ["codes", "stats"]),
             (["matrix", study, "--coder", "ana", "--columns", "sector"], ["codes", "stats"]),
             (["cooccurrence", study, "--coder", "ana"], ["codes", "crosstab"]))
    for ours, theirs in pairs:
        took = whole([emic] + ours, folder)
        yardstick = whole([tool] + theirs, project) if project else None
        if yardstick:
            row("P13", f"emic {ours[0]}, whole process", took, yardstick, 0.02,
                name="qc " + " ".join(theirs))
        else:
            rows.append(("P13", f"emic {ours[0]}, whole process", f"{took:.3g} ms", "–", "–", "", ""))


def whole(command, folder, runs=3):
    """The quickest of some runs, in milliseconds."""
    times = []
    for _ in range(runs):
        since = time.perf_counter_ns()
        subprocess.run(command, cwd=folder, check=True, capture_output=True, env=qc.quiet())
        times.append((time.perf_counter_ns() - since) / 1e6)
    return min(times)


def version(emic):
    ours, theirs = [], []
    for _ in range(40):
        ours.append(run_time([emic, "--version"]))
        theirs.append(run_time(["vim", "--version"]))
    row("P8", "--version", percentile(ours, .5), percentile(theirs, .5), 2, name="vim --version")


def main(emic, program, folder):
    figures = without_screen(program, folder)
    reading(program, folder)
    searching(emic, folder)
    retrieving(figures, emic, folder)
    agreement(emic, program, folder)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        study = shutil.copytree(os.path.join(folder, "study"), os.path.join(place, "study"))
        transcript = os.path.join(study, "B1.txt")
        environment = {"HOME": place, "XDG_CONFIG_HOME": os.path.join(place, "config")}
        command = [emic, transcript, "--coder", "ana"]
        vim = ["vim", "-u", "NONE", "-i", "NONE", "-n", transcript]
        starting(command, vim, environment)
        long = os.path.join(folder, "long", "B100.txt")
        starting_long([emic, long, "--coder", "ana"],
                      ["vim", "-u", "NONE", "-i", "NONE", "-n", long], environment)
        keys(command, vim, environment)
        version(emic)
    rows.insert(0, ("", "", "emic", "yardstick", "ratio", "target", "met"))
    widths = [max(len(line[column]) for line in rows) for column in range(7)]
    for line in rows:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip())
    print(f"\nload {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for problem in failed:
        print(f"not measured as it should be: {problem}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
