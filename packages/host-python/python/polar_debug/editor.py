"""The editor at the other end of the socket: lines of JSON both ways, for many questions at once."""

import os
import sys
import threading
from itertools import count

from polar_host import lines
from polar_host.classes import Classes
from polar_host.values import Codec

from .decision import Decision, Unwritable
from .watch import Watch


class Editor:
    """
    What comes: `["ask", decision, question]`, `["answer", decision, values]`, `["done", decision]`, `["error", decision, message]`,
    `["leave", decision]`, `["forget", version, numbers]`, `["names", names]`. What goes: `["hello", …]`, `["begin", …]`, `["reply", decision, answer]`, `["next", decision]`,
    `["own", …]`, `["end", decision]`, `["waiting", decision, text]`.
    """

    def __init__(self, attached, connection, received):
        self._attached = attached
        self._connection = connection
        self._received = received
        self._sending = threading.Lock()
        self._numbers = count(1)
        self._decisions = {}
        self._told = None
        #: The thread that says hello.
        self._greeting = None
        self._is_gone = False
        self.codec = None
        #: By the version of what was told: objects that were passed before something was registered keep their numbers.
        self._codecs = {}
        self.classes = None
        self.constants = {}
        self.watch = Watch(self)

    # ---- Words ----

    def send(self, message):
        """One line. Whoever sends where nobody hears notices at what it waits for."""
        self.send_text(lines.write(message))

    def send_text(self, text):
        data = text.encode("ascii") + b"\n"
        try:
            with self._sending:
                self._connection.sendall(data)
        except OSError:
            self.leave()

    def greet(self):
        """Says what the application has; once more when that has changed."""
        attached = self._attached
        with attached.telling:
            version = attached.version
            if self._told == version:
                return
            self._greeting = threading.get_ident()
            try:
                self._say_hello(version)
            finally:
                self._greeting = None
            # From here on decisions are told by it: not before it is on its way.
            self._told = version

    def _say_hello(self, version):
        attached = self._attached
        classes = Classes(attached.classes)
        codec = _codec(classes)
        constants = dict(attached.constants)
        write = codec.write_any
        hello = {
            "polar": 1,
            "attached": 1,
            "version": version,
            "program": attached.name,
            "pid": os.getpid(),
            "language": "python",
            "folder": os.getcwd(),
            "sources": attached.sources,
            "classes": classes.description(),
            "builtin": classes.builtin(),
            "constants": list(constants),
            "names": [],
            "registered": True,
            "failsOnMissing": True,
            "values": {
                "constants": {name: write(value) for name, value in constants.items()},
                "classes": {name: write(classes[name]) for name in classes.by_name},
            },
        }
        self.classes, self.codec, self.constants = classes, codec, constants
        self._codecs[version] = codec
        self.send(hello)

    # ---- Questions of the application ----

    def decide(self, query, bindings, accept_expression):
        """The answers of the application's own engine to a question, each after the editor has come to its own."""
        own = self._attached.query(query, bindings=bindings, accept_expression=accept_expression)
        # What the application says of itself, a `repr` say, may ask its policy.
        if self._greeting == threading.get_ident():
            return own
        if self._told != self._attached.version:
            self.greet()
        try:
            decision = Decision(self, next(self._numbers), query, bindings, accept_expression)
        except Unwritable as why:
            self.send(["note", str(why)])
            return own
        return decision.answers(own)

    def began(self, decision):
        self._decisions[decision.number] = decision
        if self._is_gone:
            decision.gone()

    def ended(self, decision):
        self._decisions.pop(decision.number, None)

    def decisions(self):
        return list(self._decisions.values())

    # ---- The socket ----

    def listen(self):
        """Takes what comes, until nothing more can."""
        self.watch.start()
        buffered = self._received
        try:
            while True:
                *whole, buffered = buffered.split(b"\n")
                for line in whole:
                    self._take(lines.read(line.decode("utf-8")))
                received = self._connection.recv(65536)
                if not received:
                    break
                buffered += received
        except (OSError, ValueError, LookupError, TypeError, StopIteration) as error:
            if not self._is_gone and not isinstance(error, OSError):
                self.refuse(error)
        finally:
            self.leave()

    def _take(self, message):
        kind, about = message[0], message[1]
        if kind == "forget":
            self._codecs[about].handles.forget(message[2])
            return
        if kind == "names":
            self._attached.find_constants(about)
            return
        decision = self._decisions.get(about)
        if decision is not None:
            decision.take(message)

    def refuse(self, error):
        """It speaks something else: whatever that is, the application goes on."""
        sys.stderr.write("polar_debug: the editor wrote what is no message, and is not listened to any more: %r\n" % error)
        self.leave()

    def leave(self):
        """Nobody is there any more: whoever waits goes on with the application's own answer."""
        if self._is_gone:
            return
        self._is_gone = True
        if self._attached.editor is self:
            self._attached.editor = None
        try:
            self._connection.shutdown(2)
        except OSError:
            pass
        self._connection.close()
        for decision in self.decisions():
            decision.gone()

    @property
    def version(self):
        """Of what was told last."""
        return self._told

    @property
    def is_gone(self):
        return self._is_gone

    def forked(self):
        """In a process that was forked: the connection is the parent's, and so is the thread that may have been sending."""
        self._is_gone = True
        self._sending = threading.Lock()
        self._connection.close()
        for decision in self.decisions():
            decision.gone()


def _codec(classes):
    from polar.variable import Variable

    return SharedCodec(classes, shows=True, variable=Variable)


class SharedCodec(Codec):
    """Values of an application that runs: what cannot be passed as a value is passed as an object."""

    def write_any(self, value):
        try:
            return self.write(value)
        except Exception:
            return self.write_object(value)
