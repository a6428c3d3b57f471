import type { Template } from './template.ts';

export const groups: Template = {
  name: 'groups',
  title: 'Groups of users',
  description: 'Roles are given to groups, which may have groups among their members.',
  text: `# Roles are given to groups, too. A group may be a member of another one.
actor User {}

actor Group {
  relations = { member_of: Group };
}

resource Project {
  roles = ["viewer", "editor"];
  permissions = ["view", "edit"];

  "viewer" if "editor";

  "view" if "viewer";
  "edit" if "editor";
}

# A user has the roles of the groups that the user is in.
has_role(user: User, role: String, project: Project) if
  group matches Group and
  in_group(user, group) and
  has_role(group, role, project);

# A group has the roles of the groups that it is a member of.
has_role(group: Group, role: String, project: Project) if
  parent matches Group and
  has_relation(group, "member_of", parent) and
  has_role(parent, role, project);

test "members of a group have its roles" {
  setup {
    in_group(User{"anne"}, Group{"design"});
    has_role(Group{"design"}, "editor", Project{"site"});
  }

  assert allow(User{"anne"}, "edit", Project{"site"});
  assert_not allow(User{"bob"}, "view", Project{"site"});
}

test "groups in groups" {
  setup {
    in_group(User{"cleo"}, Group{"icons"});
    has_relation(Group{"icons"}, "member_of", Group{"design"});
    has_role(Group{"design"}, "viewer", Project{"site"});
  }

  assert allow(User{"cleo"}, action: String, Project{"site"}) iff action in ["view"];
}
`,
};
