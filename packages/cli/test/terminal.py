"""Runs a program in a terminal and does what a person would: `python terminal.py STEPS PROGRAM ARGUMENTS…`, where STEPS is a list in JSON of
["expect", TEXT] and ["send", TEXT]. Prints what the terminal showed, and exits as the program does; with 99 where something expected did not come."""

import json
import os
import pty
import select
import sys
import time

SECONDS = 25

steps, program = json.loads(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(program[0], program)

shown, looked = b"", 0
deadline = time.monotonic() + SECONDS


def more():
    """Takes what comes next; false where nothing does any more."""
    global shown
    if time.monotonic() > deadline:
        return False
    if select.select([terminal], [], [], 0.2)[0]:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            return False
        shown += piece
        return piece != b""
    return True


missed = False
for what, text in steps:
    wanted = text.encode()
    if what == "send":
        os.write(terminal, wanted)
        continue
    at = shown.find(wanted, looked)
    while at < 0 and more():
        at = shown.find(wanted, looked)
    if at < 0:
        missed = True
        shown += b"\n<never shown: %s>\n" % wanted
        break
    looked = at + len(wanted)
while not missed and more():
    pass
if missed or time.monotonic() > deadline:
    os.kill(child, 9)
status = os.waitpid(child, 0)[1]
sys.stdout.buffer.write(shown)
sys.exit(99 if missed else os.WEXITSTATUS(status) if os.WIFEXITED(status) else 98)
