"""Sees to it that nothing takes for ever: a getter that hangs is told of, then interrupted, then ended with the process."""

import faulthandler
import os
import signal
import sys
import threading
import time

from . import failures

TICK = 0.25
TELL_AFTER = 2.0
GRACE = 2.0


class Watch:
    def __init__(self, seconds):
        self._seconds = seconds
        self._began = None
        self._what = None
        self._allowed = 0.0
        self.is_too_long = False

    def start(self):
        threading.Thread(target=self._run, name="polar-watch", daemon=True).start()

    def set_timer(self, allowed=None):
        """Code that holds the interpreter lets nobody else run but this timer, which is set anew as long as others do."""
        allowed = self._seconds if allowed is None else allowed
        if allowed != 0:
            faulthandler.dump_traceback_later(allowed + 2 * GRACE, exit=True, file=sys.__stderr__ or 2)
        else:
            faulthandler.cancel_dump_traceback_later()

    def begin(self, what, allowed=None):
        """From now on the application is busy with something: a name for people, and seconds that it may take (0: any)."""
        self.is_too_long = False
        self._what = what
        self._allowed = self._seconds if allowed is None else allowed
        self._began = time.monotonic()

    def end(self):
        self._began = None

    def interrupted(self, _number, _frame):
        """Takes Ctrl-C: it ends what the application is busy with. Where that is nothing, whoever asks decides what to do."""
        if self._began is not None:
            raise KeyboardInterrupt

    def _run(self):
        told = interrupted = None
        while True:
            time.sleep(TICK)
            began = self._began
            allowed = self._seconds if began is None else self._allowed
            self.set_timer(allowed)
            if began is None:
                continue
            spent = time.monotonic() - began
            if spent > TELL_AFTER and told != began:
                told = began
                self._tell(spent)
            if allowed == 0:
                continue
            if spent > allowed and interrupted != began:
                interrupted = began
                self.is_too_long = True
                _interrupt()
            elif spent > allowed + GRACE and self._began == began:
                self._say("The application does not let itself be interrupted, and is ended.\n")
                os._exit(86)

    def _tell(self, spent):
        place = failures.current_place()
        where = " (%s)" % place if place else ""
        self._say("Waiting for the application: %s%s. Ctrl-C ends it.\n" % (self._what, where))

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
