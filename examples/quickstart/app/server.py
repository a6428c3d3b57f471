"""The quickstart as a server that runs: each request asks main.polar.

    pip install -r app/requirements.txt
    python app/server.py
    curl http://127.0.0.1:5000/repo/gmail?user=larry
"""

import os
from pathlib import Path

from flask import Flask, abort, request
from models import Repository, User, repos_db, users_db
from oso import NotFoundError, Oso

oso = Oso()

# Lets VS Code debug main.polar as the server asks it. It is on the PYTHONPATH where you develop, and not where you do not.
try:
    import polar_debug

    polar_debug.attach(oso)
except ImportError:
    pass

oso.register_class(User)
oso.register_class(Repository)
oso.load_files([Path(__file__).parent.parent / "main.polar"])

app = Flask(__name__)


def current_user():
    """Who asks. A real application knows that from a session."""
    return users_db.get(request.args.get("user", "")) or abort(401)


@app.route("/repo/<name>")
def repository(name):
    repo = repos_db.get(name) or abort(404)
    try:
        oso.authorize(current_user(), "read", repo)
    except NotFoundError:
        return "<h1>Whoops!</h1><p>Repo named %s was not found</p>\n" % name, 404
    actions = sorted(oso.authorized_actions(current_user(), repo))
    return "<h1>A Repo</h1><p>Welcome to repo %s</p><p>You may: %s</p>\n" % (repo.name, ", ".join(actions))


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5000")))
