# configuration: {"dialect": "library"}
allow(actor, _, _) if actor.admin;
actor User {}
#     ^^^^ warning: Warning: your policy uses resource blocks but does not call the has_permission rule.
