"""Values on their way between the application and the policy: the mapping of `oso` 0.27.3, as JSON.

    text, true, 1         themselves
    {"i": "12345…"}       an integer that JSON readers would round
    {"f": "1.0"}          a float, as Python writes it
    [...]                 a list
    {"d": {...}}          a dictionary
    null                  None
    {"o": [3, 0]}         an object: its handle, and the number of its class where that one is known
    {"o": [3, 0, "User('ann')", {...}]}    the same for a debugger: how it is shown, and what is stored in it; deeper down, the names of that
    {"v": ["x", 0]}       a variable without a value: its name, and its number within the question
"""

from itertools import count

from .failures import summary

SAFE = 2**53
LARGEST = 2**63
MOST_PARTS = 100
#: Levels of lists in lists that are written as such where they are stored in an object: they may contain themselves.
MOST_LEVELS = 2
PLAIN = (str, bool, int, float)


class Variable(str):
    """A variable without a value, which a policy gave to a method: `user.can(action)`."""

    number = -1


class Handles:
    """The objects that the other side knows, by number. They live until it forgets them."""

    def __init__(self):
        self._objects = {}
        self._numbers = {}
        self._next = count(1)

    def __len__(self):
        return len(self._objects)

    def __getitem__(self, number):
        return self._objects[number]

    def of(self, value):
        """The number of an object. One whose class says itself what is equal gets a new one each time, so that it is asked."""
        if not is_itself(type(value)):
            return self.add(value)
        known = self._numbers.get(id(value))
        if known is None:
            known = self._numbers[id(value)] = self.add(value)
        return known

    def add(self, value):
        number = next(self._next)
        self._objects[number] = value
        return number

    def forget(self, numbers):
        for number in numbers:
            value = self._objects.pop(number, None)
            if self._numbers.get(id(value)) == number:
                del self._numbers[id(value)]


def is_itself(of):
    """Whether each object of this class is certainly equal to itself: nobody need be asked."""
    known = _equal_to_themselves.get(of)
    if known is None:
        known = of.__eq__ is object.__eq__ or _has_equality_of_dataclass(of)
        _equal_to_themselves[of] = known
    return known


def _has_equality_of_dataclass(of):
    owner = next((one for one in of.__mro__ if "__eq__" in vars(one)), object)
    parameters = vars(owner).get("__dataclass_params__")
    if parameters is None or not parameters.eq:
        return False
    # One that is written in the class is kept by `dataclass`, and lies in a file; the one that is made does not.
    code = getattr(owner.__eq__, "__code__", None)
    return code is not None and code.co_filename == "<string>" or hasattr(owner.__eq__, "__wrapped__")


_equal_to_themselves = {}


