# configuration: {"dialect": "library", "classes": {"Org": {"fields": [], "extends": []}, "Repo": {"fields": [], "extends": []}}}
resource Org { roles = ["admin"]; }
resource Repo {
  relations = { parent: Org, fork: Repo };
  roles = ["admin"];
  "admin" if "admin" on "parent";
  "fork" if "parent";
# ^^^^^^ error: Invalid rule: has_relation(actor: Actor{}, "fork", repo: Repo{})
}
has_relation(org: Org, "parent", repo: Repo) if repo.org = org;
has_relation(repo: Repo, "parent", org: Org) if repo.org = org;
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Invalid rule
has_role(_: Actor, _: String, _: Resource);
