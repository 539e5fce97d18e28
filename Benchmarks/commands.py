"""Time and memory of whole commands."""

import os
import subprocess
import time


def quiet():
    """The environment of a command: one of the yardsticks stops in a debugger that was left in."""
    return {**os.environ, "PYTHONBREAKPOINT": "0"}


def took(command, runs=3, folder=None):
    """The quickest of some runs, in milliseconds: other programs on the machine slow some of them."""
    times = []
    for _ in range(runs):
        since = time.perf_counter_ns()
        answer = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, env=quiet(),
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        times.append((time.perf_counter_ns() - since) / 1e6)
        # 1 is a "no", not a failure.
        if answer.returncode > 1:
            raise SystemExit(f"{' '.join(command)}: {answer.stderr.decode()[:400]}")
    return min(times)


def peak_memory(command):
    """The most that a command holds, in kB: read while it runs, for rusage begins with its parent's."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=quiet())
    most = 0
    while process.poll() is None:
        most = max(most, most_of(process.pid))
        time.sleep(0.001)
    return most


def most_of(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def lines(command):
    return subprocess.run(command, check=True, capture_output=True).stdout.count(b"\n")
