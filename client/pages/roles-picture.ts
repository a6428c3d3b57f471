import { type Drawing, drawingAsSvg, drawingOf, type GraphName, linkedWith, type RoleGraph } from '@polar-tools/graph';
import { say } from './page.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** The smallest and the largest scale. */
const SCALES = [0.05, 4] as const;
/** Below this, names cannot be read. */
const READABLE = 0.7;

/** What a person asks for in the picture. */
export interface Wishes {
  fold(block: string): void;
  focus(block: string | undefined): void;
}

/** The picture: drawn by the code that `polar graph` has, with colours of the theme; every block and name is a button, walked through by arrow keys. */
export class Picture {
  readonly #into: HTMLElement;
  readonly #wishes: Wishes;
  #graph: RoleGraph = { blocks: [], links: [] };
  #drawing: Drawing | undefined;
  #svg: SVGSVGElement | undefined;
  #scale = 1;
  #current: string | undefined;
  #found: string | undefined;

  constructor(into: HTMLElement, wishes: Wishes) {
    this.#into = into;
    this.#wishes = wishes;
    into.addEventListener('keydown', (event) => this.#key(event));
    into.addEventListener('click', (event) => {
      const { target } = event;
      if (!(target instanceof Element)) return;
      const block = target.closest<SVGElement>('.turn')?.dataset.turn;
      if (block !== undefined) return wishes.fold(block);
      const node = target.closest<SVGElement>('[data-id]');
      if (node !== null) this.#open(node);
    });
    into.addEventListener('focusin', ({ target }) => this.#light(target));
    into.addEventListener('pointerover', ({ target }) => this.#light(target));
    into.addEventListener('pointerleave', () => this.#light(document.activeElement));
    into.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.zoom(event.deltaY < 0 ? 1.1 : 0.9);
      },
      { passive: false },
    );
  }

  draw(graph: RoleGraph, folded: ReadonlySet<string>): void {
    const hadFocus = this.#into.contains(document.activeElement);
    this.#graph = graph;
    const drawing = drawingOf(graph, folded);
    this.#drawing = drawing;
    const text = `<svg xmlns="${SVG}">${drawingAsSvg(graph, drawing)}</svg>`;
    const read = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    const svg = document.importNode(read, true) as unknown as SVGSVGElement;
    svg.setAttribute('viewBox', `0 0 ${drawing.width} ${drawing.height}`);
    svg.setAttribute('role', 'group');
    svg.setAttribute('aria-label', 'Roles and permissions as a picture; the tables below say the same');
    this.#svg = svg;
    const names = new Map(graph.blocks.flatMap((block) => block.names.map((name) => [name.id, name] as const)));
    for (const node of svg.querySelectorAll<SVGElement>('[data-block]')) {
      const block = graph.blocks.find(({ name }) => name === node.dataset.block)!;
      const isFolded = folded.has(block.name);
      const counted = `${block.names.length} ${block.names.length === 1 ? 'name' : 'names'}`;
      this.#makeButton(
        node,
        block.name,
        `${block.keyword} ${block.name}, ${isFolded ? `folded, ${counted}` : counted}`,
      );
      node.append(turnOf(drawing, block.name, isFolded));
    }
    for (const node of svg.querySelectorAll<SVGElement>('[data-name]')) {
      const name = names.get(node.dataset.name ?? '')!;
      this.#makeButton(node, name.id, this.#wordsOf(name));
    }
    for (const line of svg.querySelectorAll('.link')) line.setAttribute('aria-hidden', 'true');
    for (const label of svg.querySelectorAll('.label, .turn')) label.setAttribute('aria-hidden', 'true');
    this.#into.replaceChildren(svg);
    this.#nodeOf(this.#found)?.classList.add('found');
    this.#resize();
    const at = this.#nodeOf(this.#current) ?? this.#nodes()[0];
    at?.setAttribute('tabindex', '0');
    if (hadFocus) at?.focus({ preventScroll: true });
  }

  /** Dims all but these; undefined: nothing. */
  mark(found: ReadonlySet<string> | undefined): void {
    for (const node of this.#nodes()) node.classList.toggle('dim', found !== undefined && !found.has(node.dataset.id!));
    this.#svg?.classList.toggle('searched', found !== undefined);
  }

  /** Scrolls to a block or a name, and lights it up. */
  reveal(id: string | undefined, isFound = false): void {
    const node = this.#nodeOf(id);
    // What is looked for is to be read.
    if (isFound && this.#scale < READABLE) this.zoom(1 / this.#scale);
    node?.scrollIntoView({ block: 'center', inline: 'center' });
    this.#found = isFound ? id : undefined;
    for (const other of this.#into.querySelectorAll('.found')) other.classList.remove('found');
    if (isFound) node?.classList.add('found');
  }

  zoom(by: number): void {
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.#into;
    const before = this.#scale;
    this.#scale = Math.min(SCALES[1], Math.max(SCALES[0], before * by));
    this.#resize();
    // What is in the middle stays there.
    const ratio = this.#scale / before;
    this.#into.scrollLeft = (scrollLeft + clientWidth / 2) * ratio - clientWidth / 2;
    this.#into.scrollTop = (scrollTop + clientHeight / 2) * ratio - clientHeight / 2;
  }

  /** All of it, as large as there is room. */
  fit(): void {
    const { width = 1, height = 1 } = this.#drawing ?? {};
    const fitting = Math.min(this.#into.clientWidth / width, (window.innerHeight * 0.7) / height, 1.5);
    this.#scale = Math.min(SCALES[1], Math.max(SCALES[0], fitting));
    this.#resize();
  }

  #resize(): void {
    const { width = 0, height = 0 } = this.#drawing ?? {};
    this.#svg?.setAttribute('width', String(Math.ceil(width * this.#scale)));
    this.#svg?.setAttribute('height', String(Math.ceil(height * this.#scale)));
  }

  #makeButton(node: SVGElement, id: string, label: string): void {
    node.dataset.id = id;
    node.setAttribute('role', 'button');
    node.setAttribute('tabindex', '-1');
    node.setAttribute('aria-label', label);
  }

  #wordsOf(name: GraphName): string {
    const { links } = this.#graph;
    const said = (words: string, all: readonly { readonly id: string; readonly via: string | undefined }[]): string =>
      all.length === 0
        ? ''
        : `. ${words} ${all.map(({ id, via }) => (via === undefined ? id : `${id} on ${via}`)).join(', ')}`;
    const gives = links.filter(({ from }) => from.id === name.id).map(({ to, via }) => ({ id: to.id, via }));
    const by = links.filter(({ to }) => to.id === name.id).map(({ from, via }) => ({ id: from.id, via }));
    const rules =
      name.rules.length === 0
        ? ''
        : `. Also given by ${name.rules.length === 1 ? 'a rule' : `${name.rules.length} rules`}`;
    return `${name.kind} ${name.name} of ${name.block}${said('Gives', gives)}${said('Given by', by)}${rules}`;
  }

  #nodes(): readonly SVGElement[] {
    return [...this.#into.querySelectorAll<SVGElement>('[data-id]')];
  }

  #nodeOf(id: string | undefined): SVGElement | undefined {
    return id === undefined ? undefined : this.#nodes().find(({ dataset }) => dataset.id === id);
  }

  #open({ dataset }: SVGElement): void {
    say({
      kind: 'open',
      source: dataset.block === undefined ? { kind: 'name', id: dataset.id } : { kind: 'block', id: dataset.id },
    });
  }

