# configuration: {"dialect": "library"}
# Values without an order or an equality of their own: all but = end the query in an error, whatever stands on the two sides.
f(name: String, n: Integer) if name != n;
#                              ^^^^^^^^^ warning: One side is of type String and the other of type Integer, and != does not compare these: the query ends in a runtime error. Compare values of one type.
f(name: String, n: Integer) if name = n;
#                              ^^^^^^^^ warning: One side is of type String and the other of type Integer, so this is never true. Compare values of one type.
g(name: String, _) if name == 1.5;
#                     ^^^^^^^^^^^ warning: One side is of type String and the other of type Float, and == does not compare these: the query ends in a runtime error.
g(name: String, b: Boolean) if name <= b;
#                              ^^^^^^^^^ warning: One side is of type String and the other of type Boolean, and <= does not compare these: the query ends in a runtime error.
h(l: List, d: Dictionary) if l == d;
#                            ^^^^^^ warning: One side is of type List and the other of type Dictionary, and == does not compare these: the query ends in a runtime error.
i(l: List, n: Integer) if not l != n;
#                             ^^^^^^ warning: One side is of type List and the other of type Integer, and != does not compare these: the query ends in a runtime error.
# Lists and dictionaries have no equality at all.
j(l: List) if l == [1];
#             ^^^^^^^^ warning: Both sides are of type List, and == does not compare these: the query ends in a runtime error. Use =, which compares them.
j(l: List, m: List) if l != m;
#                      ^^^^^^ warning: Both sides are of type List, and != does not compare these: the query ends in a runtime error. Use not =, which compares them.
j(d: Dictionary, e: Dictionary) if d < e;
#                                  ^^^^^ warning: Both sides are of type Dictionary, and < does not compare these: the query ends in a runtime error. Compare numbers or strings.
j(l: List, m: List) if l = m;
# A boolean is compared as a number, but it is not unified with one.
k(b: Boolean, n: Integer) if b == n;
#                            ^^^^^^ warning: One side is of type Boolean and the other of type Integer, and == takes true for 1 and false for 0. Compare values of one type.
k(b: Boolean, n: Integer) if b = n;
#                            ^^^^^ warning: One side is of type Boolean and the other of type Integer, so this is never true.
k(b: Boolean, c: Boolean) if b < c;
# What a dictionary as a pattern fits may be an object, which the application compares.
l(x: {a: 1}, y: String) if x == y;
l(x: {a: 1}, y: {b: 1}) if x != y;
# The application compares objects.
m(x: User, y: String) if x != y;
m(x: User, y: List) if x == y;
# A list unifies each of its members.
n(x: String) if x in [1, 2];
#               ^^^^^^^^^^^ warning: The left side is of type String, and nothing in the list is, so this is never true. Compare values of one type.
n(x: String) if x in [1, "a"];
n(x: Integer, y) if x in [y, "a"] and x in [1.5];
n(x: User) if x in ["a"];
