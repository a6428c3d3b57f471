/** A policy to load, with the classes that the application would register for it. */
export interface GeneratedPolicy {
  readonly text: string;
  readonly classes: readonly string[];
}

/**
 * A valid Library policy as a large application would write it, of exactly as many lines as asked for: for each
 * resource a block with declarations and shorthands, the rules that read its roles and relations from the application,
 * and ordinary rules; each names what the others define.
 */
export function generatePolicy(lines: number): GeneratedPolicy {
  const out = header();
  const classes = ['User'];
  for (let index = 0; ; index++) {
    const next = resource(index);
    if (out.length + next.lines.length > lines) break;
    out.push(...next.lines);
    classes.push(next.organization, next.repository);
  }
  while (out.length < lines) out.push(`flag("filler-${out.length}");`);
  return { text: `${out.join('\n')}\n`, classes };
}

/**
 * A policy of many files, each of as many lines as asked for. Every file also calls rules that no file defines, as a
 * workspace does while it is being rebuilt.
 */
export function generateWorkspace(
  files: number,
  lines: number,
): readonly { readonly name: string; readonly text: string }[] {
  let index = 0;
  return Array.from({ length: files }, (_, file) => {
    const out = file === 0 ? header() : [];
    for (let unresolved = 0; unresolved < 20; unresolved++) {
      out.push(`unresolved(user, resource) if missing_${file}_${unresolved}(user, resource);`);
    }
    for (;;) {
      const next = resource(index).lines;
      if (out.length + next.length > lines) break;
      out.push(...next);
      index++;
    }
    while (out.length < lines) out.push(`flag("filler-${file}-${out.length}");`);
    return { name: `part-${String(file).padStart(3, '0')}.polar`, text: `${out.join('\n')}\n` };
  });
}

function header(): string[] {
  return [
    '# Generated: who may do what in a large application.',
    'actor User {}',
    '',
    'allow(actor, action, resource) if has_permission(actor, action, resource);',
    '',
    'flag("beta");',
    'flag("archive");',
    '',
  ];
}

function resource(index: number): { lines: readonly string[]; organization: string; repository: string } {
  const organization = `Organization${index}`;
  const repository = `Repository${index}`;
  const lines = [
    `resource ${organization} {`,
    '  roles = ["owner", "member"];',
    '  permissions = ["invite", "read"];',
    '',
    '  "read" if "member";',
    '  "invite" if "owner";',
    '  "member" if "owner";',
    '}',
    '',
    `resource ${repository} {`,
    '  roles = ["reader", "writer", "maintainer"];',
    '  permissions = ["read", "write", "delete", "archive"];',
    `  relations = { parent: ${organization}, creator: User };`,
    '',
    '  "read" if "reader";',
    '  "write" if "writer";',
    '  "delete" if "maintainer";',
    '  "delete" if "creator";',
    '  "reader" if "writer";',
    '  "writer" if "maintainer";',
    '  "maintainer" if "owner" on "parent";',
    '  "reader" if "member" on "parent";',
    '}',
    '',
    '# Roles are kept with the user.',
    `has_role(user: User, name: String, organization: ${organization}) if`,
    '  role in user.organization_roles and',
    '  role.name = name and',
    '  role.organization = organization;',
    '',
    `has_role(user: User, name: String, repository: ${repository}) if`,
    '  role in user.repository_roles and',
    '  role.name = name and',
    '  role.repository = repository;',
    '',
    `has_relation(organization: ${organization}, "parent", repository: ${repository}) if`,
    '  organization = repository.organization;',
    '',
    `has_relation(user: User, "creator", repository: ${repository}) if`,
    '  user = repository.created_by;',
    '',
    `has_permission(user: User, "archive", repository: ${repository}) if`,
    '  flag("archive") and',
    `  may_archive_${index}(user, repository) and`,
    '  not repository.is_locked;',
    '',
    `may_archive_${index}(user: User, repository: ${repository}) if`,
    '  has_permission(user, "delete", repository) and',
    '  (repository.stars < 1000 or user.is_staff = true);',
    '',
    `may_archive_${index}(user: User{name: "root"}, _repository: ${repository}) if`,
    '  user.level >= 3;',
    '',
    `allow_field(user: User, "read", repository: ${repository}, field) if`,
    '  has_permission(user, "read", repository) and',
    '  field in ["name", "description", "stars"];',
    '',
  ];
  return { lines, organization, repository };
}

/**
 * A policy of so many blocks, as a company with several products has it: each product an organization with teams, its
 * projects, what lies in them and what lies in that, with roles that come down over relations, some from the team beside
 * the parent, some under a condition; and types that are linked with nothing. Products have different sizes, and share nothing.
 */
export function generateBlocks(count: number): string {
  const blocks: string[] = [];
  for (let product = 0; blocks.length < count; product++) blocks.push(...productOf(product));
  return `${blocks.slice(0, count).join('\n')}\nis_open(_resource);\n`;
}

