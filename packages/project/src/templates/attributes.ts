import type { Template } from './template.ts';

export const attributes: Template = {
  name: 'attributes',
  title: 'Attributes and time',
  description: 'Levels, departments, and access that ends: rules over what is known of users and records.',
  text: `# What decides is what is known of users and records: a level, a department, the time.
actor User {}

resource Record {
  permissions = ["read", "sign"];
}

# Whoever is cleared for a record's level reads it.
has_permission(user: User, "read", record: Record) if
  clearance matches Integer and
  has_clearance(user, clearance) and
  level matches Integer and
  has_level(record, level) and
  clearance >= level;

# Somebody from the same department signs, unless it is the record's author.
has_permission(user: User, "sign", record: Record) if
  department matches Department and
  works_in(user, department) and
  belongs_to(record, department) and
  not wrote(user, record);

# Access may be given until a time, in seconds since 1970.
has_permission(user: User, "read", record: Record) if
  time matches Integer and
  may_read_until(user, record, time) and
  @current_unix_time < time;

resource Department {}

test "a level is enough for the levels below it" {
  setup {
    has_clearance(User{"anne"}, 2);
    has_level(Record{"minutes"}, 1);
    has_level(Record{"salaries"}, 3);
  }

  assert allow(User{"anne"}, "read", Record{"minutes"});
  assert_not allow(User{"anne"}, "read", Record{"salaries"});
}

test "nobody signs what he or she wrote" {
  setup {
    works_in(User{"anne"}, Department{"law"});
    works_in(User{"bob"}, Department{"law"});
    works_in(User{"cleo"}, Department{"sales"});
    belongs_to(Record{"contract"}, Department{"law"});
    wrote(User{"anne"}, Record{"contract"});
  }

  assert allow(User{"bob"}, "sign", Record{"contract"});
  assert_not allow(User{"anne"}, "sign", Record{"contract"});
  assert_not allow(User{"cleo"}, "sign", Record{"contract"});
}

test "access that has ended" {
  setup {
    may_read_until(User{"dora"}, Record{"minutes"}, 4102444800);
    may_read_until(User{"dora"}, Record{"old"}, 946684800);
  }

  # 2100 is to come, and 2000 is over.
  assert allow(User{"dora"}, "read", Record{"minutes"});
  assert_not allow(User{"dora"}, "read", Record{"old"});
}
`,
};
