"""Within emic's libraries, without screen and start: what EmicBenchmarks measures (P1–P3, P10, P11, P14)."""

import glob
import json
import os
import subprocess
import time

import studies
import yardsticks
from screens import percentile


def measured(*arguments):
    answer = subprocess.run([yardsticks.inside(), *arguments], check=True, capture_output=True)
    return json.loads(answer.stdout)


def beside(module, script, *arguments):
    """What a Python package takes for the same; None where it can't be had."""
    python = yardsticks.python(module)
    if not python:
        return None
    answer = subprocess.run([python, os.path.join(yardsticks.HERE, script), *arguments],
                            capture_output=True, text=True)
    return json.loads(answer.stdout) if answer.returncode == 0 else None


def reading(bench, table):
    study = studies.write("corpus", bench.folder)
    figures = measured("reading", study)
    what = (f"read {figures['read-files']:,.0f} sidecars, {figures['read-codings']:,.0f} codings, "
            f"{figures['read-bytes'] / 1e6:.0f} MB")
    ours, plain = figures["read"] / 1e6, figures["read-plain"] / 1e6
    table.row("P1", what, ours, "ms", plain, "plain read", times=8)
    table.row("", "", ours, "ms", figures["read-jsondecoder"] / 1e6, "JSONDecoder", times=.2)
    theirs = beside("orjson", "reading.py", study)
    table.row("", "", ours, "ms", theirs and theirs["time"] / 1e6,
              "orjson" if theirs else "orjson is not installed", times=1)
    table.row("", "on one core", figures["read-alone"] / 1e6, "ms", plain, "plain read", times=8)


def encoding(bench, table):
    figures = measured("encoding")
    ours = figures["encode"] / 1e6
    table.row("P2", f"encode a sidecar of {figures['encode-bytes'] / 1000:.0f} kB", ours, "ms",
              figures["encode-jsonencoder"] / 1e6, "JSONEncoder, pretty", times=.2)
    study = studies.write("text-1000", bench.folder)
    with open(glob.glob(os.path.join(study, "*.ana.json"))[0], encoding="utf-8") as file:
        sidecar = json.load(file)
    times = []
    for _ in range(bench.times(40)):
        since = time.perf_counter_ns()
        json.dumps(sidecar, indent=2, ensure_ascii=False)
        times.append((time.perf_counter_ns() - since) / 1e6)
    table.row("", "", ours, "ms", percentile(times, .5), "Python json, indented")


def saving(bench, table):
    figures = measured("saving", bench.folder)
    for what, key in (("p50", "save"), ("p99", "save-p99")):
        table.row("P3" if what == "p50" else "",
                  f"durable save of {figures['save-bytes'] / 1000:.0f} kB, {what}", figures[key] / 1e6, "ms",
                  figures[key.replace("save", "save-plain")] / 1e6, "write, fsync, rename, fsync",
                  times=1.5 if what == "p50" else None)


def agreement(bench, table):
    """Three coders with 30,000 spans, beside krippendorff on the expanded matrix."""
    measured("spans", bench.folder)
    figures = measured("agreement")
    for length, times in ((1_000_000, 1 / 100), (10_000_000, 1 / 500)):
        # At ten million characters it takes more than a minute and 6 GB.
        is_left_out = bench.is_quick and length > 1_000_000
        theirs = None if is_left_out else beside(
            "krippendorff", "agreement.py", os.path.join(bench.folder, f"spans-{length}.txt"), str(length))
        name = "krippendorff" if theirs else "krippendorff not measured"
        table.row("P10", f"agreement, 30,000 spans on {length:,} characters",
                  figures[f"agree-{length}"] / 1e6, "ms", theirs and theirs["time"] / 1e6, name, times=times)
        table.row("", "memory beyond the program itself", figures["agree-kb"] / 1024, "MB",
                  theirs and theirs["kb"] / 1024, name, times=1 / 50)
        if theirs and abs(theirs["alpha"] - figures[f"alpha-{length}"]) > 1e-9:
            table.differs(f"α of {length} characters is {figures[f'alpha-{length}']}, "
                          f"krippendorff says {theirs['alpha']}")
    table.row("", "the same spans, text a million times longer", figures["agree-long"] / 1e6, "ms",
              figures["agree-short"] / 1e6, "the short text", times=1.1)


def resampling(bench, table):
    theirs = beside("krippendorff", "agreement.py", "--resamples")
    table.row("P11", "1,000 resamples, 30 transcripts, 20 codes, 3 pairs",
              measured("resampling")["resampling"] / 1e6, "ms", theirs and theirs["time"] / 1e6,
              "krippendorff, 10 resamples × 100" if theirs else "krippendorff not measured", limit=50)


def offsets(bench, table):
    figures = measured("offsets")
    table.row("P14", "scalar to byte, in 100 MB", figures["to-byte"], "ns", limit=1000)
    table.row("P14", "byte to scalar, in 100 MB", figures["to-scalar"], "ns", limit=1000)
    if figures["offsets-wrong"]:
        table.differs("scalars and bytes do not agree")
