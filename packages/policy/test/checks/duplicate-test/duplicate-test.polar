# configuration: { "dialect": "cloud" }
actor User {}
resource Repo { permissions = ["read"]; "read" if "reader"; roles = ["reader"]; }

test "readers read" {
  setup { has_role(User{"anne"}, "reader", Repo{"oso"}); }
  assert has_permission(User{"anne"}, "read", Repo{"oso"});
}

test "readers read" {
#    ^^^^^^^^^^^^^^ error: There is another test named "readers read", so this one is not run. Rename one of them.
  assert_not has_permission(User{"bob"}, "read", Repo{"oso"});
}

# Another name, and a fixture of the same name.
test "Readers read" {
  assert_not has_permission(User{"eve"}, "read", Repo{"oso"});
}

test "people" {
  setup { fixture people; }
  assert has_permission(User{"anne"}, "read", Repo{"oso"});
}

test fixture people {
  has_role(User{"anne"}, "reader", Repo{"oso"});
}
