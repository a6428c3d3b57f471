"""Notes what the application registers with `oso`, whether that package is installed or not."""

import sys
from importlib import machinery, util
from types import ModuleType


class Recorder:
    """The classes and constants that were registered, by name. Which policy is asked, `--policy` says."""

    def __init__(self):
        self.classes = {}
        self.constants = {}
        self.is_used = False

    def install(self):
        """From here on, `import oso` gives a package that tells this recorder."""
        sys.meta_path.insert(0, _Finder(self))

    def register_class(self, cls, name=None):
        self.is_used = True
        self.classes[cls.__name__ if name is None else name] = cls

    def register_constant(self, value, name):
        self.is_used = True
        self.constants[name] = value


class _Finder:
    def __init__(self, recorder):
        self._recorder = recorder
        self._is_looking = False

    def find_spec(self, fullname, path=None, target=None):
        if fullname.partition(".")[0] not in ("oso", "polar") or self._is_looking:
            return None
        self._is_looking = True
        try:
            found = util.find_spec("oso")
        finally:
            self._is_looking = False
        if found is None:
            return machinery.ModuleSpec(fullname, _StandIn(self._recorder), is_package=True)
        if fullname != "oso":
            return None
        found.loader = _Real(found.loader, self._recorder)
        return found


class _Real:
    """The package that is installed, which tells the recorder what it is told."""

    def __init__(self, loader, recorder):
        self._loader = loader
        self._recorder = recorder

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        recorder = self._recorder
        oso = module.Oso
        begin, register_class, register_constant = oso.__init__, oso.register_class, oso.register_constant
        # Its own classes are registered by itself, through the same methods.
        state = {"inside": 0}

        def __init__(self, *args, **kwargs):
            state["inside"] += 1
            try:
                begin(self, *args, **kwargs)
            finally:
                state["inside"] -= 1
            recorder.is_used = True

        def noted_class(self, cls, *args, **kwargs):
            state["inside"] += 1
            try:
                register_class(self, cls, *args, **kwargs)
            finally:
                state["inside"] -= 1
            if state["inside"] == 0:
                recorder.register_class(cls, kwargs.get("name"))

        def noted_constant(self, value, name):
            register_constant(self, value, name)
            if state["inside"] == 0:
                recorder.register_constant(value, name)

        def tried(load):
            def tried_load(self, *args, **kwargs):
                # Which policy is asked, `--policy` says: that this engine refuses one is no reason to stop here.
                try:
                    return load(self, *args, **kwargs)
                except Exception as error:
                    sys.stderr.write("The application's own oso refused its policy: %s\n" % error)

            return tried_load

        oso.__init__, oso.register_class, oso.register_constant = __init__, noted_class, noted_constant
        for name in ("load_files", "load_file", "load_str"):
            if hasattr(oso, name):
                setattr(oso, name, tried(getattr(oso, name)))
        oso.repl = _no_repl


class _StandIn:
    """The package where it is not installed: it takes what is registered, and decides nothing."""

    def __init__(self, recorder):
        self._recorder = recorder

    def create_module(self, spec):
        return ModuleType(spec.name)

    def exec_module(self, module):
        recorder = self._recorder

        class OsoError(Exception):
            pass

        class PolarRuntimeError(OsoError):
            pass

        class AuthorizationError(OsoError):
            pass

        class ForbiddenError(AuthorizationError):
            pass

        class NotFoundError(AuthorizationError):
            pass

        class Polar:
            def __init__(self, *args, **kwargs):
                recorder.is_used = True

            def register_class(self, cls, *, name=None, fields=None):
                recorder.register_class(cls, name)

            def register_constant(self, value, name):
                recorder.register_constant(value, name)

            def load_files(self, filenames=()):
                pass

            def load_file(self, filename):
                self.load_files([filename])

            def load_str(self, string):
                pass

            def clear_rules(self):
                pass

            def set_data_filtering_adapter(self, adapter):
                pass

            repl = _no_repl

            def __getattr__(self, name):
                if name.startswith("__"):
                    raise AttributeError(name)
                raise RuntimeError("The package oso is not installed here: Oso.%s decides nothing." % name)

        class Oso(Polar):
            pass

        class Relation:
            def __init__(self, kind, other_type, my_field, other_field):
                self.kind, self.other_type, self.my_field, self.other_field = kind, other_type, my_field, other_field

        class Variable(str):
            pass

        parts = (OsoError, PolarRuntimeError, AuthorizationError, ForbiddenError, NotFoundError, Polar, Oso)
        for part in parts + (Relation, Variable):
            setattr(module, part.__name__, part)
        module.polar_class = lambda cls=None, **kwargs: _decorate(recorder, cls, kwargs)
        module.__path__ = []


def _no_repl(self, *args, **kwargs):
    """An application that ends in its own prompt goes on to the command that has imported it."""


def _decorate(recorder, cls, kwargs):
    def register(one):
        recorder.register_class(one, kwargs.get("name"))
        return one

    return register if cls is None else register(cls)
