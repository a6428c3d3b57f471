"""Answers queries with the package `oso`: a line of JSON each, `{"policy": …, "query": …}`, for one of answers or an error."""

import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import world  # noqa: E402
from oso import Oso, Variable  # noqa: E402
from polar.expression import Expression, Pattern  # noqa: E402

MOST = 50
ADDRESS = re.compile("at 0x[0-9a-f]+")
OPEN = (Variable, Expression, Pattern)


def shown(value):
    of = type(value)
    if of in (bool, str):
        return value
    if of is int:
        return value if abs(value) < 2**53 else {"$integer": str(value)}
    if of is float:
        if value != value:
            return {"$float": "nan"}
        if value in (float("inf"), float("-inf")):
            return {"$float": "inf" if value > 0 else "-inf"}
        return {"$float": repr(value)} if value == int(value) else value
    if of is list:
        return [shown(item) for item in value]
    if of is dict:
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, OPEN):
        return "(open)"
    return {"$object": "nil" if value is None else ADDRESS.sub("at …", repr(value))}


def answers(policy, query):
    oso = Oso()
    for name, of in world.CLASSES.items():
        oso.register_class(of, name=name)
    for name, value in world.CONSTANTS.items():
        oso.register_constant(value, name)
    found = []
    try:
        if policy:
            oso.load_str(policy)
        for result in oso.query(query, accept_expression=True):
            found.append({name: shown(value) for name, value in sorted(result["bindings"].items()) if not isinstance(value, OPEN)})
            if len(found) >= MOST:
                break
    except Exception as error:
        return {"answers": found, "error": [type(error).__name__, str(error)]}
    return {"answers": found}


def main():
    protocol = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        protocol.write(json.dumps(answers(asked["policy"], asked["query"])) + "\n")
        protocol.flush()


main()
