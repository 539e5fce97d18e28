"""A program in a pseudo-terminal, and as much of an xterm as curses asks of one."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import unicodedata

SEQUENCE = re.compile(
    r"\x1b\[([?>!<=]?)([\d;]*)[ -/]*([@-~])"     # a command with numbers
    r"|\x1b[\]P_^X](?:.*?)(?:\x07|\x1b\\)"       # a string for the terminal, a title for one
    r"|\x1b[()][0-9A-Z]|\x1b.", re.DOTALL)
RUN = re.compile("[ -~]+")
# With EMIC_TEST_SYNC set, emic writes this after every frame: how many, and how many bytes it has read.
MARK = re.compile(rb"\x1b\]7777;idle;\d+;(\d+)\x07")


class Picture:
    """What stands on the screen: rows of characters, after all that was sent."""

    def __init__(self, rows, columns):
        self.size = rows, columns
        self.cells = [[" "] * columns for _ in range(rows)]
        self.row = self.column = 0
        self.region = 0, rows - 1
        self.rest = ""
        self.last = " "

    def feed(self, text):
        text = self.rest + text
        at = 0
        while at < len(text):
            if run := RUN.match(text, at):
                self.put_run(run[0])
                at = run.end()
            elif text[at] != "\x1b":
                self.put(text[at])
                at += 1
            elif found := SEQUENCE.match(text, at):
                if found[3] and not found[1]:
                    self.command(found[3], [int(n or 0) for n in found[2].split(";")])
                elif found[0] == "\x1bM":
                    self.reverse_line()
                at = found.end()
            else:
                break
        self.rest = text[at:]

    def put_run(self, run):
        """Characters that take one cell each."""
        end = self.column + len(run)
        if end <= self.size[1]:
            self.cells[self.row][self.column:end] = run
            self.column, self.last = end, run[-1]
        else:
            for character in run:
                self.put(character)

    def put(self, character):
        if character == "\r":
            self.column = 0
        elif character == "\b":
            self.column = max(0, self.column - 1)
        elif character == "\n":
            self.line()
        elif character >= " ":
            width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            if unicodedata.combining(character):
                return
            if self.column + width > self.size[1]:
                self.column = 0
                self.line()
            self.cells[self.row][self.column] = self.last = character
            if width == 2 and self.column + 1 < self.size[1]:
                self.cells[self.row][self.column + 1] = ""
            self.column += width

    def line(self):
        if self.row == self.region[1]:
            self.shift(self.region[0], -1)
        else:
            self.row = min(self.row + 1, self.size[0] - 1)

    def reverse_line(self):
        if self.row == self.region[0]:
            self.shift(self.region[0], 1)
        else:
            self.row = max(self.row - 1, 0)

    def shift(self, top, count):
        """Moves the rows from `top` to the region's end down, or up where `count` is negative."""
        for _ in range(abs(count)):
            gone, new = (self.region[1], top) if count > 0 else (top, self.region[1])
            del self.cells[gone]
            self.cells.insert(new, [" "] * self.size[1])

    def command(self, letter, numbers):
        count = max(1, numbers[0])
        rows, columns = self.size
        row = self.cells[self.row]
        if letter in "Hf":
            self.row = min(count, rows) - 1
            self.column = min(max(1, numbers[1] if len(numbers) > 1 else 1), columns) - 1
        elif letter == "d":
            self.row = min(count, rows) - 1
        elif letter in "G`":
            self.column = min(count, columns) - 1
        elif letter in "AB":
            self.row = max(0, min(rows - 1, self.row + (count if letter == "B" else -count)))
        elif letter in "CD":
            self.column = max(0, min(columns - 1, self.column + (count if letter == "C" else -count)))
        elif letter == "K":
            start, end = [(self.column, columns), (0, self.column + 1), (0, columns)][numbers[0]]
            row[start:end] = [" "] * (end - start)
        elif letter == "J":
            if numbers[0] == 0:
                row[self.column:] = [" "] * (columns - self.column)
            for below in range(self.row + 1 if numbers[0] == 0 else 0, rows):
                self.cells[below] = [" "] * columns
        elif letter == "X":
            row[self.column:self.column + count] = [" "] * min(count, columns - self.column)
        elif letter == "@":
            self.cells[self.row] = (row[:self.column] + [" "] * count + row[self.column:])[:columns]
        elif letter == "P":
            self.cells[self.row] = (row[:self.column] + row[self.column + count:]
                                    + [" "] * columns)[:columns]
        elif letter in "LM":
            self.shift(self.row, count if letter == "L" else -count)
        elif letter in "ST":
            self.shift(self.region[0], count if letter == "T" else -count)
        elif letter == "b":
            for _ in range(count):
                self.put(self.last)
        elif letter == "r":
            # A frame for a screen that was larger names rows that are no more: a terminal takes those that are.
            bottom = min(rows, numbers[1] if len(numbers) > 1 and numbers[1] else rows)
            self.region = (count - 1, bottom - 1) if count < bottom else (0, rows - 1)
            self.row = self.column = 0

    @property
    def rows(self):
        return ["".join(row).rstrip() for row in self.cells]


