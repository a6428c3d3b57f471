import { expect, it, vi } from 'vitest';

const told: string[] = [];
const clipboard: string[] = [];
vi.mock('vscode', () => ({
  env: { clipboard: { writeText: async (text: string) => clipboard.push(text) } },
  window: { showInformationMessage: async (message: string) => told.push(message) },
}));
const { testOfDecision } = await import('./test-of-decision.ts');

it('says that the test of a policy that a program has uploaded is in the clipboard, and what else the server notes', async () => {
  const made = {
    title: 'User anne may not read Repository anvil',
    text: 'test "User anne may not read Repository anvil" {}',
    uri: 'policy.polar',
    offset: 0,
    notes: ['It read more facts than the test has.'],
  };
  const session = { customRequest: async () => made };
  await testOfDecision(session as unknown as Parameters<typeof testOfDecision>[0], 1);
  expect(clipboard).toEqual([`${made.text}\n`]);
  expect(told).toEqual([
    'The test "User anne may not read Repository anvil" passes. It is in the clipboard: a program has uploaded the policy, so its file is not known here. It read more facts than the test has.',
  ]);
});
