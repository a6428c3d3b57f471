actor User {}
resource Org { roles = ["owner"]; }
resource R { relations = { org: Org }; roles = ["admin"]; "admin" if "owner" on "org"; }
resource Folder { relations = { parent: Folder }; }
is_in(o: Org, r: R) if has_relation(r, "org", o);
right(o: Org, r: R) if has_relation(r, "org", o);
anywhere(r: R) if has_relation(r, "org", o) and is_open(o);
inside(f: Folder) if has_relation(g, "parent", f) and is_open(g);
test "t" {
  setup {
    has_relation(R{"x"}, "org", Org{"o"});
    has_relation(R{"x"}, "org", Org{"o"});
    has_relation(Folder{"a"}, "parent", Folder{"b"});
  }
  assert is_in(Org{"o"}, R{"x"});
}
