# configuration: {"dialect": "cloud"}
f(x) if x.name = 1 and x == 2;
#       ^^^^^^ error: A lookup with a dot exists only in policies for the Oso library, and this policy is set to Oso Cloud.
#                      ^^^^^^ error: == exists only
g(x) if print(x.name) and cut and forall(x = 1, x = 2);
#       ^^^^^^^^^^^^^ error: print exists only
#                         ^^^ error: cut exists only
#                                 ^^^^^^^^^^^^^^^^^^^^ error: forall exists only
h(x, [1, *rest]) if x = rest + 1;
#    ^^^^^^^^^^ error: A rest variable exists only
#                       ^^^^^^^^ error: arithmetic exists only
?= x.name = 1 and f(x);
#^^^^^^^^^^^^^^^^^^^^^^ error: An inline query exists only in policies for the Oso library, and this policy is set to Oso Cloud. Ask it in a test
