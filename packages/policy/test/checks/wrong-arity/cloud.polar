# configuration: {"dialect": "cloud"}
actor User {}
declare linked(User, User);
linked(_: User);
f(x: User) if linked(x, x) and has_role(x, "admin") and g(x);
#                                                       ^^^^ warning: g takes 2 arguments, and this call has 1
has_role(_: User, "admin", _: User);
g(_: User, _: User);
