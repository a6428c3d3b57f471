"""What the application's own code raised, as an answer."""

import os
import sys
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = tuple(os.path.join(os.path.dirname(HERE), name) + os.sep for name in ("polar_host", "polar_debug"))
LONGEST = 40


class Unable(Exception):
    """What the host itself has to say: a code for programs, and a sentence."""

    def __init__(self, kind, code, message):
        super().__init__(message)
        self.kind = kind
        self.code = code


def traceback_of(error):
    """The traceback of an exception, without the lines of this host."""
    told = traceback.TracebackException(type(error), error, error.__traceback__)
    seen = set()

    def clean(one):
        if one is None or id(one) in seen:
            return
        seen.add(id(one))
        one.stack = traceback.StackSummary.from_list([frame for frame in one.stack if not is_ours(frame.filename)])
        clean(one.__cause__)
        clean(one.__context__)

    clean(told)
    lines = "".join(told.format()).rstrip("\n").split("\n")
    if len(lines) > LONGEST:
        lines = lines[: LONGEST // 2] + ["  …"] + lines[-LONGEST // 2 :]
    return "\n".join(lines)


def is_only_ours(error):
    """Whether none of the application's own code was running."""
    return all(is_ours(frame.f_code.co_filename) for frame, _ in traceback.walk_tb(error.__traceback__))


def is_ours(filename):
    return filename.startswith(OURS) or filename.startswith("<frozen importlib")


def place_of(frame):
    """Where the application is, from a frame of it outwards: `models.py:12, in roles`."""
    while frame is not None and is_ours(frame.f_code.co_filename):
        frame = frame.f_back
    if frame is None:
        return None
    return "%s:%d, in %s" % (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)


def summary(error):
    """An exception on one line, as the last line of its traceback."""
    try:
        text = str(error)
    except Exception:
        text = "its text cannot be shown"
    name = type(error).__name__
    return "%s: %s" % (name, text) if text else name


def current_place():
    """Where the main thread is; None where that is not in the application."""
    import threading

    frame = sys._current_frames().get(threading.main_thread().ident)
    return place_of(frame)
