"""One question to the policy: what the editor's evaluator makes of it, and what the application's own engine says."""

import queue
import sys
import threading

from polar_host import failures, lines
from polar_host.answers import Answers

from .comparing import Differs, compared
from .labels import label_of, task_of

#: What an answer is that is none: there are no more; an error; the editor has left this question, or is gone.
DONE, FAILED, LEFT = "done", "error", "left"


class Unwritable(Exception):
    """A question that an editor cannot be told."""


class Decision:
    def __init__(self, editor, number, query, bindings, takes_conditions):
        self.number = number
        self._editor = editor
        self._inbox = queue.SimpleQueue()
        self._version = editor.version
        self._codec = editor.codec
        self._question = dict(_written(editor, query, bindings), conditions=bool(takes_conditions))
        self._answers = Answers(editor.classes, editor.constants, {}, codec=self._codec)
        #: What the application is busy with for the editor: the question, and since when. Looked at by the watch.
        self.busy = None
        #: Set by the watch, once it has taken too long: see `watch.py`.
        self.late = None
        self.thread = threading.get_ident()

    def take(self, message):
        self._inbox.put(message)

    def gone(self):
        self._inbox.put(["leave", self.number])

    def answers(self, own):
        """The answers of `own`, each once the editor has come to one as well."""
        editor = self._editor
        self.thread = threading.get_ident()
        editor.began(self)
        thread = threading.current_thread()
        about = {"version": self._version, "label": label_of(), "thread": thread.name, "task": task_of()}
        editor.send(["begin", self.number, dict(self._question, **about)])
        is_left = False
        try:
            while True:
                theirs = (LEFT, None) if is_left else self._theirs()
                try:
                    answer = next(own)
                except StopIteration:
                    self._tell(theirs, DONE, None)
                    return
                except Exception as error:
                    self._tell(theirs, FAILED, error)
                    raise
                is_left = self._tell(theirs, "answer", answer["bindings"])
                yield answer
                if not is_left:
                    editor.send(["next", self.number])
        finally:
            own.close()
            editor.ended(self)
            editor.send(["end", self.number])

    def _theirs(self):
        """What the editor comes to. One whose messages cannot be read has left."""
        try:
            return self._heard()
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            self._editor.refuse(error)
            return LEFT, None

    def _heard(self):
        """Answers for the application's objects, until the editor has an answer or has none."""
        while True:
            message = self._inbox.get()
            kind = message[0]
            if kind == "ask":
                self._reply(message[2])
            elif kind == "answer":
                return "answer", message[2]
            elif kind == "done":
                return DONE, None
            elif kind == "error":
                return FAILED, message[2]
            else:
                return LEFT, None

    def _reply(self, question):
        editor = self._editor
        self.late = None
        busy = editor.watch.begun(question)
        try:
            self.busy = busy
            try:
                text = lines.write(["reply", self.number, self._answers.to(question)])
            except KeyboardInterrupt:
                raise
            except Exception as error:
                text = lines.write(["reply", self.number, [1, "exception", "unserialisable", failures.summary(error)]])
            self.busy = None
            if self.late is not None:
                editor.watch.settle(self)
        except editor.watch.Interrupted:
            pass
        self.busy = None
        if not busy.is_answered:
            editor.send_text(text)

    def _tell(self, theirs, kind, value):
        """Tells the editor what the application's own engine says, and whether that is something else. True where it has left this question."""
        if theirs[0] == LEFT:
            return True
        try:
            difference = compared(self._codec, theirs, kind, value)
        except Exception as error:  # What the application's `__eq__` raises is no reason to fail it.
            difference = None
            sys.stderr.write("polar_debug: the two answers cannot be compared: %s\n" % failures.summary(error))
        self._editor.send(["own", self.number, _shown(kind, value), difference.text if isinstance(difference, Differs) else None])
        # Beyond a difference the two are at different places.
        return difference is not None or theirs[0] != "answer"


def _shown(kind, value):
    from polar_host.values import shown

    if kind == "answer":
        return {"answer": {name: shown(one) for name, one in value.items()}}
    return {"error": failures.summary(value)} if kind == FAILED else {"done": True}


def _written(editor, query, bindings):
    from polar.expression import Expression, Pattern
    from polar.predicate import Predicate
    from polar.variable import Variable

    write = editor.codec.write

    def arg(value):
        if isinstance(value, (Expression, Pattern, Predicate)):
            raise Unwritable("A query with an operation among its arguments is not debugged.")
        if isinstance(value, Variable):
            return {"v": [str.__str__(value), 0]}
        return write(value)

    try:
        known = {name: _constraint(value) or write(value) for name, value in (bindings or {}).items()}
        if isinstance(query, str):
            return {"text": query, "bindings": known}
        if isinstance(query, Predicate):
            return {"name": query.name, "args": [arg(value) for value in query.args], "bindings": known}
    except Unwritable:
        raise
    except Exception as error:
        raise Unwritable("A query cannot be shown, and is not debugged: %s" % failures.summary(error)) from None
    raise Unwritable("A query of the type %s is not debugged." % type(query).__name__)


def _constraint(value):
    """Of `authorized_query` and its like: that a variable is of a class. Anything else that is no value cannot be told."""
    from polar.expression import Expression

    if not isinstance(value, Expression):
        return None
    if value.operator == "And" and len(value.args) == 1:
        inner = value.args[0]
        if isinstance(inner, Expression) and inner.operator == "Isa" and not inner.args[1].fields:
            return {"isa": inner.args[1].tag}
    raise Unwritable("A query with a constraint of its own is not debugged.")
