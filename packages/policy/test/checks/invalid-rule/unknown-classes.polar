# configuration: {"dialect": "library"}
# A class that nobody has named may come below one with a block.
actor User {}
resource Repo { permissions = ["read"]; }
has_permission(_: Admin, "read", _: Thing);
has_permission(_: String, "read", _: Repo);
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Invalid rule
