"""Random keys on every screen, at any size, on text that tries to reach the terminal.

Nothing from the data reaches the terminal as a command; it is as it was on every way out; the program ends
when it is told to; transcripts are untouched and every sidecar is whole.
"""

import json
import os
import pty
import re
import signal
import termios

from study import files, study_of, transcripts
from terminal import Session

RUNS = 60
BURSTS = 25
SIZES = [(1, 1), (2, 10), (5, 20), (10, 40), (24, 80), (24, 80), (50, 160), (80, 40), (200, 500)]
SCREENS = [("{st}/T99-hostile.txt", "--coder", "guest"),
           ("{st}/T03-disability-ngo-en.txt", "--coder", "guest"), ("{st}", "--coder", "guest"),
           ("{st}", "--coder", "supervisor"), ("review", "{st}", "--coder", "supervisor")]

# What the study says, and the bytes of it that must not reach the terminal as they are.
PLANTED = ["\x1b]0;PWN\x07", "\x1b]52;c;UFdO\x07", "\x1b]8;;http://pwn.example\x1b\\",
           "\x1bP1;1|17/PWN\x1b\\", "\x1b_GPWN\x1b\\", "\x1b^PWN\x1b\\", "\x1bXPWN\x1b\\", "\x1b[7777;77H", "\x1b[3J",
           "\x1b[8mPWN", "\x1b[21tPWN", "\x1b[>cPWN", "\x1b[?1049lPWN", "\x1b[201~PWN", "\x1bcPWN", "\x1b(0PWN",
           "\x0ePWN", "\x9b31mPWN", "\x9d0;PWN\x9c", "\x90PWN\x9c", "\x85PWN", "\u202ePWN", "\u2066PWN",
           "\u202bPWN", "\u061cPWN", "\x07PWN", "\x08\x08PWN", "\rPWN", "\x7fPWN", "\u2028PWN"]
# Characters that no screen needs: C1, direction of writing, separators of lines.
UNWANTED = re.compile("[\x80-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
                      "|[\x00-\x06\x0b\x0c\x10-\x1a\x1c-\x1f]")
# Strings for the terminal that emic sends itself: the question for its background colour.
STRING = re.compile(r"\x1b[\]P_^X](?!11;\?|104)")

KEYS = list("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789.,;:'\"/?+-=!<>{}[]()*&%#~ ")
KEYS += ["\r", "\x1b", "\t", "\x7f"] * 6
KEYS += [f"\x1b[{letter}" for letter in "ABCDHFZ"] * 3 + [f"\x1b[1;{n}{c}" for n in "256" for c in "ABCD"]
KEYS += [f"\x1b[{n}~" for n in (1, 2, 3, 4, 5, 6, 20)] + [f"\x1b{c}" for c in "msnp><19"]
KEYS += [chr(n) for n in (1, 2, 4, 5, 6, 7, 11, 12, 14, 15, 16, 18, 19, 20, 21, 22, 23, 24, 25)]
KEYS += ["信任", "é", "👨‍👩‍👧", "\u202e", "：", "１", "\x1b[200~paste\nof two lines\x1b[201~",
         "\x1b[<0;10;5M\x1b[<0;10;5m", "\x1b[<64;10;5M", "\xff", "\x1b[", "\x1b]"]
KEYS += ["gr", "gm", "gc", "gd", "ga", "gf", "gn", "go", "gs", "gl", "g/", "ctru\r", "x", "m"] * 2

# Modes that a program may set, and how they stand when nothing runs.
AT_REST = {1: False, 7: True, 25: True, 47: False, 1000: False, 1002: False, 1003: False, 1004: False,
           1006: False, 1047: False, 1049: False, 2004: False}
MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")


def prove(proof):
    for number in range(RUNS * proof.rounds):
        study = study_of(proof.new_study("monkey"))
        plant(study)
        digests = transcripts(study)
        for problem in one_run(proof, study):
            proof.fail(f"run {number}: {problem}")
        if {path: digest for path, digest in transcripts(study).items() if path in digests} != digests:
            proof.fail(f"run {number}: a transcript has changed")
        for problem in damaged(proof, study):
            proof.fail(f"run {number}: {problem}")


