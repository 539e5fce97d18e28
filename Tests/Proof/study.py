"""The sample study to try things on: copies of it, what they hold, and the program that works on them."""

import hashlib
import os
import random
import re
import shutil
import subprocess

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# What one run writes and the next one writes differently.
VARYING = [(re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), b"ID"),
           (re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?"), b"TIME")]
# What a save that was killed leaves beside the file; nothing reads it, and a later start takes it away.
LEFT_BY_KILLED = re.compile(r"^\.(.+\.)?[0-9a-f]{8,}\.tmp$|\.[0-9a-f]{8,}\.tmp$")


class Proof:
    """What every part needs: the program, a place to work in, how long, and random numbers."""

    def __init__(self, emic, place, rounds, seed, part):
        self.emic, self.place, self.rounds, self.seed = emic, place, rounds, seed
        self.random = random.Random(f"{seed} {part}")
        self.counts = {}
        self.failures = []
        home = os.path.join(place, "home")
        os.makedirs(home, exist_ok=True)
        self.environment = {"PATH": os.environ["PATH"], "HOME": home, "LC_ALL": "C.UTF-8"}

    def count(self, what, number=1):
        self.counts[what] = self.counts.get(what, 0) + number

    def fail(self, what):
        self.failures.append(what)

    def run(self, *arguments, **more):
        """Runs emic to its end; `more` goes into the environment."""
        return subprocess.run([self.emic, *arguments], env={**self.environment, **more},
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

    def must(self, *arguments):
        """As `run`, for what has to work before anything can be tried."""
        answer = self.run(*arguments)
        if answer.returncode:
            raise SystemExit(f"emic {' '.join(arguments)}: {answer.stderr.decode()}")
        return answer.stdout.decode()

    def new_study(self, name):
        """A fresh copy of the sample study in a folder of its own, its codebook beside it.

        - Returns: the folder; the study is `sample-transcripts` in it.
        """
        folder = os.path.join(self.place, name)
        shutil.rmtree(folder, ignore_errors=True)
        # What somebody has tried out in the clone is no part of the sample.
        ours = shutil.ignore_patterns("*.guest*", ".emic", "exports", "proposals", "memos.*")
        for part in ("sample-transcripts", "codebooks"):
            shutil.copytree(os.path.join(REPOSITORY, part), os.path.join(folder, part), ignore=ours)
        return folder


def study_of(folder):
    return os.path.join(folder, "sample-transcripts")


def files(folder):
    """The bytes of all files below a folder, by path; those in `.emic` are not work and left out."""
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".emic"]
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def transcripts(folder):
    """The digest of every transcript, by path."""
    return {path: hashlib.sha256(content).hexdigest() for path, content in files(folder).items()
            if path.endswith((".txt", ".md"))}


def plain(content):
    """Without ids and times, which differ from run to run."""
    for pattern, word in VARYING:
        content = pattern.sub(word, content)
    return content
