# A shared drive for several organizations. The rules are here; `company.polar` has the facts that many tests share, and the other files have
# the tests. Run them with `polar test examples/cloud`; ask with
# `polar list User:anne read Folder --policy examples/cloud --facts examples/cloud/facts.json`.

actor User {}

# Roles that hold everywhere.
global {
  roles = ["support", "auditor"];
  permissions = ["open_console", "see_statistics"];

  "open_console" if "support";
  "see_statistics" if "support";
  "see_statistics" if "auditor";
}

resource Organization {
  roles = ["guest", "member", "admin"];
  permissions = ["read", "invite", "manage_members", "delete"];

  "member" if "admin";
  "read" if "member";
  "read" if "guest";
  "read" if global "auditor";
  "invite" if "member";
  "manage_members" if "admin";
}

resource Department {}

# Teams within teams: who is in a subteam is in the team. Some companies have teams that contain each other.
resource Team {
  roles = ["member", "lead"];
  permissions = ["read", "rename"];
  relations = { organization: Organization, subteam: Team };

  "member" if "lead";
  "member" if "member" on "subteam";
  "lead" if "admin" on "organization";
  "read" if "member";
  "rename" if "lead";
}

# Folders in folders: a role of a folder holds for all that is below it.
resource Folder {
  roles = ["viewer", "editor", "owner"];
  permissions = ["read", "comment", "write", "share", "delete"];
  relations = { parent: Folder, organization: Organization, team: Team };

  role if role on "parent";
  "owner" if "admin" on "organization";
  "editor" if "lead" on "team";
  "viewer" if "member" on "team";
  "viewer" if "editor";
  "editor" if "owner";

  "read" if "viewer";
  "read" if global "support";
  "write" if "editor";
  "share" if "owner";
  "delete" if "owner" and is_empty(resource);
}

resource File {
  roles = ["viewer", "editor", "owner"];
  permissions = ["read", "comment", "write", "share", "delete"];
  relations = { folder: Folder, creator: User };

  role if role on "folder";
  "owner" if "creator";
  "viewer" if "editor";
  "editor" if "owner";

  "share" if "owner";
  "delete" if "owner";
}

# A document and a spreadsheet are files: what holds for a file holds for them, and each has something of its own.
resource Document extends File {
  permissions = ["suggest"];

  "suggest" if "viewer";
}

resource Spreadsheet extends File {
  roles = ["analyst"];
  permissions = ["recalculate"];

  "viewer" if "analyst";
  "recalculate" if "analyst";
  "recalculate" if "editor";
}

# What personnel keeps of somebody, field by field.
resource Employee {
  relations = { account: User, manager: User };
}

resource Field {}

# ---- Who may do anything at all ----------------------------------------------------------------------------------------

# Nobody whose account is suspended, whatever they were granted.
allow(user: User, action: String, resource: Resource) if
  has_permission(user, action, resource) and
  not is_suspended(user);

allow(user: User, action: String) if
  has_permission(user, action) and
  not is_suspended(user);

# ---- Reading and writing files -----------------------------------------------------------------------------------------

# A confidential file is not read across departments.
has_permission(user: User, "read", file: File) if
  has_role(user, "viewer", file) and
  not is_confidential(file);

has_permission(user: User, "read", file: File) if
  has_role(user, "viewer", file) and
  is_confidential(file) and
  same_department(user, file);

same_department(user: User, file: File) if
  belongs_to(file, department) and
  works_in(user, department);

# Everybody reads what is published, with an account or without.
has_permission(_: User, "read", file: File) if
  is_published(file);

# What is archived stays as it is; what is locked, too, but for who locked it.
has_permission(user: User, "write", file: File) if
  has_role(user, "editor", file) and
  not is_archived(file) and
  not is_locked(file);

has_permission(user: User, "write", file: File) if
  has_role(user, "editor", file) and
  not is_archived(file) and
  locked_by(file, user);

is_locked(file: File) if locked_by(file, _);

# Remarks of several kinds need no more than to be able to look.
has_permission(user: User, action: String, folder: Folder) if
  action in ["comment", "react"] and
  has_role(user, "viewer", folder);

# Some files want a clearance: a number that is high enough.
has_permission(user: User, "comment", file: File) if
  has_role(user, "viewer", file) and
  needs_clearance(file, needed) and
  has_clearance(user, level) and
  level >= needed;

# ---- Sharing -----------------------------------------------------------------------------------------------------------

# A folder is shared with a team as viewers or editors; nobody becomes an owner that way.
has_role(user: User, role: String, folder: Folder) if
  is_shared(folder, team, role) and
  role in ["viewer", "editor"] and
  has_role(user, "member", team);

# For some time.
has_role(user: User, role: String, folder: Folder) if
  has_role_until(user, role, folder, until) and
  until > @current_unix_time;

# ---- Several organizations ---------------------------------------------------------------------------------------------

# The organization that a folder is in, however deep.
tenant(folder: Folder, organization: Organization) if
  has_relation(folder, "organization", organization);

tenant(folder: Folder, organization: Organization) if
  has_relation(folder, "parent", parent) and
  tenant(parent, organization);

# Guests look at a folder that they were invited to, if its organization takes guests, and does not block them.
has_role(user: User, "viewer", folder: Folder) if
  is_invited(user, folder) and
  tenant(folder, organization) and
  takes_guests(organization) and
  not is_blocked(user, organization);

# Whoever may look at a folder of an organization is a guest there, members aside.
has_role(user: User, "guest", organization: Organization) if
  is_invited(user, folder) and
  tenant(folder, organization) and
  takes_guests(organization) and
  not is_employed(user, organization);

is_employed(user: User, organization: Organization) if
  has_role(user, "member", organization);

# An organization goes when nothing is in it any more.
has_permission(user: User, "delete", organization: Organization) if
  has_role(user, "admin", organization) and
  not has_relation(_, "organization", organization);

# ---- Support -----------------------------------------------------------------------------------------------------------

# Support sees what a person sees who has agreed to that, but not what administrators see.
may_act_for(support: User, user: User) if
  has_role(support, "support") and
  agrees_to_support(user) and
  not is_administrator(user);

is_administrator(user: User) if
  organization matches Organization and
  has_role(user, "admin", organization);

has_permission(support: User, "read", file: File) if
  may_act_for(support, user) and
  has_role(user, "viewer", file) and
  not is_confidential(file);

# ---- Fields ------------------------------------------------------------------------------------------------------------

# Everybody sees all there is of themselves, and a manager all but the address.
allow_field(user: User, "read", employee: Employee, _: Field) if
  has_relation(employee, "account", user);

allow_field(user: User, "read", employee: Employee, field: Field) if
  has_relation(employee, "manager", user) and
  field in [Field{"name"}, Field{"phone"}, Field{"salary"}];

# Colleagues of a department see how to reach each other.
allow_field(user: User, "read", employee: Employee, field: Field) if
  has_relation(employee, "account", colleague) and
  works_in(colleague, department) and
  works_in(user, department) and
  field in [Field{"name"}, Field{"phone"}];

allow_field(user: User, "write", employee: Employee, Field{"phone"}) if
  has_relation(employee, "account", user);
