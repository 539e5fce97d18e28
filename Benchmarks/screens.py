"""Measures a full-screen program from outside: it understands bytes and silence, nothing else."""

import fcntl
import math
import os
import pty
import select
import signal
import struct
import termios
import time

# A frame is over when nothing has come for this long; the next key waits until all is quiet, so
# that what a save paints later is not counted for the key after it.
FRAME_END = 0.006
QUIET = 0.08


class Screen:
    """A program in a pseudo-terminal of 80 x 24."""

    def __init__(self, command, environment=None):
        self.began = time.monotonic_ns()
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execvpe(command[0], command, {**os.environ, "TERM": "xterm-256color",
                                             "LC_ALL": "C.UTF-8", **(environment or {})})

    def frame(self, since, wait=10.0):
        """Milliseconds from `since` to the last byte of the next frame; None when none comes."""
        last = None
        while True:
            ready, _, _ = select.select([self.file], [], [], wait if last is None else FRAME_END)
            if not ready:
                return None if last is None else (last - since) / 1e6
            try:
                if not os.read(self.file, 1 << 16):
                    return None
            except OSError:
                return None
            last = time.monotonic_ns()

    def settle(self, quiet=QUIET):
        while select.select([self.file], [], [], quiet)[0]:
            try:
                if not os.read(self.file, 1 << 16):
                    return
            except OSError:
                return

    def press(self, keys, wait=1.0):
        """Milliseconds from the key to the last byte of what it changes on the screen."""
        since = time.monotonic_ns()
        os.write(self.file, keys)
        took = self.frame(since, wait)
        self.settle()
        return took

    def first_screen(self, wait=10.0):
        took = None
        # Programs draw in several pieces when they begin: the last one counts.
        while (piece := self.frame(self.began, wait if took is None else 0.1)) is not None:
            took = piece
        return took

    def press_until(self, keys, marker):
        """Milliseconds from the key to the last byte before a mark that the program writes after the frame.

        For keys after which it goes on painting by itself: a save that ends says so on the screen.
        """
        since = last = time.monotonic_ns()
        os.write(self.file, keys)
        seen = b""
        while marker not in seen:
            if not select.select([self.file], [], [], 5.0)[0]:
                return None
            piece = os.read(self.file, 1 << 16)
            # The mark is not part of the frame.
            if not piece.startswith(marker):
                last = time.monotonic_ns()
            seen += piece
        self.settle()
        return (last - since) / 1e6

    def until(self, marker, wait=600.0):
        """Milliseconds from the start to the last byte of the frame in which some text comes first."""
        seen = b""
        while marker not in seen:
            if not select.select([self.file], [], [], wait)[0]:
                return None
            # A piece may end within the marker.
            seen = seen[-len(marker):] + os.read(self.file, 1 << 16)
        there = (time.monotonic_ns() - self.began) / 1e6
        return self.frame(self.began, FRAME_END) or there

    def resident_kb(self):
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def close(self):
        os.kill(self.pid, signal.SIGTERM)
        for _ in range(200):
            self.settle(0.01)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
        else:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.file)


def run_time(command):
    """Milliseconds of a program that prints and ends."""
    with open(os.devnull, "wb") as nowhere:
        since = time.monotonic_ns()
        pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[
            (os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1), (os.POSIX_SPAWN_DUP2, nowhere.fileno(), 2)])
        _, status = os.waitpid(pid, 0)
        took = (time.monotonic_ns() - since) / 1e6
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return took


def percentile(times, share):
    """By nearest rank: the least of the times that so large a share of them does not exceed."""
    times = sorted(times)
    return times[max(0, math.ceil(len(times) * share) - 1)]
