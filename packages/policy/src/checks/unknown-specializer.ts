import { walk } from '../model/walk.ts';
import { NameCounter } from '../names/singletons.ts';
import { editDistance, isSlip, nearestOf } from '../names/suggestions.ts';
import { type Check, libraryOnly, type StatementContext } from './definition.ts';
import { nameIt } from './unregistered-class.ts';

/** What people call the built-in classes in other languages. */
const misspellings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    integer: 'Integer',
    int: 'Integer',
    i32: 'Integer',
    i64: 'Integer',
    u32: 'Integer',
    u64: 'Integer',
    usize: 'Integer',
    size_t: 'Integer',
    float: 'Float',
    f32: 'Float',
    f64: 'Float',
    double: 'Float',
    char: 'String',
    str: 'String',
    string: 'String',
    list: 'List',
    array: 'List',
    Array: 'List',
    dict: 'Dictionary',
    Dict: 'Dictionary',
    dictionary: 'Dictionary',
    hash: 'Dictionary',
    Hash: 'Dictionary',
    map: 'Dictionary',
    Map: 'Dictionary',
    HashMap: 'Dictionary',
    hashmap: 'Dictionary',
    hash_map: 'Dictionary',
  }),
);

/** A specializer that names no class: nothing will ever match it. */
export const unknownSpecializer: Check = {
  code: 'unknown-specializer',
  severity: 'warning',
  toldAtLoad: true,
  dialects: libraryOnly,
  summary: 'A specializer that names no known class.',
  nodes: {
    Rule(rule, context) {
      const { model, policy, report } = context;
      const names = model.classes;
      let i = 0;
      while (i < names.length && !isSuspect(names[i]!, context)) i++;
      if (i === names.length) return;
      counter.begin();
      walk(rule, (node) => counter.visit(node));
      for (const { name: target } of counter.classes()) {
        const { text: name } = target;
        if (!isSuspect(name, context)) continue;
        const known = policy.configuration.classes;
        const suggestion =
          misspellings.get(name) ??
          nearestOf(name, known ? Object.keys(known) : []) ??
          classOfData(name, context) ??
          typeOfBlock(name, context);
        const advice = suggestion
          ? `, did you mean ${suggestion}?`
          : '. If it is a class of the application, name it under "classes" in polar.config.json.';
        report(target, `Unknown specializer ${name}${advice}`, {
          fixes: suggestion
            ? [
                {
                  title: `Change to ${suggestion}`,
                  preferred: misspellings.has(name) || isSlip(name, suggestion),
                  edits: [{ node: target, at: 'instead', newText: suggestion }],
                },
              ]
            : nameIt(name),
        });
      }
    },
  },
};

const counter = new NameCounter();

/** Whether a name is no class, as far as is known. One with a capital letter may be a class of the application that nobody has named. */
function isSuspect(name: string, { classes, policy }: StatementContext): boolean {
  if (classes.isRegistered(name)) return false;
  // What has a block is told there, as an error.
  if (classes.complete) return !policy.blocks.has(name);
  if (classOfData(name, { policy }) !== undefined || typeOfBlock(name, { policy }) !== undefined) return true;
  return misspellings.has(name) && name === name.toLowerCase() && !policy.blocks.has(name);
}

/**
 * The class of the data file that a name surely is with a slip in it: a letter too many or too few, or two that are swapped. Of two names that differ
 * in a letter, `Cart` and `Card`, both may be classes.
 */
function classOfData(name: string, { policy }: Pick<StatementContext, 'policy'>): string | undefined {
  const { dataNames } = policy.configuration;
  if (dataNames === undefined || dataNames.classes.includes(name) || policy.blocks.has(name)) return undefined;
  return surelyMeant(name, dataNames.classes);
}

/** The same of the types of blocks, which are classes of the application: `Rep` beside `resource Repo`. */
function typeOfBlock(name: string, { policy }: Pick<StatementContext, 'policy'>): string | undefined {
  const { blocks, configuration } = policy;
  if (blocks.size === 0 || blocks.has(name) || configuration.dataNames?.classes.includes(name)) return undefined;
  return surelyMeant(name, [...blocks.keys()]);
}

function surelyMeant(name: string, classes: readonly string[]): string | undefined {
  const meant = nearestOf(name, classes);
  if (meant === undefined || meant.length < SHORTEST_CLASS || name[0] !== meant[0]) return undefined;
  const isSwap = name.length === meant.length && [...name].sort().join('') === [...meant].sort().join('');
  const isOneOff = editDistance(name, meant, 2) === 1 && isSlip(name, meant);
  return isOneOff && (isSwap || name.length !== meant.length) ? meant : undefined;
}

/** Shorter names are near one another by chance. */
const SHORTEST_CLASS = 4;
