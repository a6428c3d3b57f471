"""Answers one question after the other, as the host of `oso` 0.27.3 does."""

from collections.abc import Iterable

from . import failures
from .failures import Unable
from .values import Codec, parts_of, shortened, shown

#: As in `oso`, which raises the same, in other words.
CONTAINS_ITSELF = "a list or dictionary that contains itself, or lies too deep in others, cannot be given to a policy."


class Answers:
    def __init__(self, classes, constants, names, shows=False, codec=None):
        self.classes = classes
        self.codec = Codec(classes, shows) if codec is None else codec
        self._constants = constants
        self._names = names
        self._iterations = {}
        self._kinds = {
            "a": self._attribute,
            "c": self._call,
            "n": self._construct,
            "i": self._is_instance,
            "s": self._is_more_specific,
            "b": self._is_subclass,
            "o": self._compare,
            "x": self._next,
            "k": self._constant,
            "g": self._global,
            "t": self._class,
            "r": self._representation,
            "f": self._fields,
            "h": self._count,
        }

    def to(self, question):
        """The answer to a question: `[0, value]`, `[2]` for no more, or `[1, kind, code, message]`."""
        try:
            return self._kinds[question[0]](*question[1:])
        except Unable as unable:
            return [1, unable.kind, unable.code, str(unable)]
        except RecursionError as error:
            if failures.is_only_ours(error):
                return [1, "exception", "recursion", "%s: %s" % (type(error).__name__, CONTAINS_ITSELF)]
            return [1, "exception", "exception", failures.summary(error) + "\n" + failures.traceback_of(error)]
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            # Whatever it is (SystemExit, a class of the application's own), it ends this question alone.
            return [1, "exception", "exception", failures.traceback_of(error)]

    def _attribute(self, receiver, name):
        return [0, self.codec.write(self._lookup(self.codec.read(receiver), name))]

    def _lookup(self, receiver, name):
        try:
            return getattr(receiver, name)
        except AttributeError as error:
            code = "missing-attribute"
            message = str(error)
            trace = error.__traceback__
            # One that a property of the application raised is shown with its own lines.
            while trace is not None and failures.is_ours(trace.tb_frame.f_code.co_filename):
                trace = trace.tb_next
            if trace is not None:
                message += "\n" + failures.traceback_of(error)
            raise Unable("application", code, message) from None

    def _call(self, receiver, name, args, keywords):
        attribute = self._lookup(self.codec.read(receiver), name)
        if not callable(attribute):
            raise Unable("exception", "not-a-method", "tried to call '%s' but it is not callable" % name)
        read = self.codec.read
        given = [read(arg) for arg in args]
        if keywords is None:
            return [0, self.codec.write(attribute(*given))]
        return [0, self.codec.write(attribute(*given, **{key: read(arg) for key, arg in keywords.items()}))]

    def _construct(self, name, args, keywords):
        of = self._class_named(name)
        read = self.codec.read
        given = [read(arg) for arg in args]
        named = {key: read(arg) for key, arg in (keywords or {}).items()}
        try:
            made = of(*given, **named)
        except Exception as error:
            message = "Error constructing instance of %s: %s" % (name, error)
            raise Unable("exception", "construct", message + "\n" + failures.traceback_of(error)) from None
        return [0, self.codec.write_made(made)]

    def _class_named(self, name):
        try:
            return self.classes[name]
        except KeyError:
            raise Unable("exception", "unknown-class", "Unregistered class: %s." % name) from None

    def _is_instance(self, receiver, name):
        return [0, isinstance(self.codec.read(receiver), self._class_named(name))]

    def _is_more_specific(self, receiver, left, right):
        order = self.codec.read(receiver).__class__.__mro__
        try:
            return [0, order.index(self._class_named(left)) < order.index(self._class_named(right))]
        except ValueError:
            return [0, False]

    def _is_subclass(self, left, right):
        return [0, issubclass(self._class_named(left), self._class_named(right))]

    def _compare(self, operator, left, right):
        a, b = self.codec.read(left), self.codec.read(right)
        try:
            if operator == "==":
                held = a == b
            elif operator == "!=":
                held = a != b
            elif operator == "<":
                held = a < b
            elif operator == "<=":
                held = a <= b
            elif operator == ">":
                held = a > b
            else:
                held = a >= b
        except TypeError as error:
            names = {"==": "Eq", "!=": "Neq", "<": "Lt", "<=": "Leq", ">": "Gt", ">=": "Geq"}
            message = "External operation '%s %s %s' failed." % (type(a), names[operator], type(b))
            raise Unable("exception", "compare", message + "\n" + failures.traceback_of(error)) from None
        return [0, bool(held)]

    def _next(self, receiver, iteration, index):
        if index == 0 or iteration not in self._iterations:
            value = self.codec.read(receiver)
            if not isinstance(value, Iterable):
                raise Unable("exception", "not-iterable", "%s is not iterable" % shortened(str(value), 200))
            self._iterations[iteration] = iter(value)
        try:
            return [0, self.codec.write(next(self._iterations[iteration]))]
        except StopIteration:
            del self._iterations[iteration]
            return [2]

    def _constant(self, name):
        return [0, self._named(self._constants[name])]

    def _global(self, name):
        return [0, self._named(self._names[name])]

    def _named(self, value):
        """What cannot be passed as a value (it has a cycle) is passed as an object."""
        try:
            return self.codec.write(value)
        except Exception:
            return self.codec.write_object(value)

    def _class(self, name):
        return [0, self.codec.write(self._class_named(name))]

    def _representation(self, receiver):
        return [0, shown(self.codec.read(receiver))]

    def _fields(self, receiver):
        value = self.codec.read(receiver)
        return [0, {"d": {name: self.codec.write_part(part, 1) for name, part in parts_of(value)}}]

    def _count(self):
        return [0, len(self.codec.handles)]
