"""Every command that writes and a session on the screen, watched by strace.

No socket, no program started, no transcript opened for writing, and nothing written outside the folder of the
study but the user's own settings.
"""

import os
import re
import shutil
import subprocess

import commands
from study import study_of
from terminal import Session

WATCHED = ("trace=%network,execve,execveat,open,openat,openat2,creat,unlink,unlinkat,rename,renameat,"
           "renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat")
CALL = re.compile(r"^\d+ +(\w+)\((.*)")
# The folder that a descriptor stands for, and the names in the call.
FOLDER, NAME = re.compile(r"^(?:AT_FDCWD|\d+)<([^>]*)>"), re.compile(r'"((?:[^"\\]|\\.)*)"')
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")
DEVICES = ("/dev/tty", "/dev/null", "/dev/pts/", "/proc/self/")


def prove(proof):
    if not shutil.which("strace"):
        proof.fail("strace is not installed: apt-get install strace")
        return
    for task in commands.writing(proof):
        folder = task.prepare(proof)
        judge(proof, folder, task.name, watch(proof, task.command(folder)))
        proof.count("commands")
    folder = proof.new_study("watched")
    judge(proof, folder, "the session", watch_session(proof, study_of(folder)))
    proof.count("session")


def watch(proof, words):
    log = os.path.join(proof.place, "calls")
    subprocess.run(["strace", "-f", "-y", "-s", "4096", "-e", WATCHED, "-o", log, proof.emic, *words],
                   env=proof.environment, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    with open(log, encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()


def watch_session(proof, study):
    """Opens, codes, writes a memo, searches, copies, undoes, asks, counts, sees the codebook, leaves."""
    log = os.path.join(proof.place, "calls")
    screen = Session(["strace", "-f", "-y", "-s", "4096", "-e", WATCHED, "-o", log, proof.emic, study,
                      "--coder", "guest"], proof.environment)
    screen.wait_for("keys$", 20)
    # Before memos are listed it is asked about others': the first Esc answers that.
    for keys in ("G\r", "gt8\r", "xctrust\r", "mFirst mention.\x13", "y", "/trust\r", "n", "u", "U", "gr",
                 "q", "gm", "q", "gc", "q", "gf", "q", "gn", "\x1b", "\x1b", "gd", "g/", "contract\r", "q"):
        screen.press(keys)
        screen.look(0.4)
    screen.press("Q")
    if screen.end(20) != 0:
        proof.fail(f"the session does not end: {screen.picture.rows}")
    with open(log, encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()


def judge(proof, folder, what, lines):
    may_write = (folder, os.path.join(proof.environment["HOME"], ".config", "emic"))
    programs = 0
    for line in lines:
        if not (found := CALL.match(line)):
            continue
        call, rest = found.groups()
        proof.count("calls watched")
        if call.startswith("execve"):
            programs += 1
        elif call.startswith("open") or call == "creat":
            path = paths(rest)[0]
            if WRITES.search(rest) or call == "creat":
                check_written(proof, what, path, may_write)
                if path.endswith((".txt", ".md")) and "/exports/" not in path and "O_EXCL" not in rest:
                    proof.fail(f"{what} opens a transcript for writing: {path}")
        elif call in ("chmod", "fchmodat", "truncate") or re.match("unlink|rename|mkdir|link|sym", call):
            for path in paths(rest):
                check_written(proof, what, path, may_write)
        else:
            proof.fail(f"{what} uses the network: {line[:160]}")
    if programs != 1:
        proof.fail(f"{what} starts {programs - 1} programs")


def check_written(proof, what, path, may_write):
    proof.count("writing calls")
    # Folders above are tried, too, where one is to be made with all that leads to it.
    is_above = any(allowed.startswith(path.rstrip("/") + "/") for allowed in may_write)
    if not path.startswith(may_write) and not path.startswith(DEVICES) and not is_above:
        proof.fail(f"{what} writes outside: {path}")


def paths(rest):
    """The paths that a call names, each in its folder."""
    found = []
    folder = "/"
    for part in re.split(r", (?=AT_FDCWD|\d+<|\")", rest):
        if start := FOLDER.match(part):
            folder = start[1]
        elif name := NAME.match(part):
            found.append(os.path.normpath(os.path.join(folder, name[1])))
    return found or [""]
