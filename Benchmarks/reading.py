"""What Python's orjson takes to read all sidecars of a study.

Usage: reading.py STUDY; prints one JSON object.
"""

import glob
import json
import os
import sys
import time

import orjson


def read(paths):
    """Nanoseconds; the values are dropped one by one, as quickly as they can be."""
    since = time.perf_counter_ns()
    for path in paths:
        with open(path, "rb") as file:
            orjson.loads(file.read())
    return time.perf_counter_ns() - since


if __name__ == "__main__":
    paths = sorted(glob.glob(os.path.join(sys.argv[1], "*.txt.*.json")))
    print(json.dumps({"time": min(read(paths) for _ in range(5))}))
