import { type Covered, type CoveredRule, goalsOf, share } from '../../tests/covered.ts';
import { escaped } from '../html.ts';

/**
 * One page that a browser shows from disk: how much of each file some test found to hold, and its text with every goal marked. It runs nothing and
 * loads nothing, which its content security policy says as well, and whatever a policy has in it is text.
 */
export function coverageAsHtml(rules: readonly CoveredRule[]): string {
  const byFile = new Map<string, CoveredRule[]>();
  for (const rule of rules) byFile.set(rule.place.file, [...(byFile.get(rule.place.file) ?? []), rule]);
  const files = [...byFile].map(([file, own], at): CoveredFile => ({ id: `file${at + 1}`, file, rules: own }));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="viewport" content="width=device-width"/>
<title>Polar coverage</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Polar coverage</h1>
<p class="legend">${(['held', 'failed', 'unreached'] as const).map((state) => `<span><mark class="${state}">${SIGNS[state]}</mark> ${WORDS[state]}</span>`).join(' ')}</p>
${files.length === 0 ? '<p>There are no rules with goals here.</p>' : summary(files)}
${files.map(section).join('\n')}
</body>
</html>
`;
}

interface CoveredFile {
  /** What links lead to. */
  readonly id: string;
  readonly file: string;
  readonly rules: readonly CoveredRule[];
}

type State = 'held' | 'failed' | 'unreached';

const WORDS: Readonly<Record<State, string>> = {
  held: 'held in some test',
  failed: 'reached, and failed every time',
  unreached: 'reached by no test',
};
/** Colours are not for everybody. */
const SIGNS: Readonly<Record<State, string>> = { held: '✓', failed: '✗', unreached: '○' };

const stateOf = ({ reached, held }: Covered): State => (held ? 'held' : reached ? 'failed' : 'unreached');

function summary(files: readonly CoveredFile[]): string {
  const all = files.flatMap(({ rules }) => rules);
  const row = (head: string, rules: readonly CoveredRule[]): string =>
    `<tr><th scope="row">${head}</th>${shareCells(rules)}${shareCells(goalsOf(rules))}</tr>`;
  return `<table>
<thead><tr><th scope="col">File</th><th scope="col" colspan="2">Rules</th><th scope="col" colspan="2">Goals</th></tr></thead>
<tbody>
${files.map(({ id, file, rules }) => row(`<a href="#${id}">${escaped(file)}</a>`, rules)).join('\n')}
</tbody>
<tfoot>${row('All', all)}</tfoot>
</table>`;
}

function shareCells(all: readonly Covered[]): string {
  const { held, total, percent } = share(all);
  return `<td><meter min="0" max="100" value="${Math.floor(percent)}">${Math.floor(percent)} %</meter> ${Math.floor(percent)} %</td><td>${held} of ${total}</td>`;
}

function section({ id, file, rules }: CoveredFile): string {
  const missing = rules.flatMap((rule) => (rule.reached ? rule.goals.filter(({ held }) => !held) : [rule]));
  const items = missing.map((one) => {
    const line = lineOf(one) + 1;
    return `<li><a href="#${id}-${line}">${line}</a> <code>${escaped(one.text)}</code> ${mark(stateOf(one))} ${WORDS[stateOf(one)]}</li>`;
  });
  return `<section id="${id}">
<h2>${escaped(file)}</h2>
${items.length === 0 ? '<p>Every goal held in some test.</p>' : `<ul>${items.join('\n')}</ul>`}
<pre>${sourceLines(id, rules).join('\n')}</pre>
</section>`;
}

const mark = (state: State): string => `<mark class="${state}">${SIGNS[state]}</mark>`;

const lineOf = ({ place: { document, start } }: Covered): number => document.positionAt(start).line;

/** The text of a file, line by line, with a sign before each line on which a rule begins, and a mark on each goal. */
function sourceLines(id: string, rules: readonly CoveredRule[]): string[] {
  const text = rules[0]!.place.document.getText();
  const goals = goalsOf(rules);
  const signs = new Map<number, State>();
  for (const rule of rules) {
    const known = signs.get(lineOf(rule));
    if (known === undefined || known === 'held') signs.set(lineOf(rule), stateOf(rule));
  }
  /** The goal that each character is in; of goals within each other, the inner one. */
  const inner = new Array<Covered | undefined>(text.length);
  const length = ({ place: { start, end } }: Covered): number => end - start;
  for (const goal of goals.toSorted((a, b) => length(b) - length(a)))
    inner.fill(goal, goal.place.start, goal.place.end);
  const lines: string[] = [];
  let at = 0;
  for (const [number, line] of text.split(/\r\n|[\r\n]/).entries()) {
    const parts: string[] = [];
    for (let from = 0; from < line.length; ) {
      const goal = inner[at + from];
      let to = from + 1;
      while (to < line.length && inner[at + to] === goal) to++;
      const piece = escaped(line.slice(from, to));
      const state = goal && stateOf(goal);
      parts.push(state === undefined ? piece : `<mark class="${state}" title="${WORDS[state]}">${piece}</mark>`);
      from = to;
    }
    const sign = signs.get(number);
    lines.push(
      `<span id="${id}-${number + 1}" class="number">${String(number + 1).padStart(5)}</span> ${sign === undefined ? ' ' : mark(sign)} ${parts.join('')}`,
    );
    at += line.length + (text.startsWith('\r\n', at + line.length) ? 2 : 1);
  }
  return lines;
}

const STYLE = `
:root { color-scheme: light dark; --held: #1a7f3733; --failed: #bf870055; --unreached: #cf222e40; --line: #8888; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { padding: .2rem .8rem .2rem 0; text-align: left; border-bottom: 1px solid var(--line); }
pre { overflow-x: auto; border: 1px solid var(--line); padding: .5rem; line-height: 1.4; }
code, pre { font-family: ui-monospace, monospace; font-size: 13px; }
mark { color: inherit; border-radius: 2px; }
.held { background: var(--held); } .failed { background: var(--failed); } .unreached { background: var(--unreached); }
.number { opacity: .6; }
:target { outline: 2px solid Highlight; }
.legend span { margin-right: 1.5rem; }
ul { padding-left: 1.2rem; }
`;
