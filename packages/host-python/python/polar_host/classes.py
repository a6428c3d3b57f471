"""The classes that a policy may name, and which of them an object is an instance of."""

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
        # What extends a built-in class (an `Enum` of texts, say) is an instance of that, too, which no order of numbers says.
        self._told = {one: number for one, number in self._numbers.items() if not _extends_builtin(one)}

    def number_of(self, value):
        """The number of an object's class. What it is an instance of is then known by the order of that; None: it is to be asked."""
        return self._told.get(type(value))

    def description(self):
        """For each class its name, and the numbers of those that it is or extends, in its method resolution order."""
        known = self._numbers
        return [
            {"name": name, "order": [known[one] for one in self.by_name[name].__mro__ if one in known]}
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


def _extends_builtin(of):
    return any(one in of.__mro__ for one in BUILTIN.values())


def _is_instance(value, of):
    try:
        return isinstance(value, of)
    except Exception:
        return False
