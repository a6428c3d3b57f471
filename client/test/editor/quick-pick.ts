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
  readonly #changed = new EventEmitter<string>();
  readonly #accepted = new EventEmitter<void>();
  readonly #hidden = new EventEmitter<void>();
  readonly onDidChangeValue = this.#changed.event;
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;

  get items(): readonly Item[] {
    return this.#items;
  }
  set items(items: readonly Item[]) {
    this.#items = items;
    this.activeItems = items.slice(0, 1);
  }

  /** The rows as they are read. */
  get rows(): string[] {
    return this.#items.map(({ label, description }) =>
      description === undefined ? label : `${label} · ${description}`,
    );
  }

  show(): void {
    this.shown = true;
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
