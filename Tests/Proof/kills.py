"""Sessions on the screen of up to 200 actions, killed at any moment.

Whatever the screen has called saved must be in the sidecars afterwards; nothing is damaged, `emic check`
finds nothing, and the next start asks nothing.
"""

import json
import os
import re

from study import study_of, transcripts
from terminal import Session

KILLS = 30
ACTIONS = 200
TRANSCRIPTS = {"T03-disability-ngo-en.txt": 40, "T04-un-officer-en.txt": 21,
               "T08-incubator-focus-group-en.txt": 30}
CODES = ("trust", "legitimacy", "stigma", "contract-terms", "personal-ties", "evaluation")
CLAIM = re.compile(r"^ (?:Assigned|Extended) ([a-z0-9-]+) to (\d+) characters in turn \d+\..* saved$")
SAVED = re.compile(r"(?<!un)saved$")


def prove(proof):
    study = study_of(proof.new_study("kills"))
    digests = transcripts(study)
    saved = {name: {} for name in TRANSCRIPTS}
    for number in range(KILLS * proof.rounds):
        name = proof.random.choice(list(TRANSCRIPTS))
        problems = one_kill(proof, study, name, saved[name])
        if transcripts(study) != digests:
            problems.append("a transcript has changed")
        answer = proof.run("check", study)
        if answer.returncode:
            problems.append(f"check says {answer.stdout.decode()[:200]}")
        for problem in problems:
            proof.fail(f"kill {number}, {name}: {problem}")


def one_kill(proof, study, name, saved):
    """A session and its end.

    - Parameter saved: the codings by id that must be in the sidecar; brought to what is there.
    - Returns: what is wrong.
    """
    screen = Session([proof.emic, os.path.join(study, name), "--coder", "guest"],
                     {**proof.environment, "EMIC_TEST_SYNC": "1"})
    if not screen.wait_for(r"\? keys$", row=-1) or not screen.picture.rows[0].startswith(f" {name[:3]}"):
        screen.kill()
        return [f"the next start does not show the transcript: {screen.picture.rows}"]
    problems, may_go = [], 0
    for _ in range(proof.random.randrange(ACTIONS)):
        proof.count("actions")
        may_go = act(proof, screen, name)
        if screen.is_over:
            return problems + [f"the session ended by itself with {screen.status}"]
        problems += acknowledged(proof, screen, study, name, saved, may_go)
    act(proof, screen, name)
    screen.look(proof.random.uniform(0, 0.05))
    screen.kill()
    proof.count("kills")
    if claim := CLAIM.search(screen.picture.rows[0]):
        problems += missing(claim, codings(study, name))
    try:
        now = codings(study, name)
    except ValueError as damage:
        return problems + [f"the sidecar is damaged: {damage}"]
    # The action that nobody saw the end of may have removed one.
    gone = [id for id in saved if id not in now and id not in joined(study, name)]
    if len(gone) > 1:
        problems.append(f"{len(gone)} codings that were saved are gone")
    saved.clear()
    saved.update(now)
    return problems


def act(proof, screen, name):
    """Does one thing, and does not always wait for what comes of it.

    - Returns: whether it may remove a coding.
    """
    kind = proof.random.choices(("code", "again", "memo", "undo", "remove"), (70, 10, 8, 7, 5))[0]
    turn = proof.random.randint(1, TRANSCRIPTS[name])
    # Ctrl-C closes what the last action may have left open.
    screen.press("\x03\x03")
    if kind == "code":
        screen.press(f"gt{turn}\rx" + "x" * proof.random.randrange(3)
                     + f"c{proof.random.choice(CODES)}\r")
    elif kind == "again":
        screen.press(f"gt{turn}\rx.")
    elif kind == "memo":
        screen.press(f"m{proof.random.choice(('First mention.', '再看一遍'))}\x13")
    else:
        screen.press("u" if kind == "undo" else "]cd")
        screen.wait_until_heard()
    if proof.random.random() < 0.4:
        screen.wait_until_heard()
        screen.wait_for(SAVED.pattern, 0.5, row=0)
    else:
        screen.look(proof.random.choice((0.002, 0.01, 0.03)))
    return kind in ("undo", "remove")


def acknowledged(proof, screen, study, name, saved, may_go):
    """What the screen calls saved now must be there now, and is remembered."""
    if not SAVED.search(screen.picture.rows[0]):
        return []
    now = codings(study, name)
    problems = []
    if may_go:
        saved.clear()
    elif claim := CLAIM.search(screen.picture.rows[0]):
        proof.count("codings called saved")
        problems = missing(claim, now)
    saved.update(now)
    return problems


def missing(claim, now):
    code, length = claim[1], int(claim[2])
    if any(has == code and end - start >= length for has, start, end in now.values()):
        return []
    return [f"called saved, and not there: {code}, {length} characters"]


def sidecar(study, name):
    path = os.path.join(study, f"{name}.guest.json")
    if not os.path.exists(path):
        return {"codings": []}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def codings(study, name):
    return {coding["id"]: (coding["code"], coding["start"], coding["end"])
            for coding in sidecar(study, name)["codings"]}


def joined(study, name):
    """Ids that were taken into others, by an extension."""
    return {gone["id"] for gone in sidecar(study, name).get("removed", []) if "into" in gone}
