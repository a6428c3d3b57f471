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
  readonly code: 'python-too-old' | 'not-imported' | 'host-ended' | 'host-wrote-rubbish';
  readonly message: string;
  /** The application's own lines, as Python prints them. */
  readonly traceback?: string;
}

/**
 * Reads the first line that the program writes.
 *
 * @param reason why there is none, where that is known
 */
export function readGreeting(line: string | undefined, module: string, reason?: string): Greeting | StartFailure {
  if (line === undefined) {
    return {
      code: 'host-ended',
      message:
        reason === undefined
          ? `The application ended while it imported ${module}. What it wrote is above.`
          : `${reason} It was importing ${module}.`,
    };
  }
  const said = asRecord(line);
  if (said?.polar === 1) return said as unknown as Greeting;
  if (typeof said?.['too-old'] === 'string') {
    return {
      code: 'python-too-old',
      message: `Python ${said['too-old']} is too old: 3.8 or later is needed. Name another interpreter with --python PATH.`,
    };
  }
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
  message: `The application wrote what is no answer: ${JSON.stringify(line.length > 80 ? `${line.slice(0, 79)}…` : line)}. File descriptors 3 and 4 belong to Polar Tools: write to the standard output.`,
});

function asRecord(line: string): Record<string, unknown> | undefined {
  try {
    const said: unknown = JSON.parse(line);
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
