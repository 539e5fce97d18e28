"""File calls of every command that writes fail, one at a time.

The library in `Tests/CFileFaults` stands between emic and libc. A clean run counts the calls; then the
command is given again on a fresh copy for each call and each way to fail. Afterwards every file is as it was
or as the command makes it, the exit code says which, and there is a sentence where it failed.
"""

import collections
import os
import shutil
import subprocess

import commands
from study import LEFT_BY_KILLED, REPOSITORY, files, plain

# Calls that change something on the disk, and what can happen to them; all others can only fail.
CHANGING = {"open": ("5", "full", "kill"), "write": ("5", "full", "short", "torn"),
            "fsync": ("5", "kill"), "rename": ("5", "full", "kill"), "link": ("5", "kill"),
            "mkdir": ("5", "full", "kill"), "unlink": ("5", "kill"), "chmod": ("5",), "lock": ("5",)}
READING = {"read": ("5", "short"), "close": ("5",)}
# Of the calls that only read so many are tried for each command and round.
READS = 30

Call = collections.namedtuple("Call", "number name path")


def prove(proof, only=None):
    library = build(proof)
    for task in commands.writing(proof):
        if only and task.name != only[0]:
            continue
        template = task.prepare(proof)
        old, new, calls = clean(proof, library, task, template)
        check_order(proof, task, calls)
        for number, how in [tuple(only[1:])] if only else chosen(proof, calls):
            attempt(proof, library, task, template, old, new, int(number), how)
        proof.count("commands")


def build(proof):
    library = os.path.join(proof.place, "faults.so")
    source = os.path.join(REPOSITORY, "Tests", "CFileFaults", "CFileFaults.c")
    compiler = shutil.which("cc") or shutil.which("clang")
    if not compiler:
        raise SystemExit("No C compiler found: install gcc or clang.")
    subprocess.run([compiler, "-O2", "-fPIC", "-shared", "-o", library, source, "-ldl"], check=True)
    return library


def run(proof, library, task, template, **faults):
    """Gives the command on a fresh copy.

    - Returns: its answer, the files afterwards without ids and times, the lines of the log.
    """
    folder = os.path.join(proof.place, "try")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    log = os.path.join(proof.place, "calls")
    if os.path.exists(log):
        os.remove(log)
    answer = proof.run(*task.command(folder), LD_PRELOAD=library, EMIC_TEST_FAULT_FOLDER=folder,
                       EMIC_TEST_FAULT_LOG=log, **faults)
    lines = []
    if os.path.exists(log):
        with open(log, encoding="utf-8") as file:
            lines = file.read().splitlines()
    return answer, state(folder), lines


def state(folder):
    return {path: plain(commands.content(path, content)) for path, content in files(folder).items()}


def clean(proof, library, task, template):
    """What the command does when nothing fails: the files before, after, and its calls in order."""
    answer, new, lines = run(proof, library, task, template)
    if answer.returncode:
        raise SystemExit(f"{task.name} fails without a fault: {answer.stderr.decode()}")
    if run(proof, library, task, template)[1] != new:
        raise SystemExit(f"{task.name} does not do the same every time")
    calls = [Call(int(number), name, path) for number, name, path in
             (line.split(" ", 2) for line in lines)]
    return state(template), new, calls


def chosen(proof, calls):
    """The faults to try: all that change something, and some of those that read."""
    tries = [(call.number, how) for call in calls for how in CHANGING.get(call.name, ())]
    reads = [(call.number, how) for call in calls if call.name not in CHANGING
             for how in READING.get(call.name, ("5",))]
    return tries + proof.random.sample(reads, min(len(reads), READS * proof.rounds))


def attempt(proof, library, task, template, old, new, number, how):
    answer, now, lines = run(proof, library, task, template, EMIC_TEST_FAULT_AT=f"{number} {how}")
    if not any(line.endswith(" refused") for line in lines):
        return proof.count("not reached")
    proof.count("faults")
    was_killed = answer.returncode == -9
    called = next(line for line in lines if line.endswith(" refused")).split(" ")
    problems = []
    for path in sorted({*old, *new, *now}):
        if path not in old and path not in new:
            # What can't be taken away stays.
            if not (LEFT_BY_KILLED.search(os.path.basename(path))
                    and (was_killed or called[1] == "unlink")):
                problems.append(f"leaves {path}")
        elif now.get(path) != old.get(path) and now.get(path) != new.get(path) and not (
                task.may_stand_between and task.may_stand_between(path, old, new, now)):
            problems.append(f"{path} is neither old nor new")
        elif answer.returncode == 0 and now.get(path) != new.get(path):
            problems.append(f"{path} is not new, and the exit code is 0")
    if not was_killed and answer.returncode not in (0, 1, 3):
        problems.append(f"exit code {answer.returncode}")
    if answer.returncode and not was_killed and not answer.stderr.strip():
        problems.append(f"exit code {answer.returncode} without a word")
    if problems:
        proof.fail(f"--only '{task.name} {number} {how}': at {called[1]} of "
                   f"{os.path.basename(' '.join(called[2:-1]))}: {'; '.join(problems[:3])}")


def check_order(proof, task, calls):
    """A power cut keeps what was synced: a file before it gets its name, and its folder after that."""
    unsynced, renamed = set(), {}
    for call in calls:
        folder = os.path.dirname(call.path)
        if call.name == "write" and call.path.endswith(".tmp"):
            unsynced.add(call.path)
        elif call.name == "fsync":
            unsynced.discard(call.path)
            renamed.pop(call.path, None)
        elif call.name in ("rename", "link") and ".emic" not in folder:
            proof.count("renames in order")
            renamed[folder] = os.path.basename(call.path)
            if any(os.path.dirname(path) == folder for path in unsynced):
                proof.fail(f"{task.name}: {os.path.basename(call.path)} gets its name unsynced")
    for folder, name in renamed.items():
        proof.fail(f"{task.name}: the folder of {name} is not synced")
