# A part of a policy, whose blocks are in another.
has_permission(u: User, "read", r: Repo) if owns(u, r);
test "t" { setup { owns(User{"a"}, Repo{"b"}); } assert has_permission(User{"a"}, "read", Repo{"b"}); }
