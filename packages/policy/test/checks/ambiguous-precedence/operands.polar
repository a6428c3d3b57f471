# configuration: {"dialect": "library"}
f(x, y) if x = 1 and y = 2 or y = 3;
#          ^^^^^^^^^^^^^^^ warning: Expression without parentheses could be ambiguous. Prior to 0.20, `x and y or z` would parse as `x and (y or z)`.
g(x, y) if x = 1 or y = 2 and not (y = 3 or x = 4);
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Expression without parentheses
h(x, y) if (x = 1 and y = 2) or y = 3;
i(x, y) if x = 1 and (y = 2 or y = 3);
# Right after a parenthesis the engine finds nothing ambiguous.
j(x, y) if (x = 1 and y = 2 or y = 3) and forall(x = 1 and y = 2 or y = 3, x = y);
k(x, y) if (x = 1 or y = 2 and y = 3);
#                    ^^^^^^^^^^^^^^^ warning: Expression without parentheses
