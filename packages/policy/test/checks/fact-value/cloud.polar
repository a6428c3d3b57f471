actor User {}
resource Doc {}
f(u: User, n: Integer) if g(u, n);
test fixture one {
  g(User{"a"}, n);
#              ^ error: A fact of a test has values only, and n is a variable. Write a value, such as User{"alice"} or "read".
  g(_, 1);
#   ^ error: A fact of a test has values only, and _ is a variable.
  g(User{"a"}, 1);
}
test "t" {
  setup { g(user, 2); g(User{"a"}, @current_unix_time); }
#           ^^^^ error: A fact of a test has values only, and user is a variable.
#                                  ^^^^^^^^^^^^^^^^^^ error: A fact of a test has values only, and the time is none.
  assert f(User{"a"}, 1);
}
