import type {
  And,
  Call,
  Expression,
  InstancePattern,
  Name,
  Node,
  Or,
  Parameter,
  Parentheses,
  Rule,
  Shorthand,
  ShorthandBody,
  ShorthandReference,
  StringLiteral,
  Variable,
} from '@polar-tools/language';
import { reservedWords } from '../dialect/reserved-words.ts';
import type { DeclarationKind, Dialect } from '../model/policy.ts';
import { type Blocks, declaredName, relatedType } from './blocks.ts';
import { followedRelation } from './followed-relation.ts';

/** The block a shorthand stands in, and the blocks it may refer to. */
export interface ShorthandSetting {
  readonly dialect: Dialect;
  /** The type of the block that holds it; `global` for Cloud's global block. */
  readonly block: string;
  readonly blocks: Blocks;
}

const predicates: Readonly<Record<DeclarationKind, string>> = {
  role: 'has_role',
  permission: 'has_permission',
  relation: 'has_relation',
};

/** The predicate that a shorthand adds a clause to; undefined where its head is not declared. */
export function predicateOfHead(shorthand: Shorthand, setting: ShorthandSetting): string | undefined {
  const kind = headKind(shorthand, setting);
  return kind && predicates[kind];
}

/** The arity of the clauses that the shorthands of a block add. */
export function arityOfHead(setting: ShorthandSetting): number {
  return isGlobal(setting) ? 2 : 3;
}

/**
 * The rule that a shorthand stands for (docs/language/blocks.md#longhand). Each of its nodes
 * carries the range of the piece of the shorthand that it comes from, and the rule's container is the shorthand. What is not
 * declared is taken for a role, so that there is always something to show.
 */
export function longhandOf(shorthand: Shorthand, setting: ShorthandSetting): Rule {
  return new Longhand(shorthand, setting).rule();
}

/**
 * The name of the variable that stands for an instance of a type in a Library longhand: the type's name in lower case, with
 * `_instance` if that changes nothing, or makes a word of the language (`Print`), since the longhand is read as text, too.
 */
export function instanceVariable(type: string): string {
  const lower = type.toLowerCase();
  return lower === type || reservedWords.has(lower) ? `${lower}_instance` : lower;
}

const isGlobal = (setting: ShorthandSetting): boolean => setting.dialect === 'cloud' && setting.block === 'global';

function headKind({ head }: Shorthand, { blocks, block, dialect }: ShorthandSetting): DeclarationKind | undefined {
  if (head.$type === 'StringLiteral') return declaredName(blocks, block, head.value)?.kind;
  if (dialect !== 'cloud') return undefined;
  return head.name === 'role' || head.name === 'permission' ? head.name : undefined;
}

class Longhand {
  readonly #shorthand: Shorthand;
  readonly #setting: ShorthandSetting;
  readonly #cloud: boolean;
  readonly #resource: string;
  readonly #made = new Set<Node>();
  /** How many related resources have a variable so far. */
  #related = 0;

  constructor(shorthand: Shorthand, setting: ShorthandSetting) {
    this.#shorthand = shorthand;
    this.#setting = setting;
    this.#cloud = setting.dialect === 'cloud';
    this.#resource = this.#cloud ? 'resource' : instanceVariable(setting.block);
  }

  rule(): Rule {
    const { head } = this.#shorthand;
    const kind = headKind(this.#shorthand, this.#setting) ?? 'role';
    const parameters = [
      this.#parameter(head, this.#variable(head, 'actor'), this.#pattern(head, 'Actor')),
      this.#parameter(head, this.#term(head), undefined),
    ];
    if (!isGlobal(this.#setting)) {
      parameters.push(
        this.#parameter(head, this.#variable(head, this.#resource), this.#pattern(head, this.#setting.block)),
      );
    }
    const body = this.#body(this.#shorthand.body);
    return this.#at(this.#shorthand, {
      $type: 'Rule',
      flags: this.#shorthand.flags,
      name: this.#name(head, `has_${kind}`),
      parameters,
      body: body.length === 1 ? body[0] : this.#and(this.#shorthand.body, body),
    });
  }

