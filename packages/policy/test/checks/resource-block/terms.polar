# configuration: {"dialect": "library"}
resource Org { roles = ["owner"]; }
resource Repo {
  roles = ["reader", "admin"];
  permissions = ["read"];
  relations = { parent: Org, team: Team };
  "raed" if "reader";
# ^^^^^^ error: Undeclared term "raed" referenced in rule in 'Repo' resource block. Did you mean to declare it as a role, permission, or relation? Or did you mean "read"?
  "read" if "raeder";
#           ^^^^^^^^ error: Undeclared term "raeder" referenced in rule in 'Repo' resource block.
  "read" if "owner" on "paren";
#                      ^^^^^^^ error: Undeclared term "paren" referenced in rule in 'Repo' resource block.
  "read" if "ownr" on "parent";
#           ^^^^^^ error: Repo: Term "ownr" not declared in related resource block 'Org'. Did you mean to declare it as a role, permission, or relation in the 'Org' resource block? Or did you mean "owner"?
  "read" if "owner" of "parent";
#                   ^^ error: Unexpected relation keyword 'of'. Did you mean 'on'?
  "read" if "owner" on "admin";
#                      ^^^^^^^ error: "admin" is declared as a role in the 'Repo' resource block
}
