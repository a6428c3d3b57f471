# configuration: { "dialect": "cloud" }
actor User {}
resource Doc {
  roles = ["reader", "writer"];
  relations = { parent: Doc };
  "reader" if is_public(resource) and is_known(actor);
  "reader" if shared(resource, usr);
#                              ^^^ warning: Singleton variable usr is unused or undefined; try renaming to _usr or _. In a shorthand, actor and resource have a value.
  "writer" if in_group(actor, group) and owns(group, resource);
  "writer" if owned(resource, _) or owned(resource, _group);
  role if role on "parent" and may_have(actor, role);
}
