"""Objects of all kinds, of classes that are registered and of others, as the engine and the host under test are given them."""

from abc import ABC
from collections import namedtuple
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum, IntEnum


class A:
    kind = "a"

    def __init__(self, n=0, *more, name="none"):
        self.n = n
        self.more = list(more)
        self.name = name

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self.n)

    @property
    def twice(self):
        return self.n * 2

    @property
    def odd(self):
        raise AttributeError("odd is not to be had")

    @property
    def worse(self):
        raise ValueError("worse")

    def plus(self, other, times=1):
        return self.n + other * times

    def me(self):
        return self

    def each(self):
        for i in range(self.n):
            yield i

    def broken(self):
        yield 1
        raise KeyError("broken")

    def given(self, value):
        return value

    def kinds(self, *values, **named):
        return [type(value).__name__ for value in values] + sorted(named)


class B(A):
    kind = "b"


class C(A):
    kind = "c"


class D(B, C):
    kind = "d"


class Unregistered(D):
    pass


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0


class Cents:
    """Equal to integers, and ordered among themselves."""

    def __init__(self, count):
        self.count = count

    def __eq__(self, other):
        return self.count == (other.count if isinstance(other, Cents) else other)

    def __lt__(self, other):
        return self.count < other.count

    def __repr__(self):
        return "Cents(%d)" % self.count


class Never:
    """Equal to nothing, itself included."""

    def __eq__(self, other):
        return False

    def __repr__(self):
        return "Never()"


class Shape(ABC):
    pass


class Square:
    def __repr__(self):
        return "Square()"


Shape.register(Square)


class Meta(type):
    def __instancecheck__(cls, instance):
        return getattr(instance, "n", None) == 2


class Two(metaclass=Meta):
    pass


class Colour(Enum):
    RED = 1
    GREEN = "g"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


Pair = namedtuple("Pair", "left right")

CLASSES = {one.__name__: one for one in (A, B, C, D, Point, Version, Cents, Never, Shape, Square, Two, Colour, Level, Pair)}
CLASSES["Day"] = date
CLASSES["Decimal"] = Decimal

CONSTANTS = {
    "a1": A(1),
    "b2": B(2, "x", name="bee"),
    "c3": C(3),
    "d2": D(2),
    "u2": Unregistered(2),
    "p": Point(1, 2, ["t"]),
    "p_like": Point(1, 2, ["t"]),
    "v1": Version(1),
    "v12": Version(1, 2),
    "cents5": Cents(5),
    "cents6": Cents(6),
    "never": Never(),
    "square": Square(),
    "red": Colour.RED,
    "low": Level.LOW,
    "pair": Pair(1, "r"),
    "day": date(2024, 2, 29),
    "moment": datetime(2024, 2, 29, 12),
    "hour": timedelta(hours=1),
    "tenth": Decimal("0.1"),
    "nan": float("nan"),
    "half": 0.5,
    "big": 2**62,
    "words": {"a": 1, "b": [1, 2]},
    "few": (1, 2),
    "one_set": frozenset([1]),
    "text": "abc",
    "numbers": [1, 2, 3],
    "nothing": None,
}
