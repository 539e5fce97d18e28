"""File calls fail while somebody codes on the screen.

The session opens a transcript, codes a sentence and leaves. What the screen calls saved must be in the
sidecar; where it can't be saved, the screen must say so; the sidecar is always the old or the new one.
"""

import os
import re
import shutil

import faults
from commands import T04, Task
from study import LEFT_BY_KILLED, study_of, transcripts
from terminal import Session

FAULTS = 60
# Where the history of undo can't be written, the coding is saved all the same, and the screen says both.
SAVED = re.compile(r"(Assigned trust to \d+ characters in turn 20\.|Saved, but \.emic/history cannot be written).* saved$")


def prove(proof):
    library = faults.build(proof)
    template = Task("session", "").prepare(proof)
    old, digests = faults.state(template), transcripts(template)
    _, _, new, calls = session(proof, library, template, {})
    if new == old:
        raise SystemExit("A session without faults saves nothing.")
    proof.count("calls in a session", len(calls))
    tries = [(call.number, how) for call in calls
             for how in faults.CHANGING.get(call.name, faults.READING.get(call.name, ("5",)))]
    changing = [one for one in tries if calls[one[0] - 1].name in faults.CHANGING]
    reading = [one for one in tries if calls[one[0] - 1].name not in faults.CHANGING]
    count = min(len(reading), FAULTS * proof.rounds - len(changing))
    for number, how in changing + proof.random.sample(reading, max(0, count)):
        status, rows, now, _ = session(proof, library, template,
                                       {"EMIC_TEST_FAULT_AT": f"{number} {how}"})
        proof.count("faults")
        was_saved = any(SAVED.search(row) for row in rows)
        proof.count("saved" if was_saved else "not saved")
        where = f"at call {number} ({calls[number - 1].name}), {how}"
        for path in sorted({*old, *new, *now}):
            if LEFT_BY_KILLED.search(os.path.basename(path)) and status == -9:
                continue
            if now.get(path) not in (old.get(path), new.get(path)):
                proof.fail(f"{where}: {path} is neither old nor new")
            elif was_saved and now.get(path) != new.get(path):
                proof.fail(f"{where}: the screen said saved, and {path} is the old one")
        if not was_saved and status == 0 and not any("ot saved" in row for row in rows):
            proof.fail(f"{where}: not saved, and the screen says nothing of it: {rows[0]}")
        if status not in (0, 1, 2, 3, -9, None):
            proof.fail(f"{where}: ended by {status}")
        if transcripts(os.path.join(proof.place, "try")) != digests:
            proof.fail(f"{where}: a transcript has changed")


def session(proof, library, template, how):
    """One session under a fault.

    - Returns: how it ended (None: it had to be told, as it should when work is unsaved), what stood on
      the screen after coding, the files, the calls.
    """
    folder = os.path.join(proof.place, "try")
    log = os.path.join(proof.place, "calls")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    if os.path.exists(log):
        os.remove(log)
    screen = Session([proof.emic, os.path.join(study_of(folder), T04), "--coder", "guest"],
                     {**proof.environment, "LD_PRELOAD": library, "EMIC_TEST_FAULT_FOLDER": folder,
                      "EMIC_TEST_FAULT_LOG": log, **how})
    screen.wait_for("keys$", 5)
    screen.press("gt20\rxctrust\r")
    screen.wait_for(SAVED.pattern + "|ot saved", 3)
    rows = screen.picture.rows
    screen.press("Q")
    status = screen.end(2)
    with open(log, encoding="utf-8") as file:
        lines = [line.split(" ", 2) for line in file.read().splitlines()]
    calls = [faults.Call(int(number), name, path) for number, name, path in lines]
    return status, rows, faults.state(folder), calls