function productOf(product: number): readonly string[] {
  const organization = `Organization${product}`;
  const team = `Team${product}`;
  const blocks = [
    `actor Person${product} {}`,
    block(organization, ['owner', 'member'], ['invite', 'read'], {}, ['"member" if "owner";']),
    block(team, ['lead', 'member'], ['rename', 'read'], { parent: organization }, [
      '"lead" if "owner" on "parent";',
      '"member" if "lead";',
    ]),
    block(`Setting${product}`, ['editor'], ['change', 'read'], {}, []),
  ];
  const projects = 1 + (product % 4);
  for (let at = 0; at < projects; at++) {
    const project = `Project${product}x${at}`;
    blocks.push(
      block(project, ['admin', 'writer', 'reader'], ['delete', 'write', 'read'], { parent: organization, team }, [
        '"admin" if "owner" on "parent";',
        '"writer" if "lead" on "team";',
        '"reader" if "member" on "team" and is_open(resource);',
        '"writer" if "admin";',
        '"reader" if "writer";',
      ]),
    );
    const kinds = 2 + ((product + at) % 4);
    for (let kind = 0; kind < kinds; kind++) {
      const thing = `Thing${product}x${at}x${kind}`;
      blocks.push(
        block(
          thing,
          ['owner', 'viewer'],
          ['delete', 'share', 'read'],
          { parent: project, creator: `Person${product}` },
          [
            '"owner" if "admin" on "parent";',
            '"owner" if "creator";',
            '"viewer" if "reader" on "parent";',
            '"share" if "owner" and is_open(resource);',
          ],
        ),
      );
      if (kind % 2 === 0)
        blocks.push(
          block(`Comment${product}x${at}x${kind}`, ['author'], ['edit', 'read'], { parent: thing, project }, [
            '"read" if "viewer" on "parent";',
            '"edit" if "admin" on "project";',
          ]),
        );
    }
  }
  return blocks;
}

/** A resource whose first permission is for its first role, and the last one for the last. */
function block(
  name: string,
  roles: readonly string[],
  permissions: readonly string[],
  relations: Readonly<Record<string, string>>,
  rules: readonly string[],
): string {
  const quoted = (names: readonly string[]): string => names.map((one) => `"${one}"`).join(', ');
  const related = Object.entries(relations).map(([relation, type]) => `${relation}: ${type}`);
  return [
    `resource ${name} {`,
    `  roles = [${quoted(roles)}];`,
    `  permissions = [${quoted(permissions)}];`,
    ...(related.length === 0 ? [] : [`  relations = { ${related.join(', ')} };`]),
    '',
    `  "${permissions[0]}" if "${roles[0]}";`,
    `  "${permissions.at(-1)}" if "${roles.at(-1)}";`,
    ...rules.map((rule) => `  ${rule}`),
    '}',
    '',
  ].join('\n');
}

/** The policies of the evaluator's measures; both sides run the same text. */
export const programs = {
  /** Naive reverse of 30 elements: 496 logical inferences. */
  nrev: `
    reversed([], []);
    reversed([first, *rest], result) if reversed(rest, turned) and appended(turned, [first], result);
    appended([], tail, tail);
    appended([first, *rest], tail, [first, *result]) if appended(rest, tail, result);
    measure() if reversed([${Array.from({ length: 30 }, (_, index) => index + 1).join(', ')}], _);
  `,
  fib: `
    fib(0, 1) if cut;
    fib(1, 1) if cut;
    fib(n, a + b) if fib(n - 1, a) and fib(n - 2, b);
    measure() if fib(15, result) and result = 987;
  `,
  /** 10,000 facts; the first argument tells them apart. */
  facts: `${Array.from({ length: 10_000 }, (_, index) => `fact("key-${index}", ${index});`).join('\n')}
    measure() if fact("key-5000", 5000);
  `,
  manyRules: `
    step(0);
    ${Array.from({ length: 10 }, (_, index) => `step(${index + 1}) if step(${index});`).join('\n')}
    measure() if step(10);
  `,
  forall: `
    measure() if forall(x in [1, 2, 3, 4, 5, 6, 7, 8], x > 0);
  `,
  not: `
    blocked("eve");
    blocked("mallory");
    measure() if not blocked("alice");
  `,
  prime: `
    prime(x) if x in [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97];
    measure() if prime(83);
  `,
  deep: `
    down(0) if cut;
    down(n) if down(n - 1);
    measure() if down(100000);
  `,
  /** Naive reverse of 900 elements: over a million events of a debugger. */
  million: `
    reversed([], []);
    reversed([first, *rest], result) if reversed(rest, turned) and appended(turned, [first], result);
    appended([], tail, tail);
    appended([first, *rest], tail, [first, *result]) if appended(rest, tail, result);
    measure() if reversed([${Array.from({ length: 900 }, (_, index) => index + 1).join(', ')}], _);
  `,
  /** Arithmetic and cuts, doubly recursive. */
  fib20: `
    fib(0, 1) if cut;
    fib(1, 1) if cut;
    fib(n, a + b) if fib(n - 1, a) and fib(n - 2, b);
    measure() if fib(20, 10946);
  `,
  /** The same under a constraint: the exact machine runs it. */
  constrainedFib: `
    fib(0, 1) if cut;
    fib(1, 1) if cut;
    fib(n, a + b) if fib(n - 1, a) and fib(n - 2, b);
    measure() if x > 0 and fib(22, _) and x = 1;
  `,
  /** All ways to order seven things: choice points at every step. */
  permutations: `
    permuted([], []);
    permuted(things, [first, *rest]) if chosen(things, first, others) and permuted(others, rest);
    chosen([first, *rest], first, rest);
    chosen([other, *things], chosen_one, [other, *rest]) if chosen(things, chosen_one, rest);
    measure() if not (permuted([1, 2, 3, 4, 5, 6, 7], order) and order = []);
  `,
} as const;

/** Logical inferences of one `measure()` of naive reverse. */
export const nrevInferences = 496;
