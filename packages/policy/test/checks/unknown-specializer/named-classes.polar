# configuration: {"dialect": "library", "classes": {"User": {"fields": [], "extends": []}}}
f(x: Usr) if x = 1;
#    ^^^ warning: Unknown specializer Usr, did you mean User?
g(x) if x matches Thing;
#                 ^^^^^ warning: Unknown specializer Thing.
h(x: User, y: Actor) if x = y;
