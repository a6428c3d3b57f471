actor User {}
resource Repo {
  permissions = ["read", "write", "delete"];
}
has_permission(user: User, "read", _: Repo) if user.is_reader = true;
allow(actor, action, resource) if has_permission(actor, action, resource);

allow(user: User, "raed", repo: Repo) if user.repo = repo;
#                 ^^^^^^ warning: Repo declares no permission "raed". Did you mean "read"?
allow(user: User, "write", repo: Repo) if user.repo = repo;
# What the application allows besides.
allow(user: User, "export", repo: Repo) if user.repo = repo;
# Named twice: it is meant.
allow(user: User, "writes", repo: Repo) if user.repo = repo;
allow(user: User, "writes", repo: Repo) if user.owned = repo;
# Of a type that no block says anything of.
allow(user: User, "raad", page: Page) if user.page = page;
allow(_user, "delet", _resource) if false;

admin(user: User, repo: Repo) if allow(user, "delette", repo);
#                                            ^^^^^^^^^ warning: Repo declares no permission "delette". Did you mean "delete"?
reader(user: User, repo: Repo) if allow(user, "list", repo);
owner(user: User, repo: Repo) if allow(user, "write", repo);
