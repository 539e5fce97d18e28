"""The screen, from outside, beside vim (P4–P7)."""

import contextlib
import glob
import os
import shutil
import tempfile
import time

import studies
import yardsticks
from screens import Screen, percentile

DOWN, PAGE_DOWN, EXTEND = b"\x1bOB", b"\x1b[6~", b"\x1b[1;2B"
# Else vim names the file in two lines on its first screen, and asks for Enter before it shows any text.
QUIETLY = "set shortmess+=F"
# The line of a text that holds the first answer: it stands on the first screen of both programs.
ANSWER = 5
# With EMIC_TEST_SYNC set, emic writes this after every frame.
FRAME_MARK = b"\x1b]7777;idle;"


@contextlib.contextmanager
def copy_of(study):
    """A copy to code in, the commands that open its text in emic and in vim, and their environment."""
    with tempfile.TemporaryDirectory(dir=os.path.dirname(study)) as place:
        copy = shutil.copytree(study, os.path.join(place, "study"))
        text = glob.glob(os.path.join(copy, "*.txt"))[0]
        environment = {"HOME": place, "XDG_CONFIG_HOME": os.path.join(place, "config")}
        vim = yardsticks.program("vim", "vim")
        yield ([yardsticks.emic(), text, "--coder", "ana"],
               [vim, "-u", "NONE", "--cmd", QUIETLY, "-i", "NONE", "-n", text] if vim else None, environment)


def first_screen(command, environment=None, wait=60.0):
    """Milliseconds from the start of a program to the end of its first screen."""
    screen = Screen(command, environment)
    took = screen.first_screen(wait)
    screen.close()
    if took is None:
        raise SystemExit(f"{command[0]} shows nothing")
    return took


def median(times):
    return percentile(times, .5)


def starting(bench, table):
    with copy_of(studies.write("text-1000", bench.folder)) as (emic, vim, environment):
        ours, theirs = [], []
        for _ in range(bench.times(15)):
            ours.append(first_screen(emic, environment))
            if vim:
                theirs.append(first_screen(vim))
        table.row("P4", "start to first screen, 1 MB", median(ours), "ms",
                  median(theirs) if vim else None, "vim -u NONE" if vim else "vim is not installed", times=1)


def starting_long(bench, table):
    """First screen and first key on 100 MB."""
    with copy_of(studies.write("bare-100000", bench.folder)) as (emic, vim, environment):
        ours, theirs = [], []
        for _ in range(5):
            ours.append(usable(emic, environment))
            if vim:
                theirs.append(usable(vim))
        table.row("P5", "start to the text on the screen and the first key, 100 MB", min(ours), "ms",
                  min(theirs) if vim else None, "vim -u NONE" if vim else "vim is not installed", times=.1)


def usable(command, environment=None):
    """Milliseconds until a text stands on the screen, and until a key is answered that is pressed then."""
    with open(command[-3] if environment else command[-1], encoding="utf-8") as file:
        words = [file.readline() for _ in range(ANSWER)][-1].partition(": ")[2]
    screen = Screen(command, environment)
    shown = screen.until(words[:6].encode())
    since = time.monotonic_ns()
    os.write(screen.file, DOWN)
    took = shown + screen.frame(since, 30.0)
    screen.settle()
    screen.close()
    return took


def keys(bench, table):
    """Keys in turns with vim's: each program answers one while the other waits."""
    with copy_of(studies.write("text-1000", bench.folder)) as (emic, vim, environment):
        other = Screen(vim) if vim else None
        screen = Screen(emic, environment)
        for one in filter(None, (other, screen)):
            one.first_screen()
        for what, key, beside, name in (("↓", DOWN, DOWN, "vim ↓"), ("PgDn", PAGE_DOWN, PAGE_DOWN, "vim PgDn"),
                                        ("extend by a line", EXTEND, DOWN, "vim ↓")):
            key_rows(table, what, name, *in_turns(bench.times(200), lambda: screen.press(key), other, beside))
        screen.close()
        screen = ready_to_assign(emic, environment)
        key_rows(table, "assign a code", "vim ↓", *in_turns(bench.times(200), lambda: assign(screen), other, DOWN))
        for one in filter(None, (other, screen)):
            one.close()


def in_turns(count, press, other=None, beside=None):
    """Milliseconds of so many keys, and of as many of the other program's, one after the other."""
    ours, theirs = [], []
    for _ in range(count):
        if other:
            theirs.append(other.press(beside))
        ours.append(press())
    return answered(ours), answered(theirs)


def answered(times):
    some = [took for took in times if took is not None]
    if len(some) < len(times) * 0.9:
        raise SystemExit(f"{len(times) - len(some)} of {len(times)} keys changed nothing")
    return some


def ready_to_assign(emic, environment):
    """A screen on which `.` assigns a code again."""
    screen = Screen(emic, {**environment, "EMIC_TEST_SYNC": "1"})
    screen.first_screen()
    for key in (b"c", b"code-7", b"\r"):
        screen.press(key)
    return screen


def assign(screen):
    """Milliseconds of `.` on the next turn, to the end of the frame that shows the coding."""
    screen.press(b"}", 0.3)
    return screen.press_until(b".", FRAME_MARK)


def key_rows(table, what, name, ours, theirs):
    if not theirs:
        name = "vim is not installed"
    table.row("P6", f"{what}, p50", median(ours), "ms", median(theirs) if theirs else None, name, times=1.5)
    table.row("", f"{what}, p99", percentile(ours, .99), "ms",
              percentile(theirs, .99) if theirs else None, name, limit=5)


def memory(bench, table):
    with copy_of(studies.write("text-1000", bench.folder)) as (emic, vim, environment):
        theirs = resident(vim) if vim else None
        name = "vim" if vim else "vim is not installed"
        table.row("P7", "resident memory, 1 MB", resident(emic, environment), "MB", theirs, name, times=3)
        table.row("", "after 400 keys", resident(emic, environment, 400), "MB", theirs, name)


def resident(command, environment=None, keys=0):
    """Megabytes, once the first screen is there and so many keys have been pressed."""
    screen = Screen(command, environment)
    screen.first_screen()
    for number in range(keys):
        screen.press(PAGE_DOWN if number % 2 else EXTEND, 0.3)
    kilobytes = screen.resident_kb()
    screen.close()
    return kilobytes / 1024
