# configuration: { "dialect": "library" }
actor User {}
resource Org { roles = ["owner"]; }
resource R { relations = { org: Org }; roles = ["admin"]; "admin" if "owner" on "org"; }
has_role(_: User, _: String, _: Org);
has_relation(o: Org, "org", r: R) if r.org = o;
is_in(o: Org, r: R) if has_relation(r, "org", o);
#                      ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: R declares the relation "org" to Org, and here it is the other way round. In the Oso library the resource comes last: has_relation(Org, "org", R).
anywhere(r: R) if has_relation(r, "org", o) and o.open;
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: R declares the relation "org" to Org, and here it is the other way round.
