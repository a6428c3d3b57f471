actor User {}
declare level(User, Integer);
declare mark(User, Integer);
declare mark(User, String);
other(u: User) if level(u, n) and n != "a";
#                                 ^^^^^^^^ warning: One side is of type Integer and the other of type String, so this is always true.
either(u: User) if mark(u, n) and n != "a";
same(u: User) if level(u, n) and n != 3;
