"""Reads questions and writes answers, a line of JSON each, until the other side is gone."""

import json
import os
import signal
import sys
import threading

from . import failures
from .answers import Answers
from .application import load
from .classes import Classes
from .watch import Watch

QUESTIONS = 3
ANSWERS = 4
IMPORT_SECONDS = 120.0

write_json = json.JSONEncoder(separators=(",", ":")).encode
read_json = json.loads


def main(folder, module, milliseconds):
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(line_buffering=True, errors="backslashreplace")
    for descriptor in (QUESTIONS, ANSWERS):
        os.set_inheritable(descriptor, False)
    watch = Watch(milliseconds / 1000)
    signal.signal(signal.SIGINT, watch.interrupted)
    watch.start()
    answers = _begin(folder, module, watch)
    if answers is not None:
        try:
            _serve(answers, watch)
        except OSError as error:
            sys.stderr.write("The pipes to Polar Tools, file descriptors 3 and 4, were closed: %s\n" % error)
    _end()
    return 0


def _begin(folder, module, watch):
    """Imports the application and says what it has; None where it cannot be imported, which was said."""
    watch.begin("%s is imported" % module, IMPORT_SECONDS)
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
        watch.end()
    watch.set_timer()
    classes = Classes(application.classes)
    answers = Answers(classes, application.constants, application.names)
    _write(
        {
            "polar": 1,
            "classes": classes.description(),
            "builtin": classes.builtin(),
            "constants": list(application.constants),
            "names": list(application.names),
            "registered": application.registered,
            "python": ".".join(str(part) for part in sys.version_info[:3]),
        }
    )
    return answers


def _serve(answers, watch):
    buffered = b""
    to = answers.to
    forget = answers.codec.handles.forget
    while True:
        end = buffered.find(b"\n")
        if end < 0:
            read = os.read(QUESTIONS, 65536)
            if not read:
                return
            buffered += read
            continue
        line, buffered = buffered[:end], buffered[end + 1 :]
        question = read_json(line)
        if question[0] == "z":
            forget(question[1])
            continue
        try:
            watch.begin(_named(question))
            try:
                text = write_json(to(question))
            finally:
                watch.end()
        except KeyboardInterrupt as error:
            text = write_json(_interrupted(error, question, watch))
        except Exception as error:
            text = write_json([1, "exception", "unserialisable", failures.summary(error)])
        _write_line(text)


def _interrupted(error, question, watch):
    what = _named(question)
    if watch.is_too_long:
        message = "%s took longer than %g s. Where it was:\n%s" % (what, watch._seconds, failures.traceback_of(error))
        return [1, "exception", "too-slow", message]
    return [1, "exception", "interrupted", "Interrupted while the application was busy with %s.\n%s" % (what, failures.traceback_of(error))]


NAMES = {
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


class _Named:
    """The name of a question, made when somebody reads it."""

    def __init__(self, question):
        self._question = question

    def __str__(self):
        kind, *rest = self._question
        if kind == "a":
            return "the attribute %s" % rest[1]
        if kind == "c":
            return "the method %s" % rest[1]
        name = NAMES.get(kind, "a question")
        return name % rest[0] if "%s" in name else name


_named = _Named


def _write(data):
    _write_line(write_json(data))


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