  /** Lights up all that a name gives, and all that gives it, on whatever way. */
  #light(target: EventTarget | null): void {
    const id = target instanceof Element ? target.closest<SVGElement>('[data-name]')?.dataset.name : undefined;
    const name = this.#graph.blocks.flatMap(({ names }) => names).find((one) => one.id === id);
    const lit = name === undefined ? undefined : linkedWith(this.#graph, name);
    this.#svg?.classList.toggle('lights', lit !== undefined);
    for (const node of this.#into.querySelectorAll<SVGElement>('[data-name]'))
      node.classList.toggle('lit', lit?.has(node.dataset.name!) === true);
    for (const line of this.#into.querySelectorAll<SVGElement>('[data-line]')) {
      const { links } = this.#drawing!.lines[Number(line.dataset.line)]!;
      const isLit = lit !== undefined && links.some(({ from, to }) => lit.has(from.id) && lit.has(to.id));
      line.classList.toggle('lit', isLit);
    }
  }

  #key(event: KeyboardEvent): void {
    const here = event.target instanceof Element ? event.target.closest<SVGElement>('[data-id]') : null;
    if (here === null) return;
    const block =
      here.dataset.block ??
      this.#graph.blocks.find(({ names }) => names.some(({ id }) => id === here.dataset.id))?.name;
    if (event.key === 'Enter') this.#open(here);
    else if (event.key === ' ' && block !== undefined) this.#wishes.fold(block);
    else if (event.key === 'f') this.#wishes.focus(block);
    else if (event.key === 'Escape') this.#wishes.focus(undefined);
    else if (event.key === '+') this.zoom(1.25);
    else if (event.key === '-') this.zoom(0.8);
    else if (event.key.startsWith('Arrow')) this.#move(here, event.key);
    else return;
    event.preventDefault();
  }

  /** To the nearest one in a direction. */
  #move(from: SVGElement, key: string): void {
    const middle = (node: SVGElement): readonly [number, number] => {
      const { x, y, width, height } = node.getBoundingClientRect();
      // Of a block its title counts: names lie within it.
      return node.dataset.block === undefined ? [x + width / 2, y + height / 2] : [x + 20, y + 8];
    };
    const [x, y] = middle(from);
    const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key] ?? [0, 0];
    let best: { readonly node: SVGElement; readonly far: number } | undefined;
    for (const node of this.#nodes()) {
      const [a, b] = middle(node);
      const ahead = (a - x) * dx! + (b - y) * dy!;
      if (node === from || ahead < 2) continue;
      const far = ahead + 2.5 * Math.abs((a - x) * dy! + (b - y) * dx!);
      if (best === undefined || far < best.far) best = { node, far };
    }
    if (best === undefined) return;
    from.setAttribute('tabindex', '-1');
    best.node.setAttribute('tabindex', '0');
    this.#current = best.node.dataset.id;
    best.node.focus();
    best.node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}

/** The mark at a block's title that folds it. */
function turnOf(drawing: Drawing, block: string, isFolded: boolean): SVGElement {
  const box = drawing.blocks.get(block)!;
  const made = document.createElementNS(SVG, 'text');
  made.setAttribute('class', 'turn');
  made.dataset.turn = block;
  made.setAttribute('x', String(box.x + box.width - 14));
  made.setAttribute('y', String(box.y + 20));
  made.textContent = isFolded ? '▸' : '▾';
  return made;
}
