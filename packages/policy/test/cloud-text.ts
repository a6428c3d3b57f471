import fc, { type GeneratorValue } from 'fast-check';

/** A policy with Cloud's constructs, some of them wrong. */
export function cloudText(g: GeneratorValue): string {
  const pick = <T>(...items: readonly T[]): T => items[g(fc.nat, { max: items.length - 1 })]!;
  const term = (): string => pick('"read"', '"write"', '"admin"', '"member"');
  const type = (): string => pick('User', 'Org', 'Repo', 'Folder');
  const statement = (): string => {
    switch (g(fc.nat, { max: 12 })) {
      case 0:
        return `global { roles = ["admin"]; permissions = ["read"]; ${pick('', '"read" if "admin";')} }`;
      case 1:
        return `${pick('actor', 'resource')} ${type()} ${pick('', 'extends Folder ', 'extends Org, User ')}{ roles = [${term()}]; relations = { parent: ${type()} }; ${pick('', `${term()} if ${term()} on "parent";`)} }`;
      case 2:
        return `resource ${type()} { permissions = [${term()}, "delete"]; ${term()} if ${term()} ${pick('', `or ${term()}`, 'and is_open(resource)', 'on parent')}; }`;
      case 3:
        return `has_role(user: ${type()}, ${term()}, thing: ${type()}) if ${pick('has_role', 'not has_role')}(user, ${pick(term(), 'other')}, thing);`;
      case 4:
        return `is_open(x: ${type()}) if ${pick('is_open', 'linked', 'not linked')}(x, ${pick('1', '"a"', 'User{"a"}')});`;
      case 5:
        return `declare linked(${type()}, ${pick('Integer', 'String', type())});`;
      case 6:
        return `test fixture ${pick('one', 'two')} { linked(Org{"a"}, ${pick('1', '"b"')}); has_relation(Repo{"a"}, "parent", ${type()}{"b"}); }`;
      case 7:
        return `test "t" { setup { fixture ${pick('one', 'onee')}; has_role(User{"a"}, ${term()}, Org{"b"}); } ${pick('', 'assert allow(User{"a"}, "read", Org{"b"});')} }`;
      case 8:
        return `has_${pick('role', 'permission')}(_: ${type()}, ${pick(term(), '"raed"', '"nope"')}, r: ${pick(type(), 'Resource')}) if has_${pick('role', 'relation')}(${pick('r', 'x')}, ${pick('"parent"', '"parnt"', term())}, ${pick('r', 'y', 'User{"a"}')});`;
      case 9:
        return `test fixture ${pick('one', 'two', 'three')} { ${pick('linked', 'linkd', 'is_open')}(${pick('Org{"a"}', 'User{"b"}', 'Orgg{"a"}', 'x')}, ${pick('1', '"b"', 'Org{"c"}')}); has_relation(${type()}{"a"}, ${pick('"parent"', '"parnt"', '"owner"')}, ${type()}{"b"}); has_role(${type()}{"c"}, ${pick('"admn"', '"nope"', term())}, ${type()}{"d"}); }`;
      case 10:
        return `test "${pick('u', 'v')}" { assert ${pick('allow', 'has_permission', 'has_role')}(${type()}{"a"}, ${pick('"raed"', '"nope"', term())}, ${pick('r', type())}${pick(': Org', '{"b"}')}) ${pick('', 'iff x in [Org{"a"}]')}; }`;
      case 11:
        return `near(u: ${type()}) if ${pick('linked', 'linkd', 'is_opne', 'is_open')}(u, ${pick('1', 'u', '_')}) and not (${pick('linked(u, 1) or is_open(u, 1)', 'is_open(u, 2)')});`;
      default:
        return `is_open(${type()}{"${pick('a', 'b')}"});`;
    }
  };
  return Array.from({ length: g(fc.nat, { max: 6 }) }, statement).join('\n');
}
