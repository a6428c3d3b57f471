/** What every page of a panel does: it says what a person asks for, and makes elements of texts, which are never read as HTML. */

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const editor = acquireVsCodeApi();

/** Tells the extension. */
export const say = (message: object): void => editor.postMessage(message);

/** An element of the page by its id. */
export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}.`);
  return found as Kind;
}

/** A new element with a text. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text = '',
  className = '',
): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name);
  node.textContent = text;
  if (className !== '') node.className = className;
  return node;
}

/** A button that does something; its label says to a screen reader what its text leaves open. */
export function button(text: string, done: () => void, label?: string): HTMLButtonElement {
  const made = make('button', text);
  made.type = 'button';
  if (label !== undefined) made.setAttribute('aria-label', label);
  made.addEventListener('click', done);
  return made;
}
