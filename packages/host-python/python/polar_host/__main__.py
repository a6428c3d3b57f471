"""Started by `polar` and by the debugger, with the interpreter of the application: answers a policy's questions.

    python polar_host FOLDER MODULE MILLISECONDS [show]

MODULE is the path of a file or the name of a module; a question may take so many MILLISECONDS. Questions come on file descriptor 3, a
line of JSON each, and the answers go to descriptor 4.

This file is read by interpreters of any age, so that one which is too old can say so.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

if sys.version_info < (3, 8):
    FOUND = ".".join(str(part) for part in sys.version_info[:3])
    os.write(4, ('{"too-old": "%s"}\n' % FOUND).encode("ascii"))
    sys.exit(0)


def load_package():
    """Our own package, which is not on the application's path and leaves no files behind."""
    from importlib import util

    path = os.path.join(HERE, "__init__.py")
    spec = util.spec_from_file_location("polar_host", path, submodule_search_locations=[HERE])
    package = util.module_from_spec(spec)
    sys.modules["polar_host"] = package
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(package)
        from polar_host import serve
    finally:
        sys.dont_write_bytecode = writes
    return serve


if __name__ == "__main__":
    # Whoever started this knows by it that it is an interpreter.
    os.write(4, ('{"begun": "%s"}\n' % sys.version.split()[0]).encode("ascii"))
    # `python FOLDER` puts that folder first; the application's own goes there.
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != HERE]
    sys.exit(load_package().main(sys.argv[1], sys.argv[2], int(sys.argv[3]), "show" in sys.argv[4:]))
