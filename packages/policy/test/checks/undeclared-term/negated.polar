# What is declared as something else never holds, so that such an assertion cannot fail. What nothing declares may be meant as just that.
actor User {}
resource D { roles = ["boss"]; permissions = ["see"]; relations = { owner: User }; "see" if "boss"; }
test "t" {
  setup { has_role(User{"u"}, "boss", D{"d"}); }
  assert allow(User{"u"}, "see", D{"d"});
  assert has_permission(User{"u"}, "boss", D{"d"});
#                                  ^^^^^^ warning: D declares no permission "boss", where it is a role, and nothing else of the policy gives it. Write has_role, or name a permission.
  assert_not has_permission(User{"u"}, "boss", D{"d"});
#                                      ^^^^^^ warning: D declares no permission "boss", where it is a role, and nothing else of the policy gives it. Write has_role, or name a permission.
  assert_not allow(User{"u"}, "boss", D{"d"});
#                             ^^^^^^ warning: D declares no permission "boss", where it is a role, and nothing else of the policy gives it. Write has_role, or name a permission.
  assert_not has_role(User{"u"}, "see", D{"d"});
#                                ^^^^^ warning: D declares no role "see", where it is a permission, and nothing else of the policy gives it. Write has_permission, or name a role.
  assert_not has_role(User{"u"}, "owner", D{"d"});
#                                ^^^^^^^ warning: D declares no role "owner", where it is a relation, and nothing else of the policy gives it. Write has_relation, or name a role.
  assert_not has_relation(D{"d"}, "boss", User{"u"});
#                                 ^^^^^^ warning: D declares no relation "boss", where it is a role, and nothing else of the policy gives it. Write has_role, or name a relation.
  assert_not allow(User{"u"}, "zzzzz", D{"d"});
  assert_not has_role(User{"u"}, "zzzzz", D{"d"});
}
