"""The same objects, registered with whatever `oso` is there."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import world  # noqa: E402
from oso import Oso  # noqa: E402

oso = Oso()
for name, of in world.CLASSES.items():
    oso.register_class(of, name=name)
for name, value in world.CONSTANTS.items():
    oso.register_constant(value, name)
