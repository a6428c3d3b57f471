"""Prints the microseconds of one `is_allowed` by the package `oso`: `python is_allowed.py FOLDER REQUESTS`."""

import json
import os
import sys
import time

folder = sys.argv[1]
sys.path.insert(0, folder)

from app.models import Repository, Role, User, repos_db, users_db  # noqa: E402
from oso import Oso  # noqa: E402

requests = json.loads(sys.argv[2])
oso = Oso()
for one in (User, Role, Repository):
    oso.register_class(one)
oso.load_files([os.path.join(folder, "main.polar")])


def decide(count):
    for turn in range(count):
        request = requests[turn % len(requests)]
        user, repository = users_db[request["user"]], repos_db[request["repository"]]
        if oso.is_allowed(user, request["action"], repository) != request["allowed"]:
            raise SystemExit("%s was answered otherwise" % request)


decide(300)
count = 0
began = time.perf_counter()
while time.perf_counter() - began < 0.6:
    decide(60)
    count += 60
print((time.perf_counter() - began) * 1e6 / count)
