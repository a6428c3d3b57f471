test "a" {
  assert allow(User{"a"}, action, Repo{"b"}) iff action in ["read"];
#                         ^^^^^^ warning: The variable action of an assertion needs a type.
  assert allow(User{"a"}, action: String, Repo{"b"}) iff action in ["read"];
  assert allow(user: User, action: String, Repo{"b"}) iff action in ["read"];
#                          ^^^^^^^^^^^^^^ warning: An assertion has one variable at most.
}
