import { resolve } from 'node:path';
import type { Editor } from './editor.ts';
import { Listener } from './listener.ts';
import { type AnyOso, hasRules, type QueryOpts, type Source } from './registered.ts';

/** An `Oso` whose questions are shown to an editor, where one is there. */
export class AttachedOso {
  readonly oso: AnyOso;
  readonly name: string;
  /** Undefined while nobody is there: that is all that a question looks at then. */
  editor: Editor | undefined;
  readonly constants = new Map<string, unknown>();
  /** The policy as it was loaded; undefined where it was loaded before anybody noted it. */
  sources: (readonly [path: string | null, text: string])[] | undefined;
  /** Grows whenever something is loaded or registered. */
  version = 0;
  /** The question as the application's own engine answers it. */
  readonly query: AnyOso['query'];

  constructor(oso: AnyOso, name: string) {
    this.oso = oso;
    this.name = name;
    this.query = oso.query.bind(oso);
    if (!hasRules(oso)) this.sources = [];
    this.#wrap();
  }

  /** Notes which names are constants that were registered before anybody noted it. The engine is asked, and nothing of the application. */
  async findConstants(names: readonly string[]): Promise<void> {
    const { types } = this.oso.getHost();
    for (const name of names) {
      try {
        const asked = this.query(`polar_debug_constant = ${name}`);
        const { value } = await asked.next();
        await asked.return();
        const found = value?.get('polar_debug_constant');
        if (found?.constructor?.name !== 'Variable' && !types.has(name)) this.constants.set(name, found);
      } catch {
        // It is a word of the language.
      }
    }
    this.version++;
  }

  #wrap(): void {
    const { oso } = this;
    const { queryRuleOnce, registerConstant, registerClass, clearRules, loadSources } = oso;
    oso.registerConstant = (value, name) => {
      registerConstant.call(oso, value, name);
      // The engine registers classes as constants, too.
      if (!oso.getHost().types.has(name)) this.constants.set(name, value);
      this.version++;
    };
    oso.registerClass = (cls, params) => {
      registerClass.call(oso, cls, params);
      this.version++;
    };
    oso.clearRules = () => {
      clearRules.call(oso);
      this.sources = [];
      this.version++;
    };
    oso.loadSources = async (sources: readonly Source[]) => {
      await loadSources.call(oso, sources);
      this.sources?.push(
        ...sources.map(({ src, filename }) => [filename === undefined ? null : resolve(filename), src] as const),
      );
      this.version++;
    };
    oso.query = (q: unknown, opts?: QueryOpts) =>
      this.editor === undefined ? this.query(q, opts) : this.editor.decide(q, opts);
    // The stand-in has a quicker way for a yes or a no.
    oso.queryRuleOnce = async (name, ...args) => {
      if (this.editor === undefined) return queryRuleOnce.call(oso, name, ...args);
      for await (const _ of oso.queryRule(name, ...args)) return true;
      return false;
    };
  }
}

/** What an application has of its editor. */
export interface Attachment {
  readonly port: number;
  readonly token: string;
  /** Listens no more. An editor that is there goes. */
  close(): void;
}

const attached = new WeakMap<object, Promise<Attachment>>();

/**
 * Lets an editor debug the policy of an `Oso`, of the npm package `oso` or of the class that stands in for it: call it before `loadFiles`, so that the editor knows what is loaded.
 *
 * While no editor is there, a question costs one look at a property more. With one, each question is evaluated first by the editor's evaluator, which stops
 * at breakpoints, over the application's own objects; then by the application's own engine, whose answer counts.
 *
 * @param name what editors call the application; default: the name of its program
 * @returns once it listens: on a port of this machine, for whoever has the token. A second call for the same `Oso` gives the same.
 */
export function attach(oso: object, { name = programName() }: { readonly name?: string } = {}): Promise<Attachment> {
  const known = attached.get(oso);
  if (known !== undefined) return known;
  const listening = new Listener(new AttachedOso(oso as AnyOso, name)).open();
  attached.set(oso, listening);
  return listening;
}

const programName = (): string => process.argv[1]?.split(/[/\\]/).at(-1) ?? 'node';
