# configuration: {"dialect": "library"}
resource Repo {
  roles = ["reader", "writer"];
#          ^^^^^^^^ error: Missing implementation for required rule has_role(actor: Actor{}, role: String{}, resource: Resource{});
}
