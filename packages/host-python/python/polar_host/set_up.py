"""Notes what the application registers with `oso`, whether that package is installed or not."""

import sys
from importlib import machinery, util

from .stand_in import StandIn


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
        self._stand_in = StandIn(recorder)
        self._is_looking = False
        # Known once it was looked for: what stands in for it would be found later.
        self._is_installed = None

    def find_spec(self, fullname, path=None, target=None):
        if fullname.partition(".")[0] not in ("oso", "polar") or self._is_looking:
            return None
        if self._is_installed is False:
            return machinery.ModuleSpec(fullname, self._stand_in, is_package=True)
        self._is_looking = True
        try:
            found = util.find_spec("oso")
        finally:
            self._is_looking = False
        self._is_installed = found is not None
        if found is None:
            return self.find_spec(fullname)
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


def _no_repl(self, *args, **kwargs):
    """An application that ends in its own prompt goes on to the command that has imported it."""
