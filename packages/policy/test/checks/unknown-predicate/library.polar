# configuration: { "dialect": "library" }
allow(a, b, c) if has_permission(a, b, c);
alow(u: User, "read", d: Doc) if d.owner = u;
#^^^ warning: Nothing in the policy calls alow. Did you mean allow?
has_permission(_: User, "write", d: Doc) if d.open;
has_permision(_: User, "read", d: Doc) if d.open;
#^^^^^^^^^^^^ warning: Nothing in the policy calls has_permision. Did you mean has_permission?
