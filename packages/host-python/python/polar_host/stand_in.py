"""The package `oso` where it is not installed: it takes what is registered, and decides nothing."""

import importlib
from types import ModuleType


class StandIn:
    """Loads `oso`, `polar` and the modules in them, all with the same names."""

    def __init__(self, recorder):
        self._parts = _parts(recorder)

    def create_module(self, spec):
        return ModuleType(spec.name)

    def exec_module(self, module):
        parts = self._parts
        # One without a name of its own for `import *`, which would ask for it.
        module.__all__ = list(parts)
        module.__path__ = []
        vars(module).update(parts)

        def others(name):
            if name.startswith("__"):
                raise AttributeError(name)
            if name.islower():
                return importlib.import_module("%s.%s" % (module.__name__, name))
            made = type(name, (parts["OsoError"] if name.endswith("Error") else _Anything,), {})
            return parts.setdefault(name, made)

        module.__getattr__ = others


class _Anything:
    """A class that an application only names, or hands to its `Oso`."""

    def __init__(self, *args, **kwargs):
        pass


def _parts(recorder):
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

        def repl(self, *args, **kwargs):
            # An application that ends in its own prompt goes on to the command that has imported it.
            pass

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

    def polar_class(cls=None, *, name=None, **kwargs):
        def register(one):
            recorder.is_used = True
            recorder.register_class(one, name)
            return one

        return register if cls is None else register(cls)

    named = (OsoError, PolarRuntimeError, AuthorizationError, ForbiddenError, NotFoundError, Polar, Oso, Relation, Variable)
    return {part.__name__: part for part in named + (polar_class,)}
