# configuration: {"dialect": "library"}
# ---- a.polar
f(x) if g(x) and h(x);
#                ^^^^ error: Call to undefined rule: h(x)
# ---- b.polar
g(_);
