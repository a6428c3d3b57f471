import type { Template } from './template.ts';

export const sharing: Template = {
  name: 'sharing',
  title: 'Owners who share',
  description: 'Whoever creates a photo owns it, may share it with people, or make it public.',
  text: `# Whoever creates an album owns it, may share it with others, and may make it public.
actor User {}

resource Album {
  roles = ["viewer", "editor", "owner"];
  permissions = ["view", "edit", "share"];
  relations = { creator: User };

  "owner" if "creator";
  "editor" if "owner";
  "viewer" if "editor";

  "view" if "viewer";
  "edit" if "editor";
  "share" if "owner";

  # Anybody may look at what is public.
  "view" if is_public(resource);
}

test "who creates an album owns it" {
  setup {
    has_relation(Album{"alps"}, "creator", User{"anne"});
  }

  assert allow(User{"anne"}, "share", Album{"alps"});
  assert_not allow(User{"bob"}, "view", Album{"alps"});
}

test "shared to look at is not shared to change" {
  setup {
    has_relation(Album{"alps"}, "creator", User{"anne"});
    has_role(User{"bob"}, "viewer", Album{"alps"});
    has_role(User{"cleo"}, "editor", Album{"alps"});
  }

  assert allow(User{"bob"}, action: String, Album{"alps"}) iff action in ["view"];
  assert allow(User{"cleo"}, "edit", Album{"alps"});
  assert_not allow(User{"cleo"}, "share", Album{"alps"});
}

test "public is for everybody, to look at" {
  setup {
    is_public(Album{"alps"});
  }

  assert allow(User{"dora"}, "view", Album{"alps"});
  assert_not allow(User{"dora"}, "edit", Album{"alps"});
}
`,
};
