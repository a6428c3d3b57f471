"""Sees to it that nothing takes for ever: a getter that hangs is told of, then interrupted, then ended with the process. Who asks may be gone before."""

import faulthandler
import os
import select
import signal
import sys
import threading
import time

from . import failures

QUESTIONS = 3

TICK = 0.25
TELL_AFTER = 2.0
GRACE = 2.0


IMPORT_SECONDS = 120.0

NAMES = {
    "m": "%s is imported",
    "a": "the attribute %s",
    "c": "the method %s",
    "n": "new %s",
    "b": "whether one class extends another",
    "o": "comparing two objects",
    "x": "the next one of an object's members",
    "k": "the constant %s",
    "g": "the global %s",
    "r": "how an object is shown",
    "f": "the fields of an object",
    "i": "whether an object is an instance of a class",
    "s": "the order of two classes",
}


def named(question):
    """What a question asks for, for people."""
    kind = question[0]
    name = NAMES.get(kind, "a question")
    return name % question[2 if kind in "ac" else 1] if "%s" in name else name


class Watch:
    def __init__(self, seconds):
        self.seconds = seconds
        #: The question that the application is busy with; None where that is nothing. Looked at now and then.
        self.busy = None
        self.is_too_long = False
        self._parent = os.getppid()

    def start(self):
        self.set_timer(IMPORT_SECONDS)
        threading.Thread(target=self._run, name="polar-watch", daemon=True).start()

    def set_timer(self, allowed=None):
        """Code that holds the interpreter lets nobody else run but this timer, which is set anew as long as others do."""
        allowed = self.seconds if allowed is None else allowed
        if allowed != 0:
            faulthandler.dump_traceback_later(allowed + 2 * GRACE, exit=True, file=sys.__stderr__ or 2)
        else:
            faulthandler.cancel_dump_traceback_later()

    def interrupted(self, _number, _frame):
        """Takes Ctrl-C: it ends what the application is busy with. Where that is nothing, whoever asks decides what to do."""
        if self.busy is not None:
            raise KeyboardInterrupt

    def _run(self):
        seen, since, told, interrupted = None, 0.0, False, False
        while True:
            time.sleep(TICK)
            busy = self.busy
            importing = busy is not None and busy[0] == "m"
            allowed = IMPORT_SECONDS if importing and self.seconds != 0 else self.seconds
            self.set_timer(allowed)
            if busy is not seen:
                seen, since, told, interrupted = busy, time.monotonic(), False, False
                self.is_too_long = False
            if busy is None:
                continue
            if self._nobody_waits():
                os._exit(0)
            spent = time.monotonic() - since
            if spent > TELL_AFTER and not told:
                told = True
                self._tell(busy)
            if allowed == 0 or spent <= allowed:
                continue
            if not interrupted:
                interrupted = self.is_too_long = True
                _interrupt()
            elif spent > allowed + GRACE and self.busy is busy:
                self._say("The application does not let itself be interrupted, and is ended.\n")
                os._exit(86)

    def _nobody_waits(self):
        """Whoever asked is gone: the parent was ended, or has closed the pipe that questions come on."""
        if os.getppid() != self._parent:
            return True
        if not hasattr(select, "poll"):
            return False
        poll = select.poll()
        poll.register(QUESTIONS, 0)
        try:
            return any(what & (select.POLLHUP | select.POLLERR) for _, what in poll.poll(0))
        except OSError:
            return False

    def _tell(self, question):
        place = failures.current_place()
        where = " (%s)" % place if place else ""
        self._say("Waiting for the application: %s%s. Ctrl-C ends it.\n" % (named(question), where))

    def _say(self, text):
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except Exception:
            pass


def _interrupt():
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        import _thread

        _thread.interrupt_main()
