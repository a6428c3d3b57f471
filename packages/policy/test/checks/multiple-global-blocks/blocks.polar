global { roles = ["a"]; }
global { roles = ["b"]; }
#^^^^^ error: A policy has one global block at most, and this is another.
