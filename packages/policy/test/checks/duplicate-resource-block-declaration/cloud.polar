# configuration: {"dialect": "cloud"}
resource Repo {
  roles = ["a", "a"];
  relations = { a: Org };
#               ^ error: Cannot overwrite existing role declaration "a"
}
