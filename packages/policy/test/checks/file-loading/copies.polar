# configuration: {"dialect": "library"}
# expected c.polar: error: Problem loading file: A file with the same contents as c.polar named a.polar has already been loaded.
# ---- a.polar
f(1);
# ---- b.polar
f(2);
# ---- c.polar
f(1);
