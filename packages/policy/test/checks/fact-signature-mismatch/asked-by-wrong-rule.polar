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
#                                                ^^^^^^^^ warning: This asks for owns(Svc, Repo), and what is declared is owns(User, Repo).
a(o: Org) if is_public(o);
#                      ^ warning: This asks for is_public(Org), and what is declared is is_public(Repo).
b(u: User) if level(u, "a");
#                      ^^^ warning: This asks for level(User, String), and what is declared is level(User, Integer).
test "t" {
  setup {
    owns(Svc{"b"}, Repo{"r"});
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This fact is owns(Svc, Repo), and the policy asks for owns(User, Repo). Correct its arguments, or declare this form too: declare owns(Svc, Repo);
    owns(Admin{"b"}, Fork{"r"});
    is_public(Org{"o"});
#   ^^^^^^^^^^^^^^^^^^^^ warning: This fact is is_public(Org), and the policy asks for is_public(Repo).
    level(User{"u"}, "a");
#   ^^^^^^^^^^^^^^^^^^^^^^ warning: This fact is level(User, String), and the policy asks for level(User, Integer).
  }
  assert a(Org{"o"});
}
