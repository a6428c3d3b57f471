import { type Box, drawingOf, drawnNames, titleOf } from './layout.ts';
import { matricesOf } from './matrix.ts';
import type { GraphLink, GraphName, RoleGraph } from './role-graph.ts';
import { matrixAsLines } from './words.ts';

/** Where the picture's colours come from: its own, light or dark as the reader's system is; or the theme of VS Code. */
export type Colours = 'own' | 'vscode';

const own = `svg { --ground: #ffffff; --line: #c8ccd1; --text: #1f2328; --dim: #59636e; --role: #ddeaff; --role-line: #5b8def; --permission: #dcf5e3; --permission-line: #3a9c5a; --relation: #fff1cf; --relation-line: #b98900; --link: #7d8590 }
@media (prefers-color-scheme: dark) { svg { --ground: #16191d; --line: #3d444d; --text: #e6edf3; --dim: #9198a1; --role: #1b2d4b; --role-line: #5b8def; --permission: #173322; --permission-line: #3fb168; --relation: #3a2e0b; --relation-line: #d3a526; --link: #8b949e } }`;

const vscode = `svg { --ground: var(--vscode-editor-background); --line: var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-editorIndentGuide-background1))); --text: var(--vscode-editor-foreground); --dim: var(--vscode-descriptionForeground); --role: transparent; --role-line: var(--vscode-charts-blue); --permission: transparent; --permission-line: var(--vscode-charts-green); --relation: transparent; --relation-line: var(--vscode-charts-yellow); --link: var(--vscode-descriptionForeground) }`;

const shared = `.ground { fill: var(--ground) } text { font: 13px system-ui, "Segoe UI", sans-serif; fill: var(--text) } .title { font-weight: 600 } .key { fill: var(--dim); font-weight: 400 }
.block { fill: none; stroke: var(--line); stroke-width: 1.2 } .role rect { fill: var(--role); stroke: var(--role-line) } .permission rect { fill: var(--permission); stroke: var(--permission-line) } .relation rect { fill: var(--relation); stroke: var(--relation-line); stroke-dasharray: 3 2 }
.link { fill: none; stroke: var(--link); stroke-width: 1.2 } .link.conditional { stroke-dasharray: 5 3 } .link.far { stroke: var(--role-line) } .label { font-size: 11px; fill: var(--dim); paint-order: stroke; stroke: var(--ground); stroke-width: 4px } .rule { font-size: 11px; font-style: italic; fill: var(--dim) }`;

