actor User {}
resource Org { roles = ["owner"]; }
resource R { relations = { org: Org }; roles = ["admin"]; "admin" if "owner" on "org"; }
resource Folder { relations = { parent: Folder }; }
is_in(o: Org, r: R) if has_relation(o, "org", r);
#                      ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: R declares the relation "org" to Org, and here it is the other way round. In Oso Cloud the resource comes first: has_relation(R, "org", Org).
right(o: Org, r: R) if has_relation(r, "org", o);
anywhere(r: R) if has_relation(o, "org", r) and is_open(o);
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: R declares the relation "org" to Org, and here it is the other way round. In Oso Cloud the resource comes first: has_relation(R, "org", Org).
inside(f: Folder) if has_relation(g, "parent", f) and is_open(g);
test "t" {
  setup {
    has_relation(Org{"o"}, "org", R{"x"});
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: R declares the relation "org" to Org, and here it is the other way round.
    has_relation(R{"x"}, "org", Org{"o"});
    has_relation(Folder{"a"}, "parent", Folder{"b"});
  }
  assert is_in(Org{"o"}, R{"x"});
}
