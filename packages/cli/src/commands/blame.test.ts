import { readFileSync } from 'node:fs';
import type { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { folderOf, polar, surroundingsIn } from '../../test/command.ts';
import { run } from '../run.ts';

const example = (name: string) => readFileSync(new URL(`../../../../examples/${name}`, import.meta.url), 'utf8');

/** The quickstart with one of its rules broken. */
function quickstart(rule: string, broken: string, more = ''): string {
  const text = example('quickstart/main.polar');
  expect(text).toContain(rule);
  return folderOf({
    'main.polar': `${text.replace(rule, broken)}${more}`,
    'data.json': example('quickstart/data.json'),
  });
}
const files = ['--policy', 'main.polar', '--data', 'data.json'];

const cloud = `actor User {}
resource Repo {
  permissions = ["read", "push"];
  roles = ["reader", "admin"];
  "read" if "reader";
  "push" if "reader";
  "reader" if "admin";
}
has_permission(user: User, "read", repo: Repo) if
  is_public(repo) and
  not is_banned(user);

test "readers read, and admins push" {
  setup {
    has_role(User{"ann"}, "reader", Repo{"app"});
    has_role(User{"bob"}, "admin", Repo{"app"});
  }
  assert allow(User{"ann"}, "read", Repo{"app"});
  assert has_role(User{"ann"}, "reader", Repo{"app"});
  assert_not allow(User{"ann"}, "push", Repo{"app"});
}

test "the actions are these" {
  setup {
    has_role(User{"ann"}, "reader", Repo{"app"});
  }
  assert allow(User{"ann"}, action: String, Repo{"app"}) iff
    action in ["read"];
}
`;

describe('polar blame', () => {
  test('names the rule that gives what should not hold', async () => {
    const folder = quickstart('"push" if "maintainer";', '"push" if "contributor";');
    const { status, output, errors } = await polar(folder, ['blame', ...files, 'allow(graham, "push", oso)'], {
      input: 'n\ny\n',
    });
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(output).toBe(`allow(graham, "push", oso) holds, and should not.
1. Should has_permission(graham, "push", oso) hold? (y, n, u for unknown)
2. Should has_role(graham, "contributor", oso) hold? (y, n, u for unknown)
The rule "push" if "contributor" is at fault: it gives has_permission(graham, "push", oso), which should not hold, from what is right. (main.polar:11)
`);
  });

  test('names the rule that should give what does not hold, or that one is missing', async () => {
    const folder = quickstart('"push" if "maintainer";', '"push" if "admin";');
    const asked = async (input: string) => {
      const ran = await polar(folder, ['blame', ...files, 'allow(anne, "push", react)'], { input });
      return ran.output.trimEnd().split('\n').at(-1);
    };
    expect(await asked('y\nn\n1\n')).toBe(
      'The rule "push" if "admin" is at fault: it should give has_permission(anne, "push", react), and does not. (main.polar:11)',
    );
    expect(await asked('y\nn\nn\n')).toBe(
      'No rule and no fact that is there is meant to give has_permission(anne, "push", react): one is missing.',
    );
  });

  test('names what is wrong in the data', async () => {
    const folder = quickstart('"push" if "maintainer";', '"push" if "maintainer";');
    const { output } = await polar(folder, ['blame', ...files, 'allow(graham, "read", gmail)'], {
      input: 'y\nn\n1\nn\n',
    });
    expect(output.trimEnd().split('\n').slice(-3)).toEqual([
      expect.stringMatching(/^\d\. Is this right in the data\? \(y, n, u for unknown\)$/),
      '   - repository = role.repository: gmail is not oso (main.polar:22)',
      'The data is at fault: repository = role.repository: gmail is not oso. The rules for has_role(graham, "contributor", gmail) ask for it. (main.polar:22)',
    ]);
  });

  test('takes replies back, refuses what is none, and says what is known', async () => {
    const folder = quickstart('"push" if "maintainer";', '"push" if "contributor";');
    const { status, output } = await polar(folder, ['blame', ...files, 'allow(graham, "push", oso)'], {
      input: 'undo\nperhaps\n?\nn\nundo\nn\ny\n',
    });
    expect(status).toBe(0);
    expect(output).toContain('Nothing was replied yet.');
    expect(output).toContain('That is no reply to this. ? tells what is.');
    expect(output).toContain('It holds now; it is asked for at main.polar:28.');
    expect(output).toContain('The rule "push" if "contributor" is at fault');
  });

  test('ends where the input does, and where nobody can say names what is left', async () => {
    const folder = quickstart('"push" if "maintainer";', '"push" if "contributor";');
    const asked = (input: string) => polar(folder, ['blame', ...files, 'allow(graham, "push", oso)'], { input });
    const { status, errors } = await asked('n\n');
    expect({ status, errors }).toEqual({
      status: 1,
      errors: 'The input ended after 1 reply, before the fault was found.\n',
    });
    const unsure = await asked('u\nu\n');
    expect(unsure.output).toContain('One of these is at fault: ');
  });

  test('does not ask what tests say', async () => {
    const folder = quickstart(
      '"push" if "maintainer";',
      '"push" if "contributor";',
      '\n?= has_role(graham, "contributor", oso);\n',
    );
    const { output } = await polar(folder, ['blame', ...files, 'allow(graham, "push", oso)'], { input: 'n\n' });
    expect(output).toContain('1 goal is answered by tests.');
    expect(output).toContain('1. Should has_permission(graham, "push", oso) hold?');
    expect(output).toContain('The rule "push" if "contributor" is at fault');
  });

  test('takes answers from a file, and gives the next question as data', async () => {
    const folder = quickstart('"push" if "maintainer";', '"push" if "contributor";');
    const asked = async (answers: object) => {
      const { surroundings, ran } = surroundingsIn(folder);
      const { write } = surroundings;
      await write(`${folder}/answers.json`, JSON.stringify(answers));
      const status = await run(
        ['blame', ...files, '--answers', 'answers.json', '--format', 'json', 'allow(graham, "push", oso)'],
        surroundings,
      );
      return { status, ...JSON.parse(ran().output) };
    };
    const first = await asked({});
    expect(first).toMatchObject({ status: 1, should: 'fail', question: { kind: 'goal', holds: true } });
    const second = await asked({ [first.question.id]: 'no' });
    expect(second.question.id).toBe('has_role(graham, "contributor", oso)');
    const last = await asked({ [first.question.id]: 'no', [second.question.id]: 'yes' });
    expect(last).toMatchObject({
      status: 0,
      verdict: { kind: 'rule', head: '"push" if "contributor"', file: 'main.polar', range: { start: { line: 10 } } },
    });
  });

  test('finds the fault of a test that fails, of which the rest is taken as said', async () => {
    const folder = folderOf({ 'main.polar': cloud });
    const blamed = (name: string, input = '') => polar(folder, ['blame', '--policy', '.', '--test', name], { input });
    const first = await blamed('readers read, and admins push');
    expect(first.output).toBe(`allow(User{"ann"}, "push", Repo{"app"}) holds, and should not.
3 goals are answered by tests.
The rule "push" if "reader" is at fault: it gives has_permission(User{"ann"}, "push", Repo{"app"}), which should not hold, from what is right. (main.polar:6)
`);
    const second = await blamed('the actions are these', 'y\n');
    expect(second.output).toContain('allow(User{"ann"}, "push", Repo{"app"}) holds, and should not.');
    expect(second.output).toContain('The rule "push" if "reader" is at fault');
  });

  test('names facts: one that should not be there, and one that is missing, also what a negation denies', async () => {
    const folder = folderOf({
      'main.polar': cloud,
      'facts.polar':
        'is_public(Repo{"app"});\nis_banned(User{"eve"});\nhas_role(User{"ann"}, "reader", Repo{"app"});\n',
    });
    const blamed = async (query: string, input: string) => {
      const ran = await polar(folder, ['blame', '-p', 'main.polar', '-f', 'facts.polar', query], { input });
      return ran.output.trimEnd().split('\n').at(-1);
    };
    expect(await blamed('allow(User:zoe, "read", Repo:app)', 'n\n')).toBe(
      'The fact is_public(Repo{"app"}) is at fault: it should not be there.',
    );
    expect(await blamed('allow(User:zoe, "read", Repo:app)', 'y\ny\ny\n')).toBe(
      'The fact is_banned(User{"zoe"}) is missing.',
    );
    expect(await blamed('allow(User:eve, "read", Repo:app)', 'n\nn\n')).toBe(
      'The fact is_banned(User{"eve"}) is at fault: it should not be there.',
    );
  });

  test('refuses what is no complaint', async () => {
    const folder = folderOf({ 'main.polar': cloud, 'answers.json': '{"allow(x)": "maybe"}' });
    const refused = async (...words: string[]) => {
      const { status, errors } = await polar(folder, ['blame', '-p', 'main.polar', ...words]);
      return [status, errors.split('\n')[0]];
    };
    const query = 'allow(User:ann, "read", Repo:app)';
    expect(await refused()).toEqual([2, expect.stringContaining('Name a query whose answer is wrong')]);
    expect(await refused('--should', 'fail', query)).toEqual([
      2,
      expect.stringContaining('does not hold, as it should'),
    ]);
    expect(await refused('--answers', 'answers.json', query)).toEqual([2, expect.stringContaining('"maybe"')]);
    expect(await refused('--answers', 'none.json', query)).toEqual([2, expect.stringContaining('none.json')]);
    expect(await refused('--test', 'readers reed, and admins push')).toEqual([
      2,
      expect.stringContaining('Did you mean "readers read, and admins push"?'),
    ]);
  });

  test('Ctrl-C ends it at a terminal', async () => {
    const folder = quickstart('"push" if "maintainer";', '"push" if "contributor";');
    const { surroundings, ran, stdin } = surroundingsIn(folder, { terminal: true });
    const ended = run(['blame', ...files, 'allow(graham, "push", oso)'], surroundings);
    const typed = stdin as PassThrough;
    setTimeout(() => typed.write('n\r'), 50);
    const waiting = setInterval(() => {
      if (ran().output.includes('2. ')) typed.write('\u0003');
    }, 20);
    expect(await ended).toBe(1);
    clearInterval(waiting);
    expect(ran().errors).toContain('Ended after 1 reply');
  });
});

test('the allow that nobody wrote is never at fault, and is not asked about twice', async () => {
  const policy =
    'actor User {} resource Repo { roles = ["reader"]; permissions = ["read", "push"]; "read" if "reader"; }';
  const folder = folderOf({ 'main.polar': policy, 'facts.polar': 'has_role(User{"ann"}, "reader", Repo{"app"});' });
  const blamed = async (query: string, input: string) =>
    (await polar(folder, ['blame', '-p', 'main.polar', '-f', 'facts.polar', query], { input })).output;
  const held = await blamed('allow(User:ann, "read", Repo:app)', 'y\n');
  expect(held).not.toContain('Should has_permission');
  expect(held).toContain('The rule "read" if "reader" is at fault');
  const missing = await blamed('allow(User:ann, "push", Repo:app)', '');
  expect(missing).not.toContain('no rule for allow(');
  expect(missing).toContain('has_permission(User{"ann"}, "push", Repo{"app"})');
});
