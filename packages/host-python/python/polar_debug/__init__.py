"""Lets an editor debug the policy of a running application: `polar_debug.attach(oso)`. Standard library only, Python 3.8 or later.

    from oso import Oso
    import polar_debug

    oso = Oso()
    polar_debug.attach(oso)
    oso.load_files(["main.polar"])

The application listens on a port of this machine, for whoever has the token. While no editor is there, a question costs one look at an
attribute more. With one, each question is evaluated first by the editor's evaluator, which stops at breakpoints, over the application's own
objects; then by the application's own engine, whose answer counts.
"""

from .attaching import attach

__all__ = ["attach"]
