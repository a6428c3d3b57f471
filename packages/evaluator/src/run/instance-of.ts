import type { CompiledProgram } from '../compiler/program.ts';
import type { HostObject } from '../host/host.ts';
import { CONS, DICTIONARY, FLOAT, HOST, NIL, REST, type Term } from '../terms/term.ts';

const isNothing = ({ value }: HostObject): boolean => value === null || value === undefined;

/** Whether a dereferenced value is an instance of a class; undefined where it must be asked, or is a constraint, or may be so in several ways. */
export function instanceOf(program: CompiledProgram, t: Term, name: string): boolean | undefined {
  if (program.unions.has(name)) return undefined;
  let kind: string;
  switch (typeof t) {
    case 'string':
      kind = 'string';
      break;
    case 'boolean':
      kind = 'boolean';
      break;
    case 'object':
      switch (t.kind) {
        case HOST: {
          const hostClass = t.b as { readonly ancestry: readonly { readonly name: string }[] } | undefined;
          // What an object of no class of the application's is, only its host knows: a promise of a string is a String.
          if (hostClass === undefined)
            return isNothing(t.a as HostObject) && program.isBuiltin(name) ? false : undefined;
          const { ancestry } = hostClass;
          for (let i = 0; i < ancestry.length; i++) if (ancestry[i]!.name === name) return true;
          return program.isClass(name) ? false : undefined;
        }
        case REST:
        case CONS:
        case NIL:
          kind = 'list';
          break;
        case FLOAT:
          kind = 'float';
          break;
        case DICTIONARY:
          kind = 'dictionary';
          break;
        default:
          return undefined;
      }
      break;
    default:
      kind = 'integer';
  }
  if (program.builtinClasses.get(kind)!.includes(name)) return true;
  return program.isClass(name) ? false : undefined;
}
