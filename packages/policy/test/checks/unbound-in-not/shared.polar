# configuration: { "dialect": "cloud" }
# What two negations ask of one variable has no answer: it ends in an error when it is run.
f(_: User) if n matches Integer and not y(n) and not z(n);
#                                         ^ error: n has no value in these negations, and all values that there are cannot be tried. Bind it with another condition: matches says its type alone.
f(_: User) if not y(_n) and not z(_n);
#                   ^^ error: _n has no value in these negations, and all values that there are cannot be tried. Bind it with another condition.
f(u: User) if ok(u) or n matches User and not y(n, u) and not n = u;
#                                               ^ error: n has no value in these negations, and all values that there are cannot be tried. Bind it with another condition: matches says its type alone.
# One asks whether there is any; and what is bound, by the rule's head, too, has a value.
f(_: User) if n matches Integer and not y(n);
f(_: User) if n matches Integer and (not y(n) or not z(n));
f(_: User) if not y(_, _) and not z(_);
f(_: User) if not y(n) and n in [1, 2] and not z(n);
f(n: Integer) if not y(n) and not z(n);
f(_: User) if n matches Integer and w(n) and not y(n) and not z(n);
f(u: User) if n = u and not y(n) and not z(n);
# The comparison is told by itself.
f(_: User) if n matches Integer and not y(n) and not z(n) and n > 3;
