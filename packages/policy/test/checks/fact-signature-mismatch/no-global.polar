# Roles without a resource where there is no global block, and more arguments than anything asks for.
actor User {}
resource R { roles = ["a"]; permissions = ["p"]; "p" if "a"; }
test fixture f { has_role(User{"a"}, "a"); }
#                ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: A role without a resource is one of the global block, and there is none. Name the resource, or declare the role in a global block.
test "t" {
  setup {
    has_role(User{"a"}, "a", R{"r"});
    has_role(User{"a"}, "a", R{"r"}, 3);
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This fact is has_role(User, String, R, Integer), and the policy asks for has_role(Actor, String, R). Correct its arguments.
    has_permission(User{"a"}, "p");
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: A permission without a resource is one of the global block, and there is none. Name the resource, or declare the permission in a global block.
  }
  assert allow(User{"a"}, "p", R{"r"});
}
