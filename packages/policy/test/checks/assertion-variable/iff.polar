actor User {}
f(u: User, n: Integer) if g(u, n);
test "t" {
  assert f(User{"a"}, n: Integer) iff n in [1];
  assert f(User{"a"}, n: Integer) iff m in [1];
#                                     ^ warning: This iff is about m, which is no variable of the assertion. Write n.
  assert f(User{"a"}, 1) iff m in [1];
#                            ^ warning: This iff is about m, which is no variable of the assertion. Put a typed variable into the assertion.
}
