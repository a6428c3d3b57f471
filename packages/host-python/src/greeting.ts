/** What the application says of itself, once it is imported. */
export interface Greeting {
  readonly polar: 1;
  /** Its classes: each with the numbers of those that it is or extends, in its method resolution order. */
  readonly classes: readonly { readonly name: string; readonly order: readonly number[] }[];
  /** The classes that plain values are instances of, by their kind. */
  readonly builtin: Readonly<Record<string, readonly string[]>>;
  /** Constants that it registers, which policies may use. */
  readonly constants: readonly string[];
  /** The module's globals, which queries may use. */
  readonly names: readonly string[];
  /** Whether the classes are those that it registers, or all of the module. */
  readonly registered: boolean;
  /** What an object lacks fails a pattern (Python); without this it is a value of its own there (Node). */
  readonly failsOnMissing?: boolean;
}

/** Why the application does not take part. */
export interface StartFailure {
  readonly code: 'not-begun' | 'python-too-old' | 'not-imported' | 'host-ended' | 'host-wrote-rubbish';
  readonly message: string;
  /** The application's own lines, as Python prints them. */
  readonly traceback?: string;
}

/**
 * Reads the first line that the program writes, before it imports anything: whether what was started is an interpreter that runs it.
 *
 * @param program what was started, and what to do where that is none, both for people
 * @param reason why there is no line, where that is known
 * @returns undefined where it is one
 */
export function readBeginning(
  line: string | undefined,
  program: { readonly name: string; readonly hint: string },
  reason?: string,
): StartFailure | undefined {
  const said = line === undefined ? undefined : asRecord(line);
  if (typeof said?.begun === 'string') return undefined;
  if (typeof said?.['too-old'] === 'string') return tooOld(said['too-old'], program.hint);
  const name = JSON.stringify(program.name);
  const what =
    line === undefined
      ? `${name} ${reason ?? 'ended'} before it ran anything. If it wrote why, that is above.`
      : `${name} wrote what is no answer: ${beginningOf(line)}.`;
  return { code: 'not-begun', message: `${what} Is it the interpreter? ${program.hint}` };
}

const tooOld = (version: string, hint: string): StartFailure => ({
  code: 'python-too-old',
  message: `Python ${version} is too old: 3.8 or later is needed. ${hint}`,
});

/**
 * Reads the second line: what the application has, once it is imported.
 *
 * @param reason why there is none, where that is known
 */
export function readGreeting(line: string | undefined, module: string, reason?: string): Greeting | StartFailure {
  if (line === undefined) {
    return {
      code: 'host-ended',
      message:
        reason === undefined
          ? `The application ended while it imported ${module}. If it wrote why, that is above.`
          : `${reason} It was importing ${module}.`,
    };
  }
  const said = asRecord(line);
  if (said?.polar === 1) return said as unknown as Greeting;
  if (typeof said?.['not-imported'] === 'string') {
    const reason = said['not-imported'];
    const message = `${module} could not be imported: ${reason.replace(/[.!?]?$/, '.')}`;
    return { code: 'not-imported', message, traceback: String(said.traceback ?? '') };
  }
  return rubbish(line);
}

/** What was written is no answer. */
export const rubbish = (line: string): StartFailure => ({
  code: 'host-wrote-rubbish',
  message: `The application wrote what is no answer: ${beginningOf(line)}. File descriptors 3 and 4 belong to Polar Tools: write to the standard output.`,
});

const beginningOf = (line: string): string => JSON.stringify(line.length > 80 ? `${line.slice(0, 79)}…` : line);

function asRecord(line: string): Record<string, unknown> | undefined {
  try {
    const said: unknown = JSON.parse(line);
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
