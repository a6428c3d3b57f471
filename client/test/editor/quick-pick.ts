import { EventEmitter } from './events.ts';

interface Item {
  readonly label: string;
  readonly description?: string;
}

/** A list with a box to type in (`vscode.window.createQuickPick`): the first of its rows is active, until somebody goes to another. */
export class FakeQuickPick {
  title = '';
  placeholder = '';
  ignoreFocusOut = false;
  keepScrollPosition = false;
  value = '';
  shown = false;
  disposed = false;
  activeItems: readonly Item[] = [];
  #items: readonly Item[] = [];
  readonly #decided: (string | undefined)[];
  readonly #changed = new EventEmitter<string>();
  readonly #accepted = new EventEmitter<void>();
  readonly #hidden = new EventEmitter<void>();
  readonly onDidChangeValue = this.#changed.event;
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  readonly #button = new EventEmitter<unknown>();
  readonly #itemButton = new EventEmitter<{ readonly item: Item }>();
  readonly onDidTriggerButton = this.#button.event;
  readonly onDidTriggerItemButton = this.#itemButton.event;
  buttons: readonly unknown[] = [];

  get items(): readonly Item[] {
    return this.#items;
  }
  set items(items: readonly Item[]) {
    this.#items = items;
    this.activeItems = items.slice(0, 1);
  }

  constructor(decided: (string | undefined)[] = []) {
    this.#decided = decided;
  }

  /** The rows as they are read. */
  get rows(): string[] {
    return this.#items.map(({ label, description }) =>
      description === undefined ? label : `${label} · ${description}`,
    );
  }

  show(): void {
    this.shown = true;
    // What the person has decided beforehand: a text that is typed and entered, or to give up.
    if (this.#decided.length === 0) return;
    const text = this.#decided.shift();
    queueMicrotask(() => {
      if (text === undefined) this.hide();
      else {
        this.type(text);
        this.enter();
      }
    });
  }
  hide(): void {
    if (!this.shown) return;
    this.shown = false;
    this.#hidden.fire();
  }
  dispose(): void {
    this.disposed = true;
  }

  type(text: string): void {
    this.value = text;
    this.#changed.fire(text);
  }
  /** Presses Enter on the active row, or on one whose label has this text. */
  enter(label?: string): void {
    if (label !== undefined) this.activeItems = this.#items.filter((item) => item.label.includes(label)).slice(0, 1);
    this.#accepted.fire();
  }
}
