"""The classes that a policy may name, and which of them an object is an instance of."""

from abc import ABCMeta
from datetime import datetime, timedelta

BUILTIN = {
    "Boolean": bool,
    "Integer": int,
    "Float": float,
    "List": list,
    "Dictionary": dict,
    "String": str,
}
ALWAYS = {"Datetime": datetime, "Timedelta": timedelta}

KINDS = {
    "integer": 0,
    "float": 0.0,
    "string": "",
    "boolean": True,
    "list": [],
    "dictionary": {},
}


class Classes:
    """Classes by name: the built-in ones, and those of the application."""

    def __init__(self, own):
        self.by_name = dict(BUILTIN)
        self.by_name.update(ALWAYS)
        for name, one in own.items():
            # The names of the built-in ones are taken.
            self.by_name.setdefault(name, one)
        self.names = [name for name in self.by_name if name not in BUILTIN]
        # A class that has two names is known by the last one.
        self._numbers = {self.by_name[name]: number for number, name in enumerate(self.names)}
        self._known = {}

    def number_of(self, value):
        """The number of an object's class, where that says what it is an instance of; None: ask."""
        of = type(value)
        number = self._known.get(of, -1)
        if number == -1:
            number = self._numbers.get(of)
            if number is not None and not all(_says_its_order(of, one) for one in self.by_name.values()):
                number = None
            self._known[of] = number
        if number is not None and value.__class__ is not of:
            return None
        return number

    def description(self):
        """For each class its name, and the numbers of those that it is or extends, in its method resolution order."""
        known = self._numbers
        return [
            {"name": name, "order": [known[one] for one in type.mro(self.by_name[name]) if one in known]}
            for name in self.names
        ]

    def builtin(self):
        """The classes that each kind of plain value is an instance of."""
        return {
            kind: [name for name, one in self.by_name.items() if _is_instance(value, one)]
            for kind, value in KINDS.items()
        }

    def __getitem__(self, name):
        return self.by_name[name]


def _is_instance(value, of):
    try:
        return isinstance(value, of)
    except Exception:
        return False


def _says_its_order(of, one):
    """Whether an object of a class is an instance of another one exactly where that is in its order."""
    check = type(one).__instancecheck__
    if check is type.__instancecheck__:
        return True
    if check is not ABCMeta.__instancecheck__:
        return False
    try:
        return issubclass(of, one) == (one in of.__mro__)
    except Exception:
        return False
