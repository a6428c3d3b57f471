# A rule that asks for what is not declared makes no fact of it right.
actor User {}
actor Admin extends User {}
actor Svc {}
resource Org {}
resource Repo { permissions = ["read"]; }
resource Fork extends Repo {}
declare owns(User, Repo);
declare is_public(Repo);
declare level(User, Integer);
has_permission(_: User, "read", r: Repo) if owns(Svc{"x"}, r);
a(o: Org) if is_public(o);
b(u: User) if level(u, "a");
#                      ^^^ warning: This asks for level(User, String), and what is declared is level(User, Integer).
test "t" {
  setup {
    owns(Svc{"b"}, Repo{"r"});
    owns(Admin{"b"}, Fork{"r"});
    is_public(Org{"o"});
    level(User{"u"}, "a");
#   ^^^^^^^^^^^^^^^^^^^^^^ warning: This fact is level(User, String), and the policy asks for level(User, Integer).
  }
  assert a(Org{"o"});
}
