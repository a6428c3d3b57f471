# configuration: {"dialect": "cloud"}
actor User {}

resource Repo {}

condition(u: User, r: Repo) if x(u, r) and u;
#                                          ^ error: u alone is no condition in Oso Cloud.
negated(u: User, r: Repo) if x(u, r) and not (u);
#                                             ^ error: u alone is no condition
alternative(u: User, r: Repo) if x(u, r) or r;
#                                           ^ error: r alone is no condition
whole(u) if u;
#           ^ error: u alone is no condition

member(u: User, r: Repo) if x(u, r) and u in r;
#                                            ^ error: In Oso Cloud a list stands after "in", such as
characters(u: User, r: Repo) if x(u, r) and u in "abc";
#                                                ^^^^^ error: In Oso Cloud a list stands after "in", such as
operator(u: User, r: Repo) if x(u, r) and in(u, [r]);
#                                         ^^^^^^^^^^ error: Oso Cloud has no in(…). Write u in [r].

argument(u: User, r: Repo) if x(u, [r]);
#                                  ^^^ error: In Oso Cloud a list stands after "in" alone.
equal(a, u: User, r: Repo) if x(u, r) and a = ["read"];
#                                             ^^^^^^^^ error: In Oso Cloud a list stands after "in" alone: a in ["read"].
nested(a, u: User, r: Repo) if x(u, r) and a in [["read"]];
#                                                ^^^^^^^^ error: In Oso Cloud a list stands after "in" alone.
head(u: User, ["read", "write"], r: Repo) if x(u, r) or y(u, r);
#             ^^^^^^^^^^^^^^^^^ error: In Oso Cloud a list stands after "in" alone. Write a variable here

quoted(u: User, r: Repo) if x(u, r) and u matches "User";
#                                                 ^^^^^^ error: A type stands after "matches", such as User, without quotes.
number(u: User, r: Repo) if x(u, r) and u matches 1;
#                                                 ^ error: A type stands after "matches", such as User. To ask for this value, write u = 1.
several(u: User, r: Repo) if x(u, r) and u matches [1];
#                                                  ^^^ error: A type stands after "matches"
typed(u: "User", r: Repo) if x(u, r);
#        ^^^^^^ error: A type stands after the colon, such as User, without quotes.
valued(u: "x", r: Repo) if y(u, r);
#         ^^^ error: A type stands after the colon, such as User. A value stands alone: "x" in place of u: "x".

test "values" {
  assert head(User{"a"}, a: "read", Repo{"r"});
#                           ^^^^^^ error: A type stands after the colon
  assert head(User{"a"}, ["read"], Repo{"r"});
#                        ^^^^^^^^ error: In Oso Cloud a list stands after "in" alone.
  assert head(User{"a"}, a: String, Repo{"r"}) iff a;
#                                                  ^ error: a alone is no condition
}

# Fine:
fine(u: User, a, true, "x", 1, r: Repo) if
  x(u, r) and
  (a in ["read", a] or true) and
  not u in [r] and
  u matches User and
  not a matches String;