class Codec:
    """Writes values and reads them, over the handles and classes of one application."""

    def __init__(self, classes, shows=False, variable=Variable):
        """`variable`: the class of what stands for a variable without a value."""
        self.handles = Handles()
        self._variable = variable
        self._shows = shows
        self._classes = classes
        self._number_of = self.handles.of

    def write(self, value):
        """A value as data for JSON. Raises what cannot be said of it."""
        of = type(value)
        if of is str or of is bool or value is None:
            return value
        if of is int:
            if -SAFE < value < SAFE:
                return value
            if -LARGEST <= value < LARGEST:
                return {"i": str(value)}
            raise OverflowError("An integer of a policy has at most 64 bits, and this has more: %s" % shortened(str(value)))
        if of is float:
            return {"f": repr(value)}
        if of is list:
            return [self.write(item) for item in value]
        if of is dict:
            return {"d": {_key(key): self.write(item) for key, item in value.items()}}
        if isinstance(value, self._variable):
            return {"v": [str.__str__(value), getattr(value, "number", -1)]}
        return self.write_object(value)

    def write_object(self, value):
        if self._shows:
            return self.write_shown(value, 1)
        return {"o": [self._number_of(value), self._classes.number_of(value)]}

    def write_shown(self, value, depth):
        """An object as a debugger shows it. What is stored in it is shown so many levels down."""
        parts = parts_of(value)
        inside = [name for name, _ in parts] if depth == 0 else {name: self.write_part(part, depth - 1) for name, part in parts}
        return {"o": [self._number_of(value), self._classes.number_of(value), shown(value), inside]}

    def write_part(self, value, depth, levels=MOST_LEVELS):
        """Something that is stored in an object, cut where it is long or deep: what is left out can be asked for."""
        of = type(value)
        try:
            if of is list and levels > 0:
                return [self.write_part(item, 0, levels - 1) for item in value[:MOST_PARTS]]
            if of is dict and levels > 0:
                items = list(value.items())[:MOST_PARTS]
                return {"d": {_key(key): self.write_part(item, 0, levels - 1) for key, item in items}}
            if of in PLAIN or value is None:
                return self.write(value)
        except Exception as error:
            return summary(error)
        if self._shows:
            return self.write_shown(value, depth)
        return self.write_object(value)

    def write_made(self, value):
        """What a policy has made: `oso` knows no class of it, and asks."""
        number = self.handles.add(value)
        if self._shows:
            return {"o": [number, None] + self.write_shown(value, 1)["o"][2:]}
        return {"o": [number, None]}

    def read(self, data):
        """A value from data that JSON gave."""
        of = type(data)
        if of is list:
            return [self.read(item) for item in data]
        if of is not dict:
            return data
        if "o" in data:
            return self.handles[data["o"]]
        if "f" in data:
            return float(data["f"])
        if "d" in data:
            return {key: self.read(item) for key, item in data["d"].items()}
        if "i" in data:
            return int(data["i"])
        variable = self._variable(data["v"][0])
        variable.number = data["v"][1]
        return variable


def _key(key):
    """The key of a dictionary as `json` writes it, which is what `oso` knows it by."""
    if isinstance(key, str):
        return key
    if key is True:
        return "true"
    if key is False:
        return "false"
    if key is None:
        return "null"
    if isinstance(key, int):
        return int.__repr__(key)
    if isinstance(key, float):
        return float.__repr__(key)
    raise TypeError("keys must be str, int, float, bool or None, not %s" % type(key).__name__)


def shortened(text, longest=60):
    return text if len(text) <= longest else text[: longest - 1] + "…"


def shown(value):
    """How an object is shown to a person: on one line."""
    try:
        text = " ".join(line.strip() for line in repr(value).split("\n"))
    except Exception as error:
        text = "<%s object, whose __repr__ raised %s>" % (type(value).__name__, summary(error))
    return shortened(text, 10_000)


ITERATES_ITSELF = (list.__iter__, tuple.__iter__, set.__iter__, frozenset.__iter__)


def parts_of(value):
    """What is stored in an object, by name. None of its code runs: properties and methods are not among them."""
    parts = []
    if isinstance(value, dict) and type(value).items is dict.items:
        for key, item in list(dict.items(value))[:MOST_PARTS]:
            parts.append((key if isinstance(key, str) else shown(key), item))
    if isinstance(value, (list, tuple, set, frozenset)) and type(value).__iter__ in ITERATES_ITSELF:
        names = getattr(type(value), "_fields", None)
        for index, item in zip(range(MOST_PARTS), value):
            parts.append((names[index] if names and index < len(names) else str(index), item))
    for of in reversed(type(value).__mro__):
        slots = vars(of).get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            slot = vars(of).get(_mangled(name, of))
            if type(slot).__name__ != "member_descriptor":
                continue
            try:
                parts.append((name, slot.__get__(value, of)))
            except AttributeError:
                pass
    try:
        stored = object.__getattribute__(value, "__dict__")
    except Exception:
        stored = {}
    if type(stored) is dict:
        parts.extend((name, item) for name, item in list(stored.items())[:MOST_PARTS] if isinstance(name, str))
    return parts


def _mangled(name, of):
    return "_%s%s" % (of.__name__.lstrip("_"), name) if name.startswith("__") and not name.endswith("__") else name
