"""Whether the editor's evaluator and the application's engine have come to the same."""

from polar_host.values import shown


class Differs:
    """What is told of two answers that are not the same."""

    def __init__(self, text):
        self.text = text


def compared(codec, theirs, kind, value):
    """None: the same. Otherwise in what they differ."""
    what, said = theirs
    if what != kind:
        return Differs("Polar Tools: %s. The application: %s." % (_said(codec, what, said), _own(kind, value)))
    if kind != "answer":
        return None
    for name, own in value.items():
        if name not in said:
            continue
        other = codec.read(said[name])
        if not _same(own, other):
            return Differs("%s is %s for Polar Tools, and %s for the application." % (name, shown(other), shown(own)))
    return None


def _said(codec, what, said):
    if what == "answer":
        return "an answer%s" % _bound({name: codec.read(one) for name, one in said.items()})
    return "an error, %s" % said if what == "error" else "no more answers"


def _own(kind, value):
    if kind == "answer":
        return "an answer%s" % _bound(value)
    if kind == "error":
        return "an error, %s: %s" % (type(value).__name__, str(value).partition("\n")[0])
    return "no more answers"


def _bound(values):
    return "".join(", %s = %s" % (name, shown(one)) for name, one in values.items())


def _same(own, other):
    from polar.expression import Expression
    from polar.variable import Variable

    # What is not known, or not wholly, is not compared.
    if isinstance(own, (Variable, Expression)) or isinstance(other, Variable):
        return isinstance(own, Expression) or isinstance(own, Variable) and isinstance(other, Variable)
    if own is other:
        return True
    if isinstance(own, list) and isinstance(other, list):
        return len(own) == len(other) and all(_same(a, b) for a, b in zip(own, other))
    if isinstance(own, dict) and isinstance(other, dict):
        return own.keys() == other.keys() and all(_same(own[key], other[key]) for key in own)
    if isinstance(own, float) and isinstance(other, float) and own != own and other != other:
        return True
    # What the policy has made is another object in each of the two.
    return type(own) is type(other) and (type(own).__eq__ is object.__eq__ or bool(own == other))
