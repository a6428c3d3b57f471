# configuration: {"dialect": "library"}
resource Org { roles = ["admin"]; relations = { unused: Org }; }
resource Repo {
  roles = ["admin"];
  relations = { parent: Org };
#                       ^^^ error: Missing implementation for required rule has_relation(subject: Org{}, "parent", object: Repo{});
  "admin" if "admin" on "parent";
}
has_relation(_: Org, "other", _: Repo);
