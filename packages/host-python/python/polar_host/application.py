"""The application's module: imported, and what it has for a policy."""

import importlib
import importlib.util
import inspect
import os
import re
import sys
from types import ModuleType

from . import set_up

STANDARD_NAMES = frozenset(dir(ModuleType("module"))) | {"__builtins__", "__file__", "__cached__", "__annotations__"}


class Application:
    """What a policy may ask of: classes and constants by name, and for queries the module's globals."""

    def __init__(self, classes, constants, names, registered):
        self.classes = classes
        self.constants = constants
        self.names = names
        self.registered = registered


#: A module, and the function that sets it up: `app.py:main`.
WITH_FUNCTION = re.compile(r"(.+):([^\W\d]\w*)(?:\(\))?\Z", re.DOTALL)


def load(folder, named):
    """Imports a module, by the path of its file or by its name, and calls the function that is named with it. Raises whatever these raise."""
    recorder = set_up.Recorder()
    recorder.install()
    with_function = WITH_FUNCTION.match(named)
    module, function = with_function.groups() if with_function else (named, None)
    # What stands there is not meant for the application.
    sys.argv[:] = [module]
    imported = _import_file(os.path.join(folder, module)) if _is_path(module) else _import_name(folder, module)
    if function is not None:
        _set_up(imported, function)
    names = {
        name: value
        for name, value in vars(imported).items()
        if name not in STANDARD_NAMES and not name.startswith("__") and not inspect.ismodule(value)
    }
    own = {name: value for name, value in names.items() if inspect.isclass(value)}
    return Application(
        recorder.classes if recorder.is_used else own,
        recorder.constants,
        {name: value for name, value in names.items() if name not in own},
        recorder.is_used,
    )


def _set_up(imported, name):
    """Calls a function of the module that sets up its `Oso`, which nobody does that imports it."""
    function = getattr(imported, name, None)
    if not callable(function):
        raise AttributeError("The module has no function %s." % name)
    result = function()
    if inspect.iscoroutine(result):
        import asyncio

        asyncio.run(result)


def _is_path(module):
    return module.endswith(".py") or "/" in module or os.sep in module


def _import_name(folder, name):
    sys.path.insert(0, folder)
    return importlib.import_module(name)


def _import_file(path):
    """A file that lies in a package is imported as a module of it, so that its relative imports work."""
    path = os.path.abspath(path)
    if not os.path.exists(path):
        raise FileNotFoundError("There is no file %s." % path)
    names = [os.path.splitext(os.path.basename(path))[0]]
    above = os.path.dirname(path)
    while os.path.exists(os.path.join(above, "__init__.py")):
        names.insert(0, os.path.basename(above))
        above = os.path.dirname(above)
    if len(names) > 1:
        if names[-1] == "__init__":
            names.pop()
        sys.path.insert(0, above)
        return importlib.import_module(".".join(names))
    sys.path.insert(0, above)
    spec = importlib.util.spec_from_file_location(names[0], path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[names[0]] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(names[0], None)
        raise
    return module
