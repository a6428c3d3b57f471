# Who may do what with a repository. The application's own objects are asked: models.js.

actor User {}

resource Repository {
  permissions = ["read", "push"];
  roles = ["contributor", "maintainer"];

  "read" if "contributor";
  "push" if "maintainer";
  "contributor" if "maintainer";
}

has_role(user: User, name: String, repository: Repository) if
  name = user.roleIn(repository);

has_permission(_user: User, "read", repository: Repository) if
  repository.isPublic;

allow(actor, action, resource) if
  has_permission(actor, action, resource);
