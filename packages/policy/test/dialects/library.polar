# Policies for the Oso library. A line `# ---- name` begins one.
# ---- owner of a document
allow(user: User, "read", document: Document) if document.owner = user;
allow(user: User, "edit", document: Document) if document.owner_id = user.id;
# ---- admins by attribute
allow(user, _action, _resource) if user.is_admin;
# ---- roles of a user
allow(user: User, action, resource) if
  role in user.roles and
  role_allows(role, action, resource);
role_allows("admin", _, _);
role_allows("reader", "read", _);
# ---- blocks with roles of an application
actor User {}
resource Repository {
  roles = ["reader", "writer"];
  permissions = ["read", "push"];
  "read" if "reader";
  "push" if "writer";
  "reader" if "writer";
}
has_role(user: User, name: String, repository: Repository) if
  role in user.repository_roles and
  role.name = name and
  role.repository = repository;
allow(actor, action, resource) if has_permission(actor, action, resource);
# ---- organizations and repositories
actor User {}
resource Organization { roles = ["owner", "member"]; permissions = ["read"]; "read" if "member"; "member" if "owner"; }
resource Repository {
  roles = ["reader"];
  permissions = ["read"];
  relations = { parent: Organization };
  "read" if "reader";
  "reader" if "member" on "parent";
}
has_relation(organization: Organization, "parent", repository: Repository) if repository.organization = organization;
has_role(user: User, name: String, organization: Organization) if role in user.roles and role.name = name and role.organization = organization;
allow(actor, action, resource) if has_permission(actor, action, resource);
# ---- constants for roles
actor User {}
resource Page { roles = ["viewer", "editor"]; permissions = ["view", "edit"]; "view" if "viewer"; "edit" if "editor"; "viewer" if "editor"; }
has_role(_: User, "viewer", _: Page);
allow(actor, action, resource) if has_permission(actor, action, resource);
# ---- a relation that is not there yet
actor User {}
resource Organization { roles = ["owner"]; }
resource Repository { roles = ["admin"]; permissions = ["delete"]; relations = { parent: Organization }; "delete" if "admin"; "admin" if "owner" on "parent"; }
has_role(_: User, "owner", _: Organization);
allow(actor, action, resource) if has_permission(actor, action, resource);
# ---- everything is public
allow(_, "read", _);
# ---- the time of day
allow(user: User, "open", door: Door) if
  now = Clock.now() and
  now.hour >= 8 and now.hour < 18 and
  user in door.holders;
# ---- requests of a web server
allow_request(_, request: Request) if request.path = "/" or request.method = "GET";
allow_request(user: User, request: Request) if request.path.startswith("/admin") and user.is_staff;
# ---- fields
allow_field(user: User, "read", post: Post, "text") if allow(user, "read", post);
allow_field(user: User, "write", post: Post, field) if field in ["text", "title"] and post.author = user;
allow(_: User, "read", _: Post);
# ---- a hierarchy of managers
allow(manager: Employee, "read", report: Report) if manages(manager, report.author);
manages(manager, employee) if employee.manager = manager;
manages(manager, employee) if manages(manager, employee.manager);
# ---- lists of actions
allow(user: Member, action, _: Article) if action in ["read", "comment"] and user.active = true;
# ---- dictionaries as actors
allow({role: "admin"}, _, _);
allow(actor: {role: "reader"}, "read", _resource) if actor.active;
# ---- specializers with fields
allow(_: User{role: "admin"}, _action, _resource);
allow(user: User, "read", _: File{owner: user});
# ---- counts
allow(user: User, "invite", team: Team) if user in team.owners and team.members.length < team.plan.seats;
# ---- arithmetic
allow(account: Account, "withdraw", amount) if account.balance - amount >= 0;
# ---- negation
allow(user: User, "post", forum: Forum) if user in forum.members and not user in forum.banned;
# ---- for all
allow(user: User, "merge", request: PullRequest) if
  forall(review in request.reviews, review.state = "approved") and
  user in request.repository.maintainers;
# ---- new objects
allow(user: User, "read", path: String) if allow(user, "read", new Resource(path: path));
allow(user: User, "read", resource: Resource) if resource.is_readable_by(user);
# ---- inline queries
allow("alice", "read", "book");
?= allow("alice", "read", "book");
?= not allow("bob", "read", "book");
# ---- cut
allow(user, action, resource) if denied(user, action, resource) and cut and false;
allow(user, _, resource) if user.id == resource.owner_id;
denied(user, _, _) if user.suspended;
# ---- printing
allow(user, action, resource) if print("asked", user, action, resource) and user.name = resource.owner;
# ---- rule types
type can_read(user: User, resource);
can_read(user: User, resource: Page) if resource in user.pages;
allow(user, "read", resource) if can_read(user, resource);
# ---- tenants
allow(user: User, action, resource: Resource) if
  user.tenant_id = resource.tenant_id and
  permission in user.permissions and
  permission.action = action;
