# configuration: {"dialect": "library"}
resource Repo {
  roles = ["a"];
  roles = ["b"];
#         ^^^^^ error: Multiple 'roles' declarations in 'Repo' resource block.
  permissions = { a: Org };
#               ^^^^^^^^^^ error: Expected 'permissions' declaration to be a list of strings; found a dictionary
  relations = ["a"];
#             ^^^^^ error: Expected 'relations' declaration to be a dictionary; found a list
  role = ["c"];
# ^^^^ error: Unexpected declaration 'role'. Did you mean for this to be 'roles = [ ... ];' or 'permissions = [ ... ];'?
  relation = { b: Org };
# ^^^^^^^^ error: Unexpected declaration 'relation'. Did you mean for this to be 'relations = { ... };'?
  # Names may be missing, so this is not reported.
  "x" if "y";
}