def plant(study):
    """A transcript that holds all that is hostile, and a memo on it that does."""
    turns = "".join(f"R: before {hostile} after\n\nI: And then?\n\n" for hostile in PLANTED)
    odd = "R: e" + "\u0301" * 200 + " " + "x" * 5000 + " 👨‍👩‍👧‍👦 🇨🇳 ｆｕｌｌ\n"
    text = "Case: \x1b]0;PWN\x07\nLevel: \x9b31mPWN\n\n" + turns + odd
    with open(os.path.join(study, "T99-hostile.txt"), "w", encoding="utf-8", newline="") as file:
        file.write(text)
    for name in sorted(os.listdir(study)):
        if name.endswith(".json") and "T03" in name:
            path = os.path.join(study, name)
            with open(path, encoding="utf-8") as file:
                sidecar = json.load(file)
            for coding, hostile in zip(sidecar["codings"], PLANTED):
                coding["memo"] = hostile
            with open(path, "w", encoding="utf-8") as file:
                json.dump(sidecar, file, indent=2)


def one_run(proof, study):
    words = [word.format(st=study) for word in proof.random.choice(SCREENS)]
    screen = Session([proof.emic, *words], proof.environment, *proof.random.choice(SIZES))
    problems = []
    screen.look(0.3)
    for _ in range(BURSTS):
        if screen.is_over:
            break
        for _ in range(proof.random.randint(1, 20)):
            broken = proof.random.random() < 0.02
            screen.press(proof.random.choice(KEYS).encode("utf-16" if broken else "utf-8"))
            proof.count("keys")
        screen.look(0.02)
        if proof.random.random() < 0.15:
            screen.resize(*proof.random.choice(SIZES))
            proof.count("resizes")
    status, way = leave(proof, screen)
    proof.count("runs")
    if status is None:
        problems.append(f"does not end by {way}: {screen.picture.rows}")
    elif status > 3 and (way == "Q" or status != 128 + way) or status < 0 and -status != way:
        problems.append(f"ends with {status}, told by {way}: {screen.picture.rows[:3]}")
    return problems + list(reached_terminal(bytes(screen.sent))) + list(left_behind(screen, status))


def leave(proof, screen):
    """Ends the session one way or another.

    - Returns: its status, None where it had to be killed; and how it was told.
    """
    way = proof.random.choice(("Q", "Q", signal.SIGTERM, signal.SIGHUP, signal.SIGINT))
    if way == "Q":
        screen.resize(24, 80)
        for _ in range(6):
            if not screen.is_over:
                # F9 where the screen is blanked: only that shows it again.
                screen.press("\x1b[20~" if not any(screen.picture.rows) else "\x1b\x1b\x1b")
                screen.look(0.15)
                screen.press("Q")
                screen.look(0.3)
        attributes_of(screen)
        return screen.end(10), way
    screen.signal(way)
    attributes_of(screen)
    return screen.end(10), way


def attributes_of(screen):
    """Waits for the end, and takes what is then set for the terminal while it can be read."""
    for _ in range(500):
        if screen.is_over:
            break
        screen.look(0.02)
    screen.settings = termios.tcgetattr(screen.file)


def left_behind(screen, status):
    """What the terminal was not given back."""
    if status is None:
        return
    modes = dict(AT_REST)
    for numbers, letter in MODE.findall(bytes(screen.sent)):
        modes.update({int(number): letter == b"h" for number in numbers.split(b";")
                      if int(number) in modes})
    for mode, is_set in modes.items():
        if is_set != AT_REST[mode]:
            yield f"mode {mode} is left {'set' if is_set else 'reset'}"
    if screen.sent.rfind(b"\x1b=") > screen.sent.rfind(b"\x1b>"):
        yield "the keypad is left in its other mode"
    master, slave = pty.openpty()
    if screen.settings[:6] != termios.tcgetattr(slave)[:6]:
        yield "the terminal's settings are not as they were"
    os.close(master)
    os.close(slave)


def reached_terminal(sent):
    """What should not have been sent; after the last frame the terminal echoes keys by itself."""
    sent = sent[:sent.rfind(b"\x1b[?1049l")] if b"\x1b[?1049l" in sent else sent
    text = sent.decode("utf-8", "replace")
    for hostile in PLANTED:
        if hostile in text and hostile not in ("\rPWN", "\x08\x08PWN"):
            yield f"sends {hostile!r}"
    for found in list(UNWANTED.finditer(text))[:1]:
        yield f"sends {text[max(0, found.start() - 20):found.end() + 10]!r}"
    for found in list(STRING.finditer(text))[:1]:
        yield f"sends the string {text[found.start():found.end() + 20]!r}"


def damaged(proof, study):
    for path, content in files(study).items():
        if path.endswith(".json"):
            try:
                json.loads(content)
            except ValueError as damage:
                yield f"{path}: {damage}"
    answer = proof.run("codings", study, "--as", "supervisor", "--drafts", "--format", "json")
    if answer.returncode:
        yield f"the study cannot be read: {answer.stderr.decode()[:200]}"
