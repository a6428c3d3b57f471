# configuration: {"dialect": "library"}
resource Repo {
  permissions = ["read"];
  relations = { team: Team };
#                     ^^^^ error: Repo: Relation "team" in rule body `"member" on "team"` has type 'Team', but no such resource block exists. Try declaring one: `resource Team {}`
  "read" if "member" on "team";
}
