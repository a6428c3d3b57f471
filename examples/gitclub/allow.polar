# The questions that the application asks. `allow` here uses the rules of roles.polar: both files are one policy.

allow(actor, action, resource) if
  not actor.suspended and
  has_permission(actor, action, resource);

# A closed issue can still be read, but no longer be changed.
allow_field(actor, "write", issue: Issue, field) if
  field in ["title", "body"] and
  not issue.closed and
  allow(actor, "close", issue);

# How long a chain of teams may be, counted by a recursive rule.
team_depth(team: Team, 0) if team.parent = nil and cut;

team_depth(team: Team, depth) if
  team_depth(team.parent, above) and
  depth = above + 1;
