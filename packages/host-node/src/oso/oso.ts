import { filterOf } from './data-filter.ts';
import { type Class, ForbiddenError, NotFoundError, OsoError, UnregisteredClassError } from './errors.ts';
import type { Adapter } from './filter.ts';
import { Polar, type PolarOptions } from './polar.ts';
import { Expression, Pattern, Variable } from './terms.ts';

type ErrorClass = new (...args: never[]) => Error;

export interface OsoOptions extends PolarOptions {
  /** What is thrown where the actor may not read the resource. */
  readonly notFoundError?: ErrorClass;
  /** What is thrown where the actor may not do this. */
  readonly forbiddenError?: ErrorClass;
  /** The action that decides between the two. Default: `read`. */
  readonly readAction?: unknown;
}

interface WildcardOptions {
  /** Whether a rule that holds for anything gives `*`; else it is an error. */
  readonly allowWildcard?: boolean;
}

/** Decisions of a policy: the reference's class of that name (npm `oso` 0.27.3). */
export class Oso extends Polar {
  readonly #notFoundError: ErrorClass;
  readonly #forbiddenError: ErrorClass;
  readonly #readAction: unknown;

  constructor(options: OsoOptions = {}) {
    super(options);
    this.#notFoundError = options.notFoundError ?? NotFoundError;
    this.#forbiddenError = options.forbiddenError ?? ForbiddenError;
    this.#readAction = options.readAction || 'read';
  }

  /** Whether `allow` holds. */
  isAllowed(actor: unknown, action: unknown, resource: unknown): Promise<boolean> {
    return this.queryRuleOnce('allow', actor, action, resource);
  }

  /**
   * Returns where `allow` holds.
   *
   * @throws NotFoundError where the actor may not even read the resource, unless `checkRead` is false; ForbiddenError
   */
  async authorize(
    actor: unknown,
    action: unknown,
    resource: unknown,
    { checkRead = true }: { readonly checkRead?: boolean | undefined } = {},
  ): Promise<void> {
    if (await this.isAllowed(actor, action, resource)) return;
    const mayRead = async () =>
      action !== this.#readAction && (await this.isAllowed(actor, this.#readAction, resource));
    throw this.#made(checkRead && !(await mayRead()) ? this.#notFoundError : this.#forbiddenError);
  }

  /** All actions that the actor may do to the resource. */
  authorizedActions(actor: unknown, resource: unknown, options?: WildcardOptions): Promise<Set<unknown>> {
    const results = this.queryRule('allow', actor, new Variable('action'), resource);
    return collected(results, 'action', 'authorizedActions', options);
  }

  /** Returns where `allow_request` holds. @throws ForbiddenError */
  async authorizeRequest(actor: unknown, request: unknown): Promise<void> {
    if (!(await this.queryRuleOnce('allow_request', actor, request))) throw this.#made(this.#forbiddenError);
  }

  /** Returns where `allow_field` holds. @throws ForbiddenError */
  async authorizeField(actor: unknown, action: unknown, resource: unknown, field: unknown): Promise<void> {
    if (!(await this.queryRuleOnce('allow_field', actor, action, resource, field)))
      throw this.#made(this.#forbiddenError);
  }

  /** All fields of the resource to which the actor may do the action. */
  authorizedFields(
    actor: unknown,
    action: unknown,
    resource: unknown,
    options?: WildcardOptions,
  ): Promise<Set<unknown>> {
    const results = this.queryRule('allow_field', actor, action, resource, new Variable('field'));
    return collected(results, 'field', 'authorizedFields', options);
  }

  /**
   * A query of the application's database for all objects of a class to which the actor may do the action, as the adapter makes it.
   *
   * @throws UnregisteredClassError, DataFilteringConfigurationError, and what no filter can be made of
   */
  async authorizedQuery(actor: unknown, action: unknown, resourceCls: Class | string): Promise<unknown> {
    const { types, adapter } = this.registry;
    const model = typeof resourceCls === 'string' ? resourceCls : types.get(resourceCls)?.name;
    if (model === undefined) throw new UnregisteredClassError((resourceCls as Class).name);
    const resource = new Variable('resource');
    const isOfClass = new Expression('Isa', [resource, new Pattern({ tag: model, fields: {} })]);
    const options = { acceptExpression: true, bindings: new Map([['resource', isOfClass]]) };
    const answers: unknown[] = [];
    for await (const answer of this.queryRule(options, 'allow', actor, action, resource))
      answers.push(answer.get('resource'));
    return adapter.buildQuery(filterOf(answers, model, types));
  }

  /** All objects of a class to which the actor may do the action, as the adapter finds them. */
  async authorizedResources(actor: unknown, action: unknown, resourceCls: Class | string): Promise<readonly unknown[]> {
    const query = await this.authorizedQuery(actor, action, resourceCls);
    return query ? this.registry.adapter.executeQuery(query) : [];
  }

  /** Who makes queries of filters, and runs them. */
  setDataFilteringAdapter(adapter: Adapter): void {
    this.registry.adapter = adapter;
  }

  #made(Made: ErrorClass): Error {
    return new Made();
  }
}

async function collected(
  results: AsyncIterable<Map<string, unknown>>,
  name: 'action' | 'field',
  method: string,
  { allowWildcard = false }: WildcardOptions = {},
): Promise<Set<unknown>> {
  const found = new Set<unknown>();
  for await (const result of results) {
    const value = result.get(name);
    if (!(value instanceof Variable)) found.add(value);
    else if (allowWildcard) return new Set(['*']);
    else
      throw new OsoError(
        `The result of ${method}() contained an "unconstrained" ${name} that could represent any ${name}, but allowWildcard was set to False. To fix, set allowWildcard to True and compare with the "*" string.`,
      );
  }
  return found;
}
