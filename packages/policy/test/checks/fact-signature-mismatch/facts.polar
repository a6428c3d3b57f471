actor User {}
resource Org { roles = ["owner"]; }
resource Repo { relations = { parent: Org, author: Actor }; }
declare size(Repo, Integer);
test fixture one {
  has_relation(Repo{"a"}, "parent", User{"b"});
#                                   ^^^^^^^^^ warning: The relation "parent" of Repo leads to Org, and this is of type User.
  has_relation(Repo{"a"}, "author", User{"b"});
  has_relation(Repo{"a"}, "author", Org{"b"});
#                                   ^^^^^^^^ warning: The relation "author" of Repo leads to Actor, and this is of type Org.
  has_role(Repo{"a"}, "owner", Org{"b"});
#          ^^^^^^^^^ warning: Roles are of actors, and Repo is none. Name an actor first, or make Repo one: actor Repo { … }
  size(Repo{"a"}, "big");
# ^^^^^^^^^^^^^^^^^^^^^^^ warning: This fact is size(Repo, String), and the policy asks for size(Repo, Integer). Correct its arguments, or declare this form too: declare size(Repo, String);
  size(Repo{"a"}, 1);
  other("a", 1);
# ^^^^^ warning: No rule asks for the fact other. Ask for it in a rule, or remove it.
}
