f(x) if g(x, 1) and h(x);
#       ^^^^^^^ warning: g takes 1 or 3 arguments, and this call has 2, so it finds no rule.
g(_);
g(_, _, _);
h(_);
