# configuration: { "dialect": "cloud" }
actor User {}
resource Repo { permissions = ["read"]; "read" if "reader"; roles = ["reader"]; }

test fixture people {
  has_role(User{"anne"}, "reader", Repo{"oso"});
}

test fixture people {
#            ^^^^^^ error: There is another fixture named people, so no test can use it. Rename one of them.
  has_role(User{"bob"}, "reader", Repo{"oso"});
}

# Another name, and a test of the same name.
test fixture persons {
  has_role(User{"eve"}, "reader", Repo{"oso"});
}

test "people" {
  setup { fixture persons; }
  assert has_permission(User{"eve"}, "read", Repo{"oso"});
}
