"""Sees to it that an editor does not wait for ever for the application: it tells of a getter that takes long, then interrupts it, then answers for it."""

import ctypes
import sys
import threading
import time

from polar_host import failures
from polar_host.watch import named

TICK = 0.25
TELL_AFTER = 2.0
ALLOWED = 10.0


class Busy:
    def __init__(self, question):
        self.question = question
        self.since = time.monotonic()
        self.is_told = False
        #: The watch has answered for the application, which did not come back.
        self.is_answered = False


class Interrupted(BaseException):
    """Raised in the middle of what the application does for the editor, where that takes too long."""


class Watch:
    Interrupted = Interrupted

    def __init__(self, editor):
        self._editor = editor

    def start(self):
        threading.Thread(target=self._run, name="polar-debug-watch", daemon=True).start()

    @staticmethod
    def begun(question):
        return Busy(question)

    @staticmethod
    def settle(decision):
        """Waits for an interruption that may be on its way: it must not strike the application elsewhere."""
        decision.late.wait()
        for _ in range(1000):
            pass

    def _run(self):
        while not self._editor.is_gone:
            time.sleep(TICK)
            for decision in self._editor.decisions():
                busy = decision.busy
                if busy is not None:
                    self._look(decision, busy)

    def _look(self, decision, busy):
        spent = time.monotonic() - busy.since
        if spent > TELL_AFTER and not busy.is_told:
            busy.is_told = True
            self._editor.send(["waiting", decision.number, "Waiting for the application: %s%s." % _place(decision, busy)])
        if spent > ALLOWED and not busy.is_answered:
            self._interrupt(decision, busy)

    def _interrupt(self, decision, busy):
        late = threading.Event()
        decision.late = late
        # It may have ended in between: then nothing is raised. If it ends from here on, it waits in `settle`.
        if decision.busy is busy:
            busy.is_answered = True
            text = "%s%s took longer than %g s, and was interrupted." % (*_place(decision, busy), ALLOWED)
            self._editor.send(["reply", decision.number, [1, "exception", "too-slow", text[:1].upper() + text[1:]]])
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(decision.thread), ctypes.py_object(Interrupted))
        late.set()


def _place(decision, busy):
    """What the application is busy with, and where it is."""
    place = failures.place_of(sys._current_frames().get(decision.thread))
    return named(busy.question), " (%s)" % place if place else ""
