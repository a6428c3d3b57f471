# configuration: {"dialect": "cloud"}
actor User {}
resource Org { relations = { owner: User }; }
resource Team {
  roles = ["member"];
  relations = { member: User };
#               ^^^^^^ error: Cannot overwrite existing role declaration "member" in resource Team with relation
}
# What it is declared as, too, is not said to be undeclared.
allow(u: User, "see", t: Team) if has_relation(t, "member", u);
allow(u: User, "see", t: Team) if has_role(u, "member", t);
