# configuration: {"dialect": "library"}
resource Org { roles = ["owner"]; }
resource Repo {
  roles = ["reader", "admin"];
  permissions = ["read"];
  relations = { parent: Org, team: Team };
  "read" if "reader";
  "read" if "reader";
  "read" if "owner" on "parent";
  "read" if "owner" on "parent";
  "read" if "owner" on "parent";
  "read" if "owner" on "admin";
}
