# configuration: {"dialect": "library"}
actor User {}
# Called as the class is, whether it is known or not.
allow(user: "User", "read", repo) if user.org = repo.org;
#           ^^^^^^ warning: "User" in quotes is a string, and fits that string alone. To ask for the class, leave the quotes out: User.
allow(user, "write", _pull_request: "PullRequest") if user matches "User" and user.name = "a";
#                                   ^^^^^^^^^^^^^ warning: "PullRequest" in quotes is a string, and fits that string alone. To ask for the class, leave the quotes out: PullRequest.
#                                                                  ^^^^^^ warning: "User" in quotes is a string, and fits that string alone. To ask for the class, leave the quotes out: User.
# A string has no fields.
allow(u: "User", "list", _) if u.name = "a" or u.is_admin();
#        ^^^^^^ warning: "User" in quotes is a string, and fits that string alone. To ask for the class, leave the quotes out: User.
f(n: "Integer") if n.bits = 3;
#    ^^^^^^^^^ warning: "Integer" in quotes is a string, and fits that string alone. To ask for the class, leave the quotes out: Integer.
# The application may ask about a string.
allow(_: User, action: "read", _) if action = "read";
allow(_: User, "create", resource: "Repo") if resource = "Repo";
allow(_: User, "create", _: "User");
allow(kind: "kind", "create", _) if kind = "kind";
g(user: "admin") if user.name = "admin";
