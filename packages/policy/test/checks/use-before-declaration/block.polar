# configuration: {"dialect": "cloud"}
resource Org { roles = ["reader"]; }
resource Repo {
  permissions = ["read"];
  "read" if "reader";
#           ^^^^^^^^ error: "reader" is used before it is declared.
  "read" if "reader" on "parent";
#                       ^^^^^^^^ error: "parent" is used before it is declared.
  roles = ["reader"];
  relations = { parent: Org };
  "read" if "reader";
}
