# configuration: {"dialect": "cloud"}
# What is declared, or told by a test or a fixture, is meant.
actor User {}
resource Repo {}
declare knows(Repo, User);
knows(u: User, r: Repo) if saw(u, r);
likes(u: User, r: Repo) if saw(u, r);
owns(u: User, r: Repo) if saw(u, r);
a(u: User, r: Repo) if knows(r, u) and likes(r, u) and owns(r, u);
#                                                           ^ warning: This asks for owns(Repo, User), and the rules of owns are for owns(User, Repo), so it finds none.
test "told" {
  setup { likes(Repo{"a"}, User{"b"}); }
  assert likes(Repo{"a"}, User{"b"});
}
