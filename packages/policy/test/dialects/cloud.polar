# Policies for Oso Cloud. A line `# ---- name` begins one.
# ---- two blocks and a test
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
test "readers read" {
  setup { has_role(User{"ann"}, "reader", Repo{"r"}); }
  assert allow(User{"ann"}, "read", Repo{"r"});
}
# ---- two blocks without a test
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
# ---- a condition that is a fact
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
has_role(_: User, "reader", repo: Repo) if is_public(repo, true);
# ---- conditions in shorthands
actor User {}
resource Doc { roles = ["owner"]; permissions = ["read"]; "read" if "owner" or is_public(resource); }
# ---- global roles
actor User {}
global { roles = ["admin"]; permissions = ["create_org"]; "create_org" if "admin"; }
# ---- roles by a relation
actor User {}
resource Org { roles = ["admin", "member"]; permissions = ["read"]; "read" if "member"; "member" if "admin"; }
resource Repo { roles = ["reader"]; permissions = ["read"]; relations = { organization: Org }; "read" if "reader"; "reader" if "member" on "organization"; }
# ---- the creator on this resource
actor User {}
resource Issue { permissions = ["close"]; relations = { creator: User }; "close" if "creator" on resource; }
# ---- the creator
actor User {}
resource Issue { roles = ["triager"]; permissions = ["close"]; relations = { creator: User }; "close" if "creator"; "close" if "triager"; }
# ---- any role of the parent
actor User {}
resource Folder { roles = ["viewer", "editor"]; permissions = ["view"]; relations = { parent: Folder }; role if role on "parent"; "view" if "viewer"; }
# ---- any role of the parent, beside a rule that the Library demands
actor User {}
resource Folder { roles = ["viewer"]; permissions = ["view"]; relations = { parent: Folder, owner: User }; role if role on "parent"; "view" if "viewer"; }
allow(actor, action, resource) if has_permission(actor, action, resource);
has_role(user: User, "viewer", folder: Folder) if has_relation(folder, "owner", user);
# ---- groups
actor User {}
actor Group {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
has_role(user: User, role: String, repo: Repo) if
  group matches Group and
  has_group(user, group) and
  has_role(group, role, repo);
# ---- attributes
actor User {}
resource Page { permissions = ["view"]; }
has_permission(_: Actor, "view", page: Page) if is_public(page);
# ---- attributes with an allow rule
actor User {}
resource Page { roles = ["author"]; permissions = ["view", "edit"]; "edit" if "author"; }
has_permission(_: User, "view", page: Page) if is_published(page);
allow(actor, action, resource) if has_permission(actor, action, resource);
# ---- time
actor User {}
resource Repo { roles = ["member"]; permissions = ["read"]; "read" if "member"; }
has_role(user: User, "member", repo: Repo) if
  expiration matches Integer and
  has_role_until(user, "member", repo, expiration) and
  expiration > @current_unix_time;
# ---- declared facts
declare is_locked(Door);
actor Person {}
resource Door { permissions = ["open"]; }
has_permission(person: Person, "open", door: Door) if has_key(person, door) and not is_locked(door);
# ---- inheritance
actor User {}
resource File { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
resource Document extends File { permissions = ["comment"]; "comment" if "reader"; }
# ---- impersonation
actor User { permissions = ["impersonate"]; }
global { roles = ["support"]; }
has_permission(user: User, "impersonate", other: User) if has_role(user, "support") and not is_staff(other);
# ---- custom roles
actor User {}
resource Org { permissions = ["read", "write"]; }
has_permission(user: User, action: String, org: Org) if
  role matches Role and
  has_role_in(user, role, org) and
  grants_permission(role, action);
# ---- an object in a rule
actor User {}
resource App { roles = ["member"]; permissions = ["enter"]; "enter" if "member"; }
has_role(_: User, "member", App{"main"});
# ---- feature flags
actor User {}
resource Org { roles = ["member"]; permissions = ["use_beta"]; }
has_permission(user: User, "use_beta", org: Org) if has_role(user, "member", org) and has_feature(org, "beta");
# ---- plans
actor User {}
resource Org { roles = ["admin"]; permissions = ["export"]; }
resource Plan { roles = ["subscriber"]; }
has_permission(user: User, "export", org: Org) if
  plan matches Plan and
  has_plan(org, plan) and plan_allows(plan, "export") and
  has_role(user, "admin", org);
# ---- a chat
actor User {}
resource Channel { roles = ["member", "owner"]; permissions = ["post", "archive"]; "member" if "owner"; "post" if "member"; "archive" if "owner"; }
# ---- a private channel
actor User {}
resource Channel { roles = ["member"]; permissions = ["read"]; "read" if "member"; }
has_role(_: User, "member", channel: Channel) if is_open(channel);
# ---- a store
actor Customer {}
resource Order { permissions = ["cancel"]; relations = { customer: Customer }; "cancel" if "customer"; }
# ---- a hospital
actor Doctor {}
actor Nurse {}
resource Patient { roles = ["physician", "nurse"]; permissions = ["read_chart", "write_chart"]; "read_chart" if "nurse"; "nurse" if "physician"; "write_chart" if "physician"; }
# ---- a bank
actor Teller {}
resource Account { permissions = ["view"]; relations = { branch: Branch }; "view" if "teller" on "branch"; }
resource Branch { roles = ["teller"]; }
# ---- folders and files
actor User {}
resource Folder { roles = ["reader"]; permissions = ["read"]; relations = { folder: Folder }; "read" if "reader"; "reader" if "reader" on "folder"; }
resource File { roles = ["reader"]; permissions = ["read"]; relations = { folder: Folder }; "read" if "reader"; "reader" if "reader" on "folder"; }
# ---- relations that rules give
actor User {}
resource Org { roles = ["admin"]; }
resource Repo { roles = ["admin"]; permissions = ["delete"]; relations = { org: Org }; "delete" if "admin"; }
has_role(user: User, "admin", repo: Repo) if
  org matches Org and
  has_relation(repo, "org", org) and
  has_role(user, "admin", org);
# ---- everything belongs to the application
actor User {}
resource App { roles = ["user"]; permissions = ["enter"]; "enter" if "user"; }
resource Movie { permissions = ["watch"]; relations = { app: App }; "watch" if "user" on "app"; }
has_relation(_: Movie, "app", _: App) if is_the_app(_);
# ---- managers
actor Employee { permissions = ["review"]; relations = { manager: Employee }; "review" if "manager"; }
# ---- a test fixture
test fixture people { is_staff(User{"ann"}); }
actor User {}
may_enter(user: User) if is_staff(user);
# ---- only tests
test "nobody" { assert_not allow(User{"ann"}, "read", Repo{"r"}); }
# ---- integers
actor User {}
resource Report { permissions = ["read"]; }
has_permission(user: User, "read", report: Report) if
  level matches Integer and needed matches Integer and
  clearance(user, level) and classification(report, needed) and
  level >= needed;
# ---- tenants
actor User {}
resource Tenant { roles = ["member"]; }
resource Item { permissions = ["read"]; relations = { tenant: Tenant }; "read" if "member" on "tenant"; }
# ---- deny lists
actor User {}
resource Forum { roles = ["member"]; permissions = ["post"]; }
has_permission(user: User, "post", forum: Forum) if has_role(user, "member", forum) and not is_banned(user, forum);
# ---- sharing
actor User {}
resource Note { roles = ["viewer", "owner"]; permissions = ["view", "share"]; "view" if "viewer"; "viewer" if "owner"; "share" if "owner"; }
has_role(user: User, "viewer", note: Note) if is_shared_with(note, user);
# ---- one fault in a long policy
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read", "push"]; "read" if "reader" or is_public(resource); }
has_permission(user: User, "push", repo: Repo) if has_role(user, "reader", repo) and not is_archived(repo);
has_permission(user: User, "read", repo: Repo) i is_internal(repo);
# ---- a fault in the only test
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
test "readers read" {
  setup { has_role(User{"ann"}, "reader", Repo{"r"}) }
  assert allow(User{"ann"}, "read", Repo{"r"});
}
# ---- robots
actor User {}
actor Robot { relations = { owner: User }; }
resource Line { roles = ["operator"]; permissions = ["start"]; "start" if "operator"; }
has_role(robot: Robot, role: String, line: Line) if
  owner matches User and has_relation(robot, "owner", owner) and has_role(owner, role, line);
# ---- a social network
actor Person {}
resource Post { permissions = ["view"]; relations = { author: Person }; "view" if "author"; }
has_permission(person: Person, "view", post: Post) if
  author matches Person and has_relation(post, "author", author) and are_friends(person, author);
# ---- pets
actor Person {}
resource Dog { permissions = ["pat"]; }
has_permission(person: Person, "pat", dog: Dog) if are_pals(person, dog);
# ---- regions
actor User {}
resource Data { permissions = ["read"]; }
has_permission(user: User, "read", data: Data) if region matches String and in_region(user, region) and stored_in(data, region);
# ---- membership
actor User {}
resource Club { permissions = ["enter"]; }
has_permission(user: User, "enter", club: Club) if level in ["gold", "silver"] and member_level(user, club, level);
# ---- approvals
actor User {}
resource Change { roles = ["author", "reviewer"]; permissions = ["merge"]; "merge" if "author" and is_approved(resource); }
# ---- a newsroom
actor Journalist {}
resource Desk { roles = ["editor"]; }
resource Story { roles = ["writer"]; permissions = ["edit", "publish"]; relations = { desk: Desk }; "edit" if "writer"; "publish" if "editor" on "desk"; "edit" if "publish"; }
# ---- a library of books
actor Reader {}
resource Library { roles = ["member", "librarian"]; permissions = ["borrow", "catalogue"]; "borrow" if "member"; "catalogue" if "librarian"; "member" if "librarian"; }
# ---- secrets
actor Service {}
resource Vault { roles = ["reader"]; permissions = ["unseal"]; "unseal" if "reader"; }
has_role(service: Service, "reader", vault: Vault) if runs_in(service, cluster) and trusts(vault, cluster);
# ---- support
actor Agent {}
resource Ticket { permissions = ["answer"]; relations = { queue: Queue }; "answer" if "agent" on "queue"; }
resource Queue { roles = ["agent"]; relations = { team: Team }; "agent" if "member" on "team"; }
resource Team { roles = ["member"]; }
# ---- devices
actor User {}
resource Device { roles = ["owner"]; permissions = ["unlock"]; "unlock" if "owner"; }
has_permission(user: User, "unlock", device: Device) if has_pairing(user, device) and is_online(device);
# ---- quotas
actor User {}
resource Project { roles = ["member"]; permissions = ["deploy"]; "deploy" if "member" and is_under_quota(resource, true); }
# ---- a wrong habit
actor User {}
resource Page { roles = ["author"]; permissions = ["read"]; "read" if "author"; }
has_permission(user: User, "read", page: Page) if level matches Integer and has_level(user, level) and level == 3 and is_open(page);
# ---- the contrary of a rule
actor User {}
resource Doc { roles = ["editor", "viewer"]; permissions = ["edit", "view"]; "view" if "viewer"; "edit" if "editor"; }
has_permission(u: User, "edit", d: Doc) if active(u) and has_role(u, "viewer", d);
active(u: User) if not inactive(u);
# ---- many and one
actor User {}
resource Doc { roles = ["editor", "viewer"]; permissions = ["edit", "view"]; "view" if "viewer"; "edit" if "editor"; }
has_permission(u: User, "edit", d: Doc) if in_team(u, d) and has_role(u, "viewer", d);
in_team(u: User, d: Doc) if in_teams(u, t) and has_team(d, t);
# ---- members
actor User {}
resource Doc { roles = ["viewer"]; permissions = ["edit"]; "edit" if "viewer"; }
has_permission(u: User, "edit", d: Doc) if is_member(u, d);
is_member(u: User, d: Doc) if is_members(u, g) and has_role(g, "viewer", d);
# ---- steps
actor User {}
resource Doc { roles = ["viewer"]; permissions = ["edit"]; "edit" if "viewer"; }
has_permission(u: User, "edit", d: Doc) if step_3(u) and has_role(u, "viewer", d);
step_3(u: User) if step_1(u);
