#!/usr/bin/env python3
"""detente add, answered with keys at a real pseudo-terminal.

What is asked is tested in crates/detente/tests/it/asking.rs with a script; this shows that the keys
arrive, and that prompts go to standard error and data to standard output. Usage: asking.py DETENTE CATALOG
"""

import os
import pty
import re
import select
import shutil
import sys
import tempfile
import time

PATIENCE = 20  # seconds until a prompt must be there


class Terminal:
    """A program at a pseudo-terminal of its own, perhaps with its standard output in a file."""

    def __init__(self, argv, out, **environment):
        self.read = ""
        self.at = 0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if out:
                os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
            kept = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
            os.execve(argv[0], argv, {**kept, "TERM": "xterm-256color", **environment})

    def more(self):
        """Reads what there is; False at the end."""
        ready, _, _ = select.select([self.fd], [], [], 0.1)
        if not ready:
            return True
        try:
            read = os.read(self.fd, 65536)
        except OSError:
            return False
        self.read += read.decode("utf-8", "replace")
        return bool(read)

    def wait_for(self, text):
        """Waits until `text` was printed after what was waited for before."""
        end = time.monotonic() + PATIENCE
        while text not in self.read[self.at :]:
            if time.monotonic() > end or not self.more():
                sys.exit(f"“{text}” was not asked; printed was:\n{self.read}")
        self.at = self.read.index(text, self.at) + len(text)

    def type(self, text, keys):
        """Waits for `text`, then types `keys`."""
        self.wait_for(text)
        # The prompt is there as soon as its help is.
        self.wait_for("Esc stops")
        os.write(self.fd, keys.encode())

    def end(self):
        """The exit code, once the program has ended."""
        end = time.monotonic() + PATIENCE
        while self.more():
            if time.monotonic() > end:
                sys.exit(f"it does not end; printed was:\n{self.read}")
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


ENTER, SPACE, ESCAPE, CONTROL_C = "\r", " ", "\x1b", "\x03"


def check(holds, message, terminal):
    if not holds:
        sys.exit(f"{message}; printed was:\n{terminal.read}")


def written(detente, process, out):
    """A statement, found by typing, completed with Tab, mended where it was refused."""
    terminal = Terminal([detente, "add", process], out)
    terminal.type("What kind of entry?", "state" + ENTER)
    terminal.type("Who may read it?", "team" + ENTER)
    terminal.type("by –", "rustem" + ENTER)
    terminal.type("What else do you know?", "sense" + SPACE + ENTER)
    terminal.type("sense –", "Не сьогодні" + ENTER)
    terminal.type("basis –", "rep" + ENTER)
    terminal.type("when –", "2025-13" + ENTER)
    terminal.type("there is no month 13", "\x7f" * 7 + "2025-05-16" + ENTER)
    terminal.type("source –", "rep\t#4" + ENTER)
    terminal.type("note –", ENTER)
    terminal.wait_for("statement in team, read by the team alone:")
    terminal.type("Is it right?", ENTER)
    check(terminal.end() == 0, "it was not written", terminal)
    check("wrote a statement into team" in terminal.read, "it is not told what was written", terminal)
    with open(out, encoding="utf-8") as file:
        data = file.read()
    check(re.fullmatch(r"team/statement-\S+\n", data), f"standard output holds {data!r}", terminal)


def stopped(detente, process, key, **environment):
    """Whoever stops is told that nothing was written. Colours are there, unless they are not wanted."""
    terminal = Terminal([detente, "add", process, "position", "--room", "team"], None, **environment)
    terminal.type("party –", "ukr" + ENTER)
    terminal.type("issue –", key)
    check(terminal.end() == 2, "the exit code is not 2", terminal)
    check("nothing was written" in terminal.read, "it is not told that nothing was written", terminal)
    check("position party=ukraine --room team" in terminal.read, "what was answered is lost", terminal)
    colours = re.search(r"\x1b\[[0-9;]*[1-9][0-9;]*m", terminal.read)
    check(bool(colours) != ("NO_COLOR" in environment), "colours are there or not, against NO_COLOR", terminal)


def main():
    detente, catalog = (os.path.abspath(path) for path in sys.argv[1:])
    with tempfile.TemporaryDirectory() as work:
        process, out = os.path.join(work, "talks"), os.path.join(work, "out")
        shutil.copytree(os.path.join(catalog, "istanbul-2025"), process)
        written(detente, process, out)
        stopped(detente, process, ESCAPE)
        stopped(detente, process, CONTROL_C, NO_COLOR="1")
    print("questions at a terminal: written, stopped with Esc, stopped with Ctrl-C")


main()
