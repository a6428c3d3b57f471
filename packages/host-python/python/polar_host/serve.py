"""Reads questions and writes answers, a line of JSON each, until the other side is gone."""

import os
import select
import signal
import sys
import threading

from . import failures, lines
from .answers import Answers
from .application import load
from .classes import Classes
from .watch import IMPORT_SECONDS, QUESTIONS, Watch, named

ANSWERS = 4
#: Looks for the next question, which often comes at once; where it did not, so many are waited for.
LOOKS = 24
PATIENCE = 50


def main(folder, module, milliseconds, shows):
    """`shows`: objects are passed with how they are shown, and what is stored in them."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(line_buffering=True, errors="backslashreplace")
    for descriptor in (QUESTIONS, ANSWERS):
        os.set_inheritable(descriptor, False)
    watch = Watch(milliseconds / 1000)
    signal.signal(signal.SIGINT, watch.interrupted)
    watch.start()
    answers = _begin(folder, module, watch, shows)
    if answers is not None:
        try:
            _serve(answers, watch)
        except OSError as error:
            sys.stderr.write("The pipes to Polar Tools, file descriptors 3 and 4, were closed: %s\n" % error)
    _end()
    return 0


def _begin(folder, module, watch, shows):
    """Imports the application and says what it has; None where it cannot be imported, which was said."""
    watch.busy = ["m", module]
    try:
        application = load(folder, module)
    except KeyboardInterrupt as error:
        reason = "took longer than %d s" % IMPORT_SECONDS if watch.is_too_long else "was interrupted"
        _write({"not-imported": "The import %s." % reason, "traceback": failures.traceback_of(error)})
        return None
    except BaseException as error:
        _write({"not-imported": failures.summary(error), "traceback": failures.traceback_of(error)})
        return None
    finally:
        watch.busy = None
    watch.set_timer()
    classes = Classes(application.classes)
    answers = Answers(classes, application.constants, application.names, shows)
    _write(
        {
            "polar": 1,
            "classes": classes.description(),
            "builtin": classes.builtin(),
            "constants": list(application.constants),
            "names": list(application.names),
            "registered": application.registered,
            "failsOnMissing": True,
        }
    )
    return answers


def _serve(answers, watch):
    buffered = b""
    questions = Questions()
    to = answers.to
    forget = answers.codec.handles.forget
    read, write = lines.read, lines.write
    while True:
        end = buffered.find(b"\n")
        if end < 0:
            received = questions.received()
            if not received:
                return
            buffered += received
            continue
        line, buffered = buffered[:end], buffered[end + 1 :]
        question = read(line.decode())
        if question[0] == "z":
            forget(question[1])
            continue
        try:
            watch.busy = question
            text = write(to(question))
            watch.busy = None
        except KeyboardInterrupt as error:
            is_too_long, watch.busy = watch.is_too_long, None
            text = write(_interrupted(error, question, watch.seconds if is_too_long else None))
        except Exception as error:
            watch.busy = None
            text = write([1, "exception", "unserialisable", failures.summary(error)])
        _write_line(text)


class Questions:
    """What comes of questions. The next one is looked for, as the system takes longer to wake a process that waits, unless that was in vain of late."""

    def __init__(self):
        self._in_vain = 0
        poll = select.poll()
        poll.register(QUESTIONS, select.POLLIN)
        self._has_come = poll.poll

    def received(self):
        """Some bytes; none where the other side is gone."""
        if self._in_vain > 0:
            self._in_vain -= 1
        elif not any(self._has_come(0) for _ in range(LOOKS)):
            self._in_vain = PATIENCE
        return os.read(QUESTIONS, 65536)


def _interrupted(error, question, seconds):
    """`seconds`: what was allowed, where it took longer."""
    what, trace = named(question), failures.traceback_of(error)
    if seconds is None:
        return [1, "exception", "interrupted", "Interrupted while the application was busy with %s.\n%s" % (what, trace)]
    return [1, "exception", "too-slow", "%s took longer than %g s. Where it was:\n%s" % (what, seconds, trace)]


def _write(data):
    _write_line(lines.write(data))


def _write_line(text):
    rest = text.encode("ascii") + b"\n"
    while rest:
        rest = rest[os.write(ANSWERS, rest) :]


def _end():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    # Threads of the application that do not end would keep the process.
    timer = threading.Timer(2.0, os._exit, (0,))
    timer.daemon = True
    timer.start()
