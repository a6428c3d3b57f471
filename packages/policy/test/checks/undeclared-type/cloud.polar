actor User {}
resource Repo { relations = { owner: User, par: Fld, bot: Actor }; permissions = ["read"]; "read" if "owner"; }
#                                               ^^^ warning: There is no block of the type Fld. Declare it: resource Fld {}
declare size(Repo, Integer);
declare flagged(Usr);
#               ^^^ warning: There is no block of the type Usr. Did you mean User?
has_permission(u: Usr, "read", r: Repo) if g matches Grp and flagged(u) and size(r, 1);
#                 ^^^ warning: There is no block of the type Usr. Did you mean User?
#                                                    ^^^ warning: There is no block of the type Grp. Declare it: resource Grp {}
near(x: Float) if size(x, _);
#       ^^^^^ warning: There is no block of the type Float. Oso Cloud has strings, integers and booleans.
test "t" {
  setup { size(Repos{"a"}, 1); size(Repo{"a"}, Integer{2}); }
#              ^^^^^ warning: There is no block of the type Repos. Did you mean Repo?
  assert has_permission(Usr{"a"}, "read", Resource{"x"});
#                       ^^^ warning: There is no block of the type Usr. Did you mean User?
#                                         ^^^^^^^^ warning: Resource stands for other types, and nothing is of it alone. Name the type of this object.
  assert_not has_permission(_: Actor, "read", Repo{"y"});
  assert has_permission(x: String, "read", Repo{"z"});
}
test "as in a query" {
  assert has_permission(User:ann, "read", Repo{"a"});
#                       ^^^^^^^^ warning: In a policy an object is written in braces: User{"ann"}.
  assert_not has_permission(User{"a"}, "read", Repo:r);
#                                              ^^^^^^ warning: In a policy an object is written in braces: Repo{"r"}.
  assert has_permission(User:Usre, "read", Repo{"b"});
#                            ^^^^ warning: There is no block of the type Usre. Did you mean User?
}
