actor User {}
resource Org { roles = ["owner"]; }
resource Repo { relations = { parent: Org, author: Actor }; }
declare size(Repo, Integer);
test fixture one {
  has_relation(Repo{"a"}, "parent", User{"b"});
#                                   ^^^^^^^^^ warning: The relation "parent" of Repo leads to Org, and this is of type User.
  has_relation(Repo{"a"}, "paren", Org{"b"});
#                         ^^^^^^^ warning: Repo declares no relation "paren". Did you mean "parent"?
  has_relation(Repo{"a"}, "author", User{"b"});
  has_relation(Repo{"a"}, "author", Org{"b"});
#                                   ^^^^^^^^ warning: The relation "author" of Repo leads to Actor, and this is of type Org.
  has_role(User{"a"}, "onwer", Org{"b"});
#                     ^^^^^^^ warning: Org declares no role "onwer". Did you mean "owner"?
  size(Repo{"a"}, "big");
# ^^^^^^^^^^^^^^^^^^^^^^^ warning: This fact does not fit what is declared: size(Repo, Integer).
  size(Repo{"a"}, 1);
  other("a", 1);
}