  /** The goals of a body, to be joined by `and`. */
  #body(body: ShorthandBody): Expression[] {
    switch (body.$type) {
      case 'ShorthandAnd':
        return body.operands.flatMap((operand) => this.#body(operand));
      case 'ShorthandOr': {
        const operands = body.operands.map((operand) => {
          const goals = this.#body(operand);
          return goals.length === 1 ? goals[0]! : this.#and(operand, goals);
        });
        return [this.#at<Or>(body, { $type: 'Or', operands })];
      }
      case 'Parentheses': {
        const goals = this.#body(body.inner as ShorthandBody);
        const inner = goals.length === 1 ? goals[0]! : this.#and(body.inner, goals);
        if (inner.$type !== 'Or') return goals;
        return [this.#at<Parentheses>(body, { $type: 'Parentheses', inner })];
      }
      case 'Call':
        return [body];
      case 'ShorthandReference':
        return this.#reference(body);
    }
  }

  #reference(reference: ShorthandReference): Expression[] {
    const { blocks, block } = this.#setting;
    const { term } = reference;
    const relation = followedRelation(reference);
    if (reference.global) {
      const kind = this.#kind('global', term);
      return [this.#call(term, `has_${kind}`, [this.#variable(term, 'actor'), this.#term(term)])];
    }
    if (relation === undefined) return [this.#implier(term, block, this.#resource)];
    const type = relatedType(blocks, block, textOf(relation));
    const related = this.#relatedVariable(type);
    const implier = this.#implier(term, type, related);
    const hop = this.#hasRelation(relation, related, this.#resource);
    return this.#cloud ? [implier, hop] : [hop, implier];
  }

  /** `has_role(actor, "term", instance)`, by what the term is declared as in the type's block. */
  #implier(term: StringLiteral | Variable, type: string | undefined, instance: string): Call {
    const kind = this.#kind(type, term);
    if (kind === 'relation' && this.#cloud) {
      return this.#call(term, 'has_relation', [
        this.#variable(term, instance),
        this.#term(term),
        this.#variable(term, 'actor'),
      ]);
    }
    const values = [this.#variable(term, 'actor'), this.#term(term)];
    if (type !== 'global' || !this.#cloud) values.push(this.#variable(term, instance));
    return this.#call(term, `has_${kind}`, values);
  }

  /** The Library puts the related one first, Cloud last. */
  #hasRelation(relation: StringLiteral | Variable, related: string, resource: string): Call {
    const [first, last] = this.#cloud ? [resource, related] : [related, resource];
    return this.#call(relation, 'has_relation', [
      this.#variable(relation, first),
      this.#term(relation),
      this.#variable(relation, last),
    ]);
  }

  #relatedVariable(type: string | undefined): string {
    if (!this.#cloud) return `related_${instanceVariable(type ?? 'Resource')}`;
    this.#related++;
    return this.#related === 1 ? 'related' : `related_${this.#related}`;
  }

  #kind(type: string | undefined, term: StringLiteral | Variable): DeclarationKind {
    if (term.$type === 'Variable') return term.name === 'permission' ? 'permission' : 'role';
    if (type === undefined) return 'role';
    return declaredName(this.#setting.blocks, type, term.value)?.kind ?? 'role';
  }

  #term(term: StringLiteral | Variable): StringLiteral | Variable {
    return term.$type === 'StringLiteral'
      ? this.#at<StringLiteral>(term, { $type: 'StringLiteral', value: term.value })
      : this.#variable(term, term.name);
  }

  #variable(from: Node, name: string): Variable {
    return this.#at<Variable>(from, { $type: 'Variable', name });
  }

  #name(from: Node, text: string): Name {
    return this.#at<Name>(from, { $type: 'Name', text });
  }

  #pattern(from: Node, type: string): InstancePattern {
    return this.#at<InstancePattern>(from, {
      $type: 'InstancePattern',
      name: this.#name(from, type),
      fields: undefined,
    });
  }

  #parameter(from: Node, value: Expression, specializer: InstancePattern | undefined): Parameter {
    return this.#at<Parameter>(from, { $type: 'Parameter', value, specializer });
  }

  #call(from: Node, name: string, values: Expression[]): Call {
    return this.#at<Call>(from, { $type: 'Call', name: this.#name(from, name), arguments: values, keywords: [] });
  }

  #and(from: Node, operands: Expression[]): And {
    return this.#at<And>(from, { $type: 'And', operands });
  }

  /** A node with the range of the piece that it comes from; becomes the container of the made nodes that it holds. */
  #at<T extends Node>(from: Node, fields: Omit<T, '$start' | '$end' | '$container'>): T {
    const node = { ...fields, $start: from.$start, $end: from.$end, $container: this.#shorthand } as unknown as T;
    for (const value of Object.values(fields)) {
      if (Array.isArray(value)) for (const item of value) this.#adopt(item, node);
      else this.#adopt(value, node);
    }
    this.#made.add(node);
    return node;
  }

  #adopt(child: unknown, container: Node): void {
    if (this.#made.has(child as Node)) (child as { $container: Node }).$container = container;
  }
}

function textOf(term: StringLiteral | Variable): string {
  return term.$type === 'StringLiteral' ? term.value : term.name;
}
