actor User {}
actor Admin extends User {}
actor Bot {}
resource D { permissions = ["p"]; }
resource Doc extends D {}
resource Page {}
resource Both extends Doc, Page {}
resource Lone {}
declare owner(D, User);
allow(u: User, "p", d: D) if u = d;
#                            ^^^^^ warning: One side is of type User and the other of type D, so this is never true. Compare values of one type.
allow(u: User, "p", d: D) if u != d;
#                            ^^^^^^ warning: One side is of type User and the other of type D, so this is always true. Compare values of one type.
allow(u: User, "p", _: D) if u = "bob";
#                            ^^^^^^^^^ warning: One side is of type User and the other of type String, so this is never true.
allow(u: User, "p", _: D) if 3 = u;
#                            ^^^^^ warning: One side is of type Integer and the other of type User, so this is never true.
allow(u: User, "p", _: D) if u > 3;
#                            ^^^^^ warning: > compares integers, and one side is of type User. Use = or !=, or compare integers.
allow(u: User, "p", _: D) if u in ["a", "b"];
#                            ^^^^^^^^^^^^^^^ warning: The left side is of type User, and nothing in the list is, so this is never true. Compare values of one type.
allow(u: User, "p", _: D) if not u in [D{"a"}, 3];
#                                ^^^^^^^^^^^^^^^^ warning: The left side is of type User, and nothing in the list is, so this is never true.
allow(u: User, "p", _: D) if u = Bot{"b"};
#                            ^^^^^^^^^^^^ warning: One side is of type User and the other of type Bot, so this is never true.
allow(u: Actor, "p", d: D) if u = d;
#                             ^^^^^ warning: One side is of type Actor and the other of type D, so this is never true.
allow(u: Actor, "p", _: D) if u = "bob";
#                             ^^^^^^^^^ warning: One side is of type Actor and the other of type String, so this is never true.
allow(u: User, "p", d: D) if owner(d, o) and o = Bot{"b"} and u = o;
#                                                             ^^^^^ warning: One side is of type User and the other of type Bot, so this is never true.
a(x: Doc, y: Page) if x = y;
b(x: Doc, y: Lone) if x = y;
#                     ^^^^^ warning: One side is of type Doc and the other of type Lone, so this is never true.
c(x: D, y: Doc) if x = y;
d(x: User, y: Admin) if y != x;
e(x: Actor, y: Bot) if x = y;
f(x: Resource, y: Bot) if x = y;
g(x: Resource, y: Actor) if x = y;
h(x: User, y) if x = y and x in [y, User{"a"}] and x in [Admin{"a"}, "b"];
