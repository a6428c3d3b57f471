# configuration: {"dialect": "library"}
f(x, y) if (x = 1 and y = 2) or y = 3;
g(x, y) if x = 1 or (y = 2 and not (y = 3 or x = 4));
h(x, y) if (x = 1 and y = 2) or y = 3;
i(x, y) if x = 1 and (y = 2 or y = 3);
# Right after a parenthesis the engine finds nothing ambiguous.
j(x, y) if (x = 1 and y = 2 or y = 3) and forall(x = 1 and y = 2 or y = 3, x = y);
k(x, y) if (x = 1 or (y = 2 and y = 3));
