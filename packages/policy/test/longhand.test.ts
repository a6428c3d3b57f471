import { print, rangeOf } from '@polar-tools/language';
import { describe, expect, it } from 'vitest';
import { type Configuration, createPolicy, longhand } from '../src/index.ts';

/** The longhand of every shorthand of a policy. */
function longhands(text: string, configuration: Configuration): string[] {
  const policy = createPolicy([{ uri: 'p', text }], configuration);
  return policy.files.get('p')!.statements.flatMap(({ tree }) => {
    if (tree?.$type !== 'Block') return [];
    return tree.members.flatMap((member) =>
      member.$type === 'Shorthand' ? [print(longhand(policy, member)).replaceAll(/\s+/g, ' ')] : [],
    );
  });
}

describe('longhand', () => {
  it('is what the Library makes of a shorthand', () => {
    const text = `
      actor User {}
      resource Org { roles = ["owner"]; relations = { founder: User }; }
      resource Repo {
        roles = ["reader", "admin"]; permissions = ["read", "write"]; relations = { parent: Org, creator: User };
        "read" if "reader";
        "admin" if "owner" on "parent";
        "write" if "creator";
        "write" if "founder" on "parent";
      }
      resource team { roles = ["a", "b"]; "a" if "b"; }
      resource Print { roles = ["a", "b"]; relations = { print: Print }; "a" if "b" on "print"; }
    `;
    expect(longhands(text, { dialect: 'library' })).toEqual([
      'has_permission(actor: Actor, "read", repo: Repo) if has_role(actor, "reader", repo);',
      'has_role(actor: Actor, "admin", repo: Repo) if has_relation(related_org, "parent", repo) and has_role(actor, "owner", related_org);',
      'has_permission(actor: Actor, "write", repo: Repo) if has_relation(actor, "creator", repo);',
      'has_permission(actor: Actor, "write", repo: Repo) if has_relation(related_org, "parent", repo) and has_relation(actor, "founder", related_org);',
      'has_role(actor: Actor, "a", team_instance: team) if has_role(actor, "b", team_instance);',
      'has_role(actor: Actor, "a", print_instance: Print) if has_relation(related_print_instance, "print", print_instance) and has_role(actor, "b", related_print_instance);',
    ]);
  });

  it('is what Cloud makes of a shorthand', () => {
    const text = `
      actor User {}
      global { roles = ["admin"]; permissions = ["audit"]; "audit" if "admin"; }
      resource Folder {
        roles = ["reader", "owner"]; permissions = ["read"]; relations = { folder: Folder, creator: User };
        "read" if "reader";
        "reader" if "reader" on "folder";
        "read" if global "admin";
        "read" if "creator";
        role if role on "folder";
        "read" if "owner" and is_open(resource, true) or ("reader" and "owner" on "folder");
      }
    `;
    expect(longhands(text, { dialect: 'cloud' })).toEqual([
      'has_permission(actor: Actor, "audit") if has_role(actor, "admin");',
      'has_permission(actor: Actor, "read", resource: Folder) if has_role(actor, "reader", resource);',
      'has_role(actor: Actor, "reader", resource: Folder) if has_role(actor, "reader", related) and has_relation(resource, "folder", related);',
      'has_permission(actor: Actor, "read", resource: Folder) if has_role(actor, "admin");',
      'has_permission(actor: Actor, "read", resource: Folder) if has_relation(resource, "creator", actor);',
      'has_role(actor: Actor, role, resource: Folder) if has_role(actor, role, related) and has_relation(resource, "folder", related);',
      'has_permission(actor: Actor, "read", resource: Folder) if has_role(actor, "owner", resource) and is_open(resource, true) or has_role(actor, "reader", resource) and has_role(actor, "owner", related) and has_relation(resource, "folder", related);',
    ]);
  });

  it('carries the ranges of the pieces it comes from', () => {
    const text = 'resource Repo { roles = ["a", "b"]; "a" if "b"; }';
    const policy = createPolicy([{ uri: 'p', text }]);
    const clause = policy.predicates.get('has_role')!.clauses[0]!;
    const { rule, shorthand } = clause;
    const piece = (node: Parameters<typeof rangeOf>[0]): string => {
      const { start, end } = rangeOf(node);
      return text.slice(start, end);
    };
    expect(piece(rule)).toBe('"a" if "b";');
    expect(piece(rule.body!)).toBe('"b"');
    expect(piece(rule.parameters[1]!)).toBe('"a"');
    expect(rule.$container).toBe(shorthand);
    expect(rule.body!.$container).toBe(rule);
  });
});
