/** The page of a comparison: which answers change, part by part, each with buttons that explain or debug what shows it. */
import { button, byId, make, say } from './page.ts';

/** What the page is told. */
interface Told {
  readonly headline: string;
  readonly parts: readonly {
    readonly title: string;
    readonly error?: string;
    readonly changes: readonly {
      readonly change: 'allowed' | 'denied';
      readonly text: string;
      readonly note?: string;
      readonly query: string;
      readonly told?: readonly string[];
      readonly isGenerated: boolean;
    }[];
  }[];
  readonly notes: readonly string[];
}

byId('again').addEventListener('click', () => say({ kind: 'again' }));

window.addEventListener('message', ({ data: { headline, parts, notes } }: MessageEvent<Told>) => {
  byId('title').textContent = headline;
  byId('parts').replaceChildren(
    ...parts.flatMap(({ title, changes, error }, part) => {
      const list = make('ul', '', 'changes');
      for (const [at, { change, text, note, query, told, isGenerated }] of changes.entries()) {
        const item = make('li', '', change);
        const isAllowed = change === 'allowed';
        item.append(make('span', isAllowed ? '+ allowed now ' : '− no longer ', 'sign'), make('code', text, 'text'));
        if (note !== undefined) item.append(make('span', ` ${note}`, 'place'));
        const shown = make('div', '', 'shown');
        if (isGenerated) {
          shown.append(make('code', query));
          if (told !== undefined && told.length > 0) shown.append(make('span', ` with ${told.join(', ')}`, 'place'));
        }
        shown.append(' ');
        const label = (what: string): string => `${what} ${text}`;
        shown.append(
          button('Explain', () => say({ kind: 'explain', part, change: at }), label('Explain')),
          ' ',
          button('Debug', () => say({ kind: 'debug', part, change: at }), label('Debug')),
          ' ',
          button(
            'Debug Before',
            () => say({ kind: 'debug-before', part, change: at }),
            label('Debug before the change'),
          ),
        );
        item.append(shown);
        list.append(item);
      }
      return [make('h2', title), list, ...(error === undefined ? [] : [make('p', error, 'place')])];
    }),
  );
  byId('notes').replaceChildren(...notes.map((text) => make('p', text)));
});
say({ kind: 'ready' });
