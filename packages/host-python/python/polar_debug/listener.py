"""Listens on a port of this machine for an editor, and says in a file of the user's where."""

import atexit
import hmac
import json
import os
import secrets
import socket
import sys
import threading

from .editor import Editor

VERSION = 1
#: What an editor says first is short, and comes soon.
LONGEST_GREETING = 4096
GREETING_SECONDS = 5.0
LOOPBACK = "127.0.0.1"


def folder_of_applications():
    """Where editors look for applications: each has a file there, which only this user may read."""
    return os.environ.get("POLAR_APPLICATIONS") or os.path.join(os.path.expanduser("~"), ".polar", "applications")


class Listener:
    """The application's ear: it takes one editor at a time, and only one that has the token."""

    def __init__(self, attached):
        self._attached = attached
        self._socket = None
        self._record = None
        self._taking = threading.Lock()
        self.port = None
        self.token = None

    def open(self, is_worker=False):
        """`is_worker`: the process has been forked. The port of the environment is its parent's, and it takes any other."""
        self.token = os.environ.get("POLAR_DEBUG_TOKEN") or secrets.token_hex(16)
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.bind((LOOPBACK, 0 if is_worker else int(os.environ.get("POLAR_DEBUG_PORT") or 0)))
        listening.listen(8)
        self._socket = listening
        self.port = listening.getsockname()[1]
        self._write_record()
        thread = threading.Thread(target=self._accept, args=(listening,), name="polar-debug", daemon=True)
        thread.start()
        atexit.register(self._remove_record, self._record)

    def close(self):
        """Listens no more. An editor that is there goes."""
        listening, self._socket = self._socket, None
        if listening is not None:
            # One that waits in `accept` does not notice that its socket is closed.
            try:
                listening.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            listening.close()
        self._remove_record(self._record)
        editor = self._attached.editor
        if editor is not None:
            editor.leave()

    def forked(self):
        """In a process that was forked: the parent's sockets and threads are not ours."""
        if self._socket is not None:
            self._socket.close()
        self._attached.telling = threading.Lock()
        editor, self._attached.editor = self._attached.editor, None
        if editor is not None:
            editor.forked()
        self._taking = threading.Lock()
        try:
            self.open(is_worker=True)
        except OSError as error:
            sys.stderr.write("polar_debug: no editor can attach to this process: %s\n" % error)

    def _write_record(self):
        folder = folder_of_applications()
        record = os.path.join(folder, "%d-%d.json" % (os.getpid(), self.port))
        told = {
            "version": VERSION,
            "pid": os.getpid(),
            "port": self.port,
            "token": self.token,
            "name": self._attached.name,
            "language": "python",
            "folder": os.getcwd(),
        }
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            # Whole or not at all: an editor may look at any time.
            begun = record + ".new"
            with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                json.dump(told, file)
            os.replace(begun, record)
            self._record = (os.getpid(), record)
        except OSError as error:
            sys.stderr.write(
                "polar_debug: editors do not find this application, as %s cannot be written (%s). "
                "Set POLAR_APPLICATIONS to a folder, there and in the editor.\n" % (record, error.strerror)
            )

    @staticmethod
    def _remove_record(record):
        # That of the parent is not ours.
        if record is None or record[0] != os.getpid():
            return
        try:
            os.remove(record[1])
        except OSError:
            pass

    def _accept(self, listening):
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._greet, args=(connection,), name="polar-debug-greeting", daemon=True).start()

    def _greet(self, connection):
        """Lets an editor in that says the right thing. Whoever speaks anything else, a web page say, hears nothing."""
        try:
            connection.settimeout(GREETING_SECONDS)
            line, rest = _first_line(connection)
            said = json.loads(line.decode("utf-8")) if line.startswith(b"{") else None
            if not isinstance(said, dict) or said.get("polar-attach") != VERSION:
                return connection.close()
            token = said.get("token")
            if not isinstance(token, str) or not hmac.compare_digest(token.encode("utf-8"), self.token.encode("utf-8")):
                return _refuse(connection, "wrong-token")
            connection.settimeout(None)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._taking:
                if self._attached.editor is not None:
                    return _refuse(connection, "busy")
                editor = Editor(self._attached, connection, rest)
                # Before the editor hears that it is attached: from then on every question is its.
                self._attached.editor = editor
                try:
                    editor.greet()
                except BaseException:
                    editor.leave()
                    raise
        except (OSError, ValueError):
            return connection.close()
        editor.listen()


def _first_line(connection):
    received = b""
    while b"\n" not in received:
        more = connection.recv(LONGEST_GREETING)
        received += more
        if not more or len(received) > LONGEST_GREETING or received[:1] != b"{":
            return b"", b""
    line, rest = received.split(b"\n", 1)
    return line, rest


def _refuse(connection, why):
    connection.sendall(b'{"refused":"%s"}\n' % why.encode("ascii"))
    connection.close()
