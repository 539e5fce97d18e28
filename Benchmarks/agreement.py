"""What PyPI's krippendorff takes for the agreement that EmicBenchmarks measures.

Usage: agreement.py SPANS LENGTH, or agreement.py --resamples; prints one JSON object.
"""

import json
import sys
import time

import krippendorff
import numpy


def expanded(path, length):
    """The spans of `path`, a coder a line, as a row of 0 and 1 for each coder."""
    with open(path) as file:
        coders = [[tuple(map(int, span.split())) for span in line.split(",")] for line in file]
    # Numbers as in krippendorff's own examples, where a missing value is NaN.
    matrix = numpy.zeros((len(coders), length))
    for row, spans in zip(matrix, coders):
        for start, end in spans:
            row[start:end] = 1
    return matrix


def alpha(path, length):
    # Once before, on next to nothing: what the program itself takes is not the measure's memory.
    krippendorff.alpha(reliability_data=numpy.eye(3, 1000), level_of_measurement="nominal")
    before = most_memory()
    matrix = expanded(path, length)
    since = time.perf_counter_ns()
    value = krippendorff.alpha(reliability_data=matrix, level_of_measurement="nominal")
    return {"time": time.perf_counter_ns() - since, "alpha": value,
            "kb": most_memory() - before}


def most_memory():
    """In kB, of this program alone: rusage begins with what its parent held."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))


def resamples(count=10, transcripts=30, codes=20, pairs=3, units=160):
    """The time of 1,000 resamples, as that of `count` makes it."""
    random = numpy.random.default_rng(5)
    data = random.integers(0, 2, (codes, pairs, 2, transcripts, units))
    since = time.perf_counter_ns()
    for _ in range(count):
        drawn = random.integers(0, transcripts, transcripts)
        for code in data:
            for pair in code:
                krippendorff.alpha(reliability_data=pair[:, drawn].reshape(2, -1),
                                   level_of_measurement="nominal")
    return {"time": (time.perf_counter_ns() - since) * 1000 / count}


if __name__ == "__main__":
    print(json.dumps(resamples() if sys.argv[1] == "--resamples"
                     else alpha(sys.argv[1], int(sys.argv[2]))))
