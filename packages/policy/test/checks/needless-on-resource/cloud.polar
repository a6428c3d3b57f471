actor User {}
resource Issue {
  permissions = ["delete", "close", "move"];
  roles = ["triager"];
  relations = { creator: User, repo: Issue };
  "delete" if "creator" on resource;
#                          ^^^^^^^^ hint: This is "creator" of this very resource, with or without "on resource".
  "close" if "triager" on resource and is_open(resource);
#                         ^^^^^^^^ hint: This is "triager" of this very resource, with or without "on resource".
  "move" if "creator" or "triager" on "repo";
}
