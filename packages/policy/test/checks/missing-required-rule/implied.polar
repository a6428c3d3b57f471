# configuration: {"dialect": "library"}
resource Repo {
  roles = ["reader", "writer"];
  # Its longhand is a has_role rule.
  "reader" if "writer";
}
