actor User {}
resource Issue {
  permissions = ["delete", "close", "move"];
  roles = ["triager"];
  relations = { creator: User, repo: Issue };
  "delete" if "creator";
  "close" if "triager" and is_open(resource);
  "move" if "creator" or "triager" on "repo";
}
