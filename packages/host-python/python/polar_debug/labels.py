"""What a question is called: the method that the application called, and its task where it is asynchronous."""

import sys

METHODS = frozenset(
    (
        "authorize",
        "authorize_field",
        "authorize_request",
        "authorized_actions",
        "authorized_fields",
        "authorized_query",
        "authorized_resources",
        "get_allowed_actions",
        "is_allowed",
        "query",
        "query_rule",
        "query_rule_once",
    )
)
PACKAGES = ("oso", "polar")
DEEPEST = 12


def label_of():
    """The outermost method of `Oso` on the way here: `authorize` where that asked `query_rule_once`."""
    label = None
    frame = sys._getframe(1)
    for _ in range(DEEPEST):
        if frame is None:
            break
        package = frame.f_globals.get("__name__", "").partition(".")[0]
        if package in PACKAGES:
            if frame.f_code.co_name in METHODS:
                label = frame.f_code.co_name
        elif label is not None:
            break
        frame = frame.f_back
    return label or "query"


def task_of():
    """The name of the asynchronous task that asks; None where none does."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return None
    try:
        task = asyncio.current_task()
    except RuntimeError:
        return None
    return task.get_name() if task is not None else None