/** The graph as a picture: each type with its roles and permissions, and arrows from what gives to what it gives. It runs nothing and loads nothing. */
export function graphAsSvg(graph: RoleGraph, colours: Colours = 'own'): string {
  const drawing = drawingOf(graph);
  const width = Math.max(drawing.width, 220);
  const height = drawing.height + KEY_HEIGHT;
  const parts: string[] = [];
  const labels: string[] = [];
  for (const block of graph.blocks) {
    const box = drawing.blocks.get(block.name)!;
    const [keyword, ...rest] = titleOf(block).split(' ');
    const title =
      block.keyword === 'global'
        ? text(keyword!)
        : `<tspan class="key">${text(keyword!)}</tspan> ${text(rest.join(' '))}`;
    parts.push(
      `<g class="of" data-block="${text(block.name)}"><rect class="block" rx="8" ${at(box)}/><text class="title" x="${round(box.x + 14)}" y="${round(box.y + 21)}">${title}</text></g>`,
    );
  }
  for (const link of graph.links) {
    const from = drawing.names.get(link.from.id);
    const to = drawing.names.get(link.to.id);
    if (from === undefined || to === undefined) continue;
    parts.push(lineOf(link, from, to));
    labels.push(labelOf(link, from, to, drawing.blocks.get(link.to.block)!));
  }
  for (const names of drawnNames(graph).values())
    for (const name of names) parts.push(nameAsSvg(name, drawing.names.get(name.id)!));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" aria-labelledby="title described">
<title id="title">Roles and permissions</title>
<desc id="described">${text(matricesOf(graph).flatMap(matrixAsLines).join(' '))}</desc>
<style>${colours === 'own' ? own : vscode}
${shared}</style>
<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="context-stroke"/></marker></defs>
<rect class="ground" width="100%" height="100%"/>
${[...parts, ...labels.filter(Boolean)].join('\n')}
${key(drawing.height)}
</svg>
`;
}

const KEY_HEIGHT = 40;

/** What the colours and lines mean. */
function key(top: number): string {
  const y = round(top + 4);
  const sample = (kind: string, x: number): string =>
    `<g class="${kind}"><rect x="${x}" y="${y}" width="22" height="16" rx="8"/></g><text class="label" x="${x + 28}" y="${y + 12}">${kind}</text>`;
  return `<g>${sample('role', 14)}${sample('permission', 84)}${sample('relation', 190)}</g>`;
}

function nameAsSvg({ id, kind, name, rules }: GraphName, box: Box): string {
  const mark = rules.length === 0 ? '' : `<tspan class="rule" dx="6">ƒ</tspan>`;
  const said = rules.length === 0 ? '' : `, also given by ${rules.length === 1 ? 'a rule' : `${rules.length} rules`}`;
  return `<g class="${kind}" data-name="${text(id)}"><title>${kind} ${text(name)}${said}</title><rect rx="12" ${at(box)}/><text x="${round(box.x + 11)}" y="${round(box.y + 16.5)}">${text(name)}${mark}</text></g>`;
}

function lineOf({ from, to, via, isConditional }: GraphLink, a: Box, b: Box): string {
  const classes = ['link', ...(from.block === to.block ? [] : ['far']), ...(isConditional ? ['conditional'] : [])];
  const d = from === to ? loopOf(a) : curveText(curveOf(a, b));
  return `<path class="${classes.join(' ')}" marker-end="url(#end)" d="${d}"><title>${text(from.id)} gives ${text(to.id)}${via === undefined ? '' : ` on ${text(via)}`}${isConditional ? ', with a further condition' : ''}</title></path>`;
}

/** Over which relation something follows: where its line comes to the block, else at its middle. */
function labelOf({ from, to, via }: GraphLink, a: Box, b: Box, block: Box): string {
  if (via === undefined) return '';
  const curve = curveOf(a, b);
  const isFar = from.block !== to.block && curve[0][0] < block.x && curve[3][0] > block.x;
  const [x, y] = from === to ? [a.x + a.width + 6, a.y - 6] : isFar ? pointAt(curve, block.x - 6) : between(curve);
  return `<text class="label" text-anchor="${isFar ? 'end' : 'middle'}" x="${round(x)}" y="${round(y - 3)}">on ${text(via)}</text>`;
}

type Point = readonly [number, number];
/** Of a cubic Bézier curve: where it begins, its two handles, where it ends. */
type Curve = readonly [Point, Point, Point, Point];

/** From the right side of one to the left side of the other, or round where the other one is not to the right. */
function curveOf(a: Box, b: Box): Curve {
  const [y1, y2] = [a.y + a.height / 2, b.y + b.height / 2];
  const x1 = a.x + a.width;
  const isRight = b.x > x1;
  const x2 = isRight ? b.x : b.x + b.width;
  const bend = isRight ? Math.max(16, (x2 - x1) / 2) : 40;
  return [
    [x1, y1],
    [x1 + bend, y1],
    [isRight ? x2 - bend : x2 + bend, y2],
    [x2, y2],
  ];
}

const curveText = ([from, one, other, to]: Curve): string => `M${pair(from)}C${pair(one)} ${pair(other)} ${pair(to)}`;

const pair = ([x, y]: Point): string => `${round(x)} ${round(y)}`;

/** A point of the curve, of which `part` lies before it. */
function along(curve: Curve, part: number): Point {
  const rest = 1 - part;
  const weights = [rest ** 3, 3 * rest ** 2 * part, 3 * rest * part ** 2, part ** 3];
  const sum = (at: 0 | 1): number => curve.reduce((total, point, i) => total + point[at] * weights[i]!, 0);
  return [sum(0), sum(1)];
}

const between = (curve: Curve): Point => along(curve, 0.5);

/** Where a curve that goes to the right has come to `x`. */
function pointAt(curve: Curve, x: number): Point {
  let [low, high] = [0, 1];
  for (let i = 0; i < 20; i++) {
    const middle = (low + high) / 2;
    if (along(curve, middle)[0] < x) low = middle;
    else high = middle;
  }
  return along(curve, low);
}

/** From a name to itself, over a relation. */
function loopOf({ x, y, width, height }: Box): string {
  const right = x + width;
  return `M${round(right - 12)} ${round(y)}C${round(right - 8)} ${round(y - 20)} ${round(right + 26)} ${round(y - 8)} ${round(right)} ${round(y + height / 2)}`;
}

const at = ({ x, y, width, height }: Box): string =>
  `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
const round = (number: number): number => Math.round(number * 10) / 10;

const escapes: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
};
/** A text of a policy in XML; what XML cannot have is left out. */
const text = (of: string): string =>
  of.replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ').replaceAll(/[<>&"']/g, (one) => escapes[one]!);
