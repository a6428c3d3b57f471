import type { URI } from 'vscode-uri';
import { CancellationTokenSource } from './events.ts';
import { type Location, type Range, type TestMessage, TestRunProfileKind, TestRunRequest } from './values.ts';

export class TestItem {
  readonly id: string;
  readonly label: string;
  readonly uri: URI | undefined;
  range: Range | undefined;
  parent: TestItem | undefined;
  readonly children = new TestItems(this);

  constructor(id: string, label: string, uri?: URI) {
    this.id = id;
    this.label = label;
    this.uri = uri;
  }
}

class TestItems {
  readonly #parent: TestItem | undefined;
  #items = new Map<string, TestItem>();
  /** How often the items became others: an editor draws the list anew each time. */
  replaced = 0;

  constructor(parent?: TestItem) {
    this.#parent = parent;
  }

  get size(): number {
    return this.#items.size;
  }
  get(id: string): TestItem | undefined {
    return this.#items.get(id);
  }
  replace(items: readonly TestItem[]): void {
    this.replaced++;
    this.#items = new Map(items.map((item) => [item.id, item]));
    for (const item of items) item.parent = this.#parent;
  }
  [Symbol.iterator](): Iterator<[string, TestItem]> {
    return this.#items.entries();
  }
}

interface Profile {
  readonly kind: string;
  readonly run: (request: TestRunRequest, token: CancellationTokenSource['token']) => Promise<void> | void;
  loadDetailedCoverage?: (run: unknown, file: unknown) => Promise<unknown[]>;
}

/** A run as the editor lists it. */
export class TestRun {
  readonly request: TestRunRequest;
  /** What was told, such as `passed it is allowed`. */
  readonly told: string[] = [];
  readonly messages: TestMessage[] = [];
  readonly output: { readonly text: string; readonly location: Location | undefined; readonly test?: string }[] = [];
  readonly coverage: Record<string, unknown>[] = [];
  ended = false;

  constructor(request: TestRunRequest) {
    this.request = request;
  }

  enqueued = ({ label }: TestItem): void => void this.told.push(`enqueued ${label}`);
  started = ({ label }: TestItem): void => void this.told.push(`started ${label}`);
  skipped = ({ label }: TestItem): void => void this.told.push(`skipped ${label}`);
  passed = ({ label }: TestItem): void => void this.told.push(`passed ${label}`);
  failed = (item: TestItem, messages: TestMessage[]): void => this.#notPassed('failed', item, messages);
  errored = (item: TestItem, messages: TestMessage | TestMessage[]): void =>
    this.#notPassed('errored', item, [messages].flat());
  appendOutput(text: string, location?: Location, test?: TestItem): void {
    this.output.push({ text, location, ...(test && { test: test.label }) });
  }
  addCoverage(file: Record<string, unknown>): void {
    this.coverage.push(file);
  }
  end(): void {
    this.ended = true;
  }

  #notPassed(how: string, { label }: TestItem, messages: TestMessage[]): void {
    this.told.push(`${how} ${label}`);
    this.messages.push(...messages);
  }
}

interface Handlers {
  refreshHandler?: () => Promise<void>;
  resolveHandler?: (item?: TestItem) => Promise<void> | void;
}

/** The Test Explorer. */
export const explorer = {
  items: new TestItems(),
  profiles: [] as Profile[],
  runs: [] as TestRun[],
  controller: {} as Handlers,
  /** What the list shows: each file, and its tests below it. */
  get list(): string[] {
    return [...explorer.items].flatMap(([, file]) => [file.label, ...[...file.children].map(([id]) => `  ${id}`)]);
  },
  /** Presses one of the buttons, for these items or for all; `done` settles when the run has ended. */
  pressed(
    kind: keyof typeof TestRunProfileKind,
    include?: TestItem[],
    { exclude, continuous = false }: { exclude?: TestItem[]; continuous?: boolean } = {},
  ): { readonly source: CancellationTokenSource; readonly done: Promise<void> } {
    const profile = explorer.profiles.find((each) => each.kind === TestRunProfileKind[kind])!;
    const source = new CancellationTokenSource();
    const request = new TestRunRequest(include, exclude, profile, continuous);
    return { source, done: Promise.resolve(profile.run(request, source.token)) };
  },
  /** The same, to its end. */
  async press(
    kind: keyof typeof TestRunProfileKind,
    include?: TestItem[],
    more?: { exclude?: TestItem[]; continuous?: boolean },
  ): Promise<CancellationTokenSource> {
    const { source, done } = explorer.pressed(kind, include, more);
    await done;
    return source;
  },
};

export function resetTests(): void {
  Object.assign(explorer, { items: new TestItems(), profiles: [], runs: [], controller: {} });
}

/** `vscode.tests.createTestController` */
export function createTestController() {
  const { items, profiles, runs } = explorer;
  const controller = {
    refreshHandler: undefined,
    resolveHandler: undefined,
    items,
    createTestItem: (id: string, label: string, uri?: URI) => new TestItem(id, label, uri),
    createRunProfile(_name: string, kind: string, run: Profile['run']): Profile {
      const profile = { kind, run };
      profiles.push(profile);
      return profile;
    },
    createTestRun(request: TestRunRequest): TestRun {
      const run = new TestRun(request);
      runs.push(run);
      return run;
    },
    dispose() {},
  };
  explorer.controller = controller as unknown as Handlers;
  return controller;
}
