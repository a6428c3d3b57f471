actor User {}
f(u: User) if g(u) and not (h(u) or k(u));
#                      ^^^^^^^^^^^^^^^^^^ warning: Oso Cloud negates one condition at a time. Write not before each, joined by and: not a and not b.
f(u: User) if g(u) and not (h(u) and k(u));
#                      ^^^^^^^^^^^^^^^^^^^ warning: Oso Cloud negates one condition at a time. Name the whole in a rule of its own, and negate that.
f(u: User) if g(u) and not (not h(u));
#                      ^^^^^^^^^^^^^^ warning: Oso Cloud negates one condition at a time. Name the inner negation in a rule of its own, or leave both out.
f(u: User) if g(u) and not h(u) and not (k(u)) and not u = User{"a"};
test "t" { assert_not f(User{"b"}); }
