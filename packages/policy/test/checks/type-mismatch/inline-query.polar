# configuration: {"dialect": "library"}
# An inline query is run, which says more.
allow(x, _, _) if x != "a" and 1 = "a";
#                              ^^^^^^^ warning: One side is of type Integer and the other of type String, so this is never true.
?= 1 != "a";
?= not 1 = "a";
