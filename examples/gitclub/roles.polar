# Roles, permissions, and how they follow from one another.

actor User {}

resource Organization {
  permissions = ["read", "create_repositories", "invite"];
  roles = ["member", "owner"];

  "read" if "member";
  "create_repositories" if "member";
  "invite" if "owner";

  "member" if "owner";
}

resource Repository {
  permissions = ["read", "push", "create_issues", "delete"];
  roles = ["reader", "maintainer", "admin"];
  relations = { organization: Organization };

  "read" if "reader";
  "create_issues" if "reader";
  "push" if "maintainer";
  "delete" if "admin";

  "maintainer" if "admin";
  "reader" if "maintainer";

  # What an organization's people may do with its repositories.
  "reader" if "member" on "organization";
  "admin" if "owner" on "organization";
}

resource Issue {
  permissions = ["read", "comment", "close"];
  relations = { repository: Repository, creator: User };

  "read" if "read" on "repository";
  "comment" if "create_issues" on "repository";
  "close" if "maintainer" on "repository";
  "close" if "creator";
}

# Where the application keeps it: a user has roles, each with a name and the resource that it is for.
has_role(user: User, name: String, resource: Resource) if
  role in user.roles and
  role.name = name and
  role.resource = resource;

has_relation(organization: Organization, "organization", repository: Repository) if
  organization = repository.organization;

has_relation(repository: Repository, "repository", issue: Issue) if
  repository = issue.repository;

has_relation(user: User, "creator", issue: Issue) if
  user = issue.creator;
