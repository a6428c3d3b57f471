"""Wraps an `Oso`: what it loads and registers is noted, and its questions are shown to an editor where one is there."""

import os
import sys
import threading
from functools import partial
from types import MethodType

from .listener import Listener


class Attached:
    """One `Oso` of the application. `editor` is None while nobody is there: that is all that a question looks at then."""

    def __init__(self, oso, name):
        self.oso = oso
        self.name = name or _program()
        self.editor = None
        self.constants = {}
        #: The policy as it was loaded: the name of each file, or None, and its text. None where it was loaded before anybody noted it.
        self.sources = None
        #: Grows whenever something is loaded or registered.
        self.version = 0
        self.telling = threading.Lock()
        self.query = oso.query

    def wrap(self):
        oso = self.oso
        if not _has_rules(oso):
            self.sources = []
        self._note("register_constant", self._registered_constant)
        self._note("register_class", self._changed)
        self._note("clear_rules", self._cleared)
        self._note("_load_sources", self._loaded)

        def query(this, query, *, bindings=None, accept_expression=False):
            if self.editor is None:
                return self.query(query, bindings=bindings, accept_expression=accept_expression)
            return self.editor.decide(query, bindings, accept_expression)

        oso.query = MethodType(query, oso)

    def _note(self, name, noted):
        """Calls what the `Oso` has under a name, and then what notes that it was called."""
        method = getattr(self.oso, name, None)
        if method is None:
            return

        def both(*args, **kwargs):
            result = method(*args, **kwargs)
            noted(*args, **kwargs)
            self.version += 1
            return result

        setattr(self.oso, name, both)

    def _registered_constant(self, value, name):
        self.constants[name] = value

    def _changed(self, *args, **kwargs):
        pass

    def _cleared(self):
        self.sources = []

    def _loaded(self, sources):
        if self.sources is not None:
            self.sources.extend((_path(source), source.src) for source in sources)

    def find_constants(self, names):
        """Notes which names are constants that were registered before anybody noted it. The engine is asked, and nothing of the application."""
        from polar.variable import Variable

        for name in names:
            try:
                answer = next(self.query("polar_debug_constant = %s" % name))
                value = answer["bindings"]["polar_debug_constant"]
            except Exception:
                continue  # It is a word of the language.
            if not isinstance(value, Variable) and name not in self.oso.host.types:
                self.constants[name] = value
        self.version += 1

    @property
    def classes(self):
        """The registered classes that are the application's own, by their names."""
        from polar_host.classes import ALWAYS, BUILTIN

        types = self.oso.host.types
        return {
            name: types[name].cls
            for name in list(types)
            if isinstance(name, str) and name not in BUILTIN and name not in ALWAYS
        }


def _program():
    """The name of the program: of the package where it was started with `python -m`."""
    path = os.path.abspath(sys.argv[0]) if sys.argv and sys.argv[0] else ""
    folder, name = os.path.split(path)
    return (os.path.basename(folder) if name == "__main__.py" else name) or "python"


def _path(source):
    return None if source.filename is None else os.path.abspath(source.filename)


def _has_rules(oso):
    """Whether a policy is loaded already. The application is asked nothing: only the engine's first word is looked at."""
    for query in ("allow(_a, _b, _c)", "allow_request(_a, _b)", "allow_field(_a, _b, _c, _d)"):
        try:
            asked = oso.ffi_polar.new_query_from_str(query)
            asked.set_message_enricher(oso.host.enrich_message)
            asked.next_event()
            return True
        except Exception as error:
            if "undefined rule" not in str(error):
                return True
    return False


def attach(oso, *, name=None):
    """
    Lets an editor debug the policy of an `Oso`: call it before `load_files`, so that the editor knows what is loaded.

    `name`: what editors call the application; default: the name of its program. Gives the listener, which has a `port`, a `token` and `close()`.
    A second call for the same `Oso` gives the same one.
    """
    known = vars(oso).get("_polar_debug")
    if known is not None:
        return known
    attached = Attached(oso, name)
    attached.wrap()
    listener = Listener(attached)
    oso._polar_debug = listener
    listener.open()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=partial(_forked, listener))
    return listener


def _forked(listener):
    """A worker is a process of its own: it listens on a port of its own."""
    listener.forked()