class Session:
    """emic on a screen, as somebody at the keys sees it."""

    def __init__(self, command, environment, rows=24, columns=80):
        self.picture = Picture(rows, columns)
        self.sent = bytearray()      # all that the program has sent to the terminal
        self.status = None
        self.typed = 0
        # A character may come in two pieces.
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], command, {"TERM": "xterm-256color", **environment})

    def press(self, keys):
        """Types; a program that is gone hears nothing."""
        keys = keys.encode() if isinstance(keys, str) else keys
        try:
            self.typed += os.write(self.file, keys)
        except OSError:
            pass

    def resize(self, rows, columns):
        self.picture = Picture(rows, columns)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def look(self, seconds):
        """Takes in what comes until nothing has come for so long.

        - Returns: whether anything came.
        """
        came = False
        while select.select([self.file], [], [], seconds)[0]:
            try:
                piece = os.read(self.file, 1 << 16)
            except OSError:
                piece = b""
            if not piece:
                break
            came = True
            self.sent += piece
            self.picture.feed(self.decoder.decode(piece))
        return came

    def wait_for(self, pattern, seconds=10, row=None):
        """Looks until a row of the screen matches, or the given one.

        - Returns: what was found, or None.
        """
        end = time.monotonic() + seconds
        while True:
            rows = self.picture.rows if row is None else [self.picture.rows[row]]
            for text in rows:
                if found := re.search(pattern, text):
                    return found
            if time.monotonic() > end or self.is_over:
                return None
            self.look(0.01)

    def wait_until_heard(self, seconds=5):
        """Looks until the screen shows what came of all that was typed; needs EMIC_TEST_SYNC."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.is_over:
            self.look(0.005)
            marks = MARK.findall(self.sent[-4096:])
            # Its first look at the terminal is answered by the terminal, in bytes that nobody has typed.
            if marks and int(marks[-1]) >= self.typed:
                return

    @property
    def is_over(self):
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
            if pid and os.WIFSTOPPED(status):
                # Suspended, by a key or by name; nobody else would bring it back.
                os.kill(self.pid, signal.SIGCONT)
            elif pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def end(self, seconds=10):
        """Waits until the program is over, and kills it where it is not.

        - Returns: its status; None where it had to be killed.
        """
        end = time.monotonic() + seconds
        while not self.is_over and time.monotonic() < end:
            self.look(0.01)
        self.look(0.01)
        ended = self.status
        if ended is None:
            self.kill()
        else:
            os.close(self.file)
        return ended

    def signal(self, number):
        if not self.is_over:
            os.kill(self.pid, number)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.look(0)
        os.close(self.file)