# ---- groups of a directory
allow(user: User, "deploy", environment: Environment) if
  group in user.groups and
  group.name = environment.deployers;
# ---- an actor block with roles only
actor User { roles = ["self"]; permissions = ["read_profile"]; "read_profile" if "self"; }
has_role(user: User, "self", user: User);
allow(actor, action, resource) if has_permission(actor, action, resource);
# ---- permissions by rule
actor User {}
resource Post { permissions = ["read", "edit"]; }
has_permission(_: User, "read", _: Post);
has_permission(user: User, "edit", post: Post) if post.author = user;
allow(actor, action, resource) if has_permission(actor, action, resource);
# ---- blocks in which nothing is computed
actor User {}
resource Folder { roles = ["owner"]; permissions = ["list"]; "list" if "owner"; }
has_role(user: User, "owner", folder: Folder) if owns(user, folder);
owns(_: User, _: Folder);
allow(actor, action, resource) if has_permission(actor, action, resource);
# ---- a relation with its rule
actor User {}
resource Folder { roles = ["reader"]; permissions = ["list"]; "list" if "reader"; }
resource File { permissions = ["open"]; relations = { folder: Folder }; "open" if "reader" on "folder"; }
has_relation(_: Folder, "folder", _: File);
has_role(_: User, "reader", _: Folder);
allow(actor, action, resource) if has_permission(actor, action, resource);
# ---- strings
allow(name, "read", path) if path.startswith("/home/") and segment = path.split("/") and name in segment;
# ---- enumerations
allow(user: User, "approve", expense: Expense) if user.role = Role.MANAGER and expense.amount <= 1000;
# ---- methods
allow(user: User, action: String, resource) if user.can(action, resource);
# ---- a class in a namespace
allow(user: accounts::User, "read", post: blog::Post) if post.visibility = blog::Post.PUBLIC or post.author = user;
# ---- keyword arguments
allow(user: User, "see", item) if item.visible_to(user: user, strict: true);
# ---- several results
allow(user: User, action, resource) if
  [permission, *_rest] = user.permissions and
  permission = [action, resource];
# ---- one fault in a long policy
allow(user: User, "read", post: Post) if post.author = user;
allow(user: User, "edit", post: Post) if post.author = user and not post.locked;
allow(user: User, "delete", post: Post) i post.author = user;
# ---- a test that is a comment
# test "reads" { assert allow(User{"a"}, "read", Post{"b"}); }
allow(user: User, "read", post: Post) if user.id = post.author_id;
# ---- insurance
allow(agent: Agent, "view", claim: Claim) if claim.policy.agent = agent;
allow(adjuster: Adjuster, "settle", claim: Claim) if claim.amount <= adjuster.limit and claim.state = "open";
# ---- a hospital
allow(doctor: Doctor, "read", record: Record) if record.patient in doctor.patients;
allow(nurse: Nurse, "read", record: Record) if record.ward = nurse.ward and not record.sealed;
# ---- a school
actor Teacher {}
actor Student {}
resource Course { roles = ["teacher", "student"]; permissions = ["grade", "attend"]; "grade" if "teacher"; "attend" if "student"; }
has_role(teacher: Teacher, "teacher", course: Course) if course.teacher = teacher;
has_role(student: Student, "student", course: Course) if student in course.students;
allow(actor, action, resource) if has_permission(actor, action, resource);
# ---- a misspelt rule
actor User {}
resource Team { roles = ["lead"]; permissions = ["plan"]; "plan" if "lead"; }
has_role(_: User, "lead", _: Team);
allow(actor, action, resource) if has_permision(actor, action, resource);
# ---- shops
allow(customer: Customer, "cancel", order: Order) if order.customer = customer and order.state != "shipped";
# ---- defaults
allow(actor, action, resource) if base_allow(actor, action, resource);
base_allow(_: User, "read", resource) if resource.public;
# ---- machines
allow(service: Service, "call", endpoint: Endpoint) if service.name in endpoint.callers;
# ---- a rule that calls itself
ancestor(x, y) if parent(x, y);
ancestor(x, y) if parent(x, z) and ancestor(z, y);
parent("ann", "bob");
allow(x, "see", y) if ancestor(x, y);
# ---- matches in a body
allow(user, "read", resource) if user matches Admin or (resource matches Post and resource.public);
# ---- an adventure
allow(player: Player, "open", chest: Chest) if key in player.inventory and key.opens = chest.id;
# ---- a garden
allow(gardener: Gardener, "water", bed: Bed) if bed.moisture < 0.3 and gardener in bed.garden.keepers;
# ---- a game
allow(player: Player, "move", piece: Piece) if piece.owner = player and piece.board.turn == player.colour;
# ---- newsletters
actor Subscriber {}
resource Letter { roles = ["subscriber"]; permissions = ["read"]; "read" if "subscriber"; }
has_role(subscriber: Subscriber, "subscriber", letter: Letter) if letter in subscriber.letters;
allow(actor, action, resource) if has_permission(actor, action, resource);
