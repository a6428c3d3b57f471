# configuration: {"dialect": "library"}
# ---- a.polar
f(x) if x = 1;
# ---- b.polar
f(y) if y = 1;
#^^^^^^^^^^^^^ warning: This rule of f says the same as an earlier one.
# A file that is a copy of another is reported as that.
# ---- c.polar
g(x) if x = 1;
# ---- d.polar
g(x) if x = 1;
