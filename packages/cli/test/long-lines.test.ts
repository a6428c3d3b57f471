import { afterEach, expect, it, vi } from 'vitest';
import { folderOf, polar } from './command.ts';

afterEach(() => vi.restoreAllMocks());

it('looks at what is near a finding, however long its line is', async () => {
  let units = 0;
  const { segment } = Intl.Segmenter.prototype;
  vi.spyOn(Intl.Segmenter.prototype, 'segment').mockImplementation(function (this: Intl.Segmenter, text: string) {
    units += text.length;
    return segment.call(this, text);
  });
  const text = `# é\n${'"é" '.repeat(20_000)}f(x) if g(y) h(z);\n`;
  const { output, status } = await polar(folderOf({ 'main.polar': text }), ['check']);
  expect(status).toBe(1);
  expect(output).toContain('"é" "é"');
  const findings = output.split('^').length;
  expect(units).toBeGreaterThan(0);
  expect(units / findings).toBeLessThan(10_000);
});

it('shows the text around a finding in the middle of a long line, with its mark below it', async () => {
  const text = `f(x) if x = "${'ab🎉'.repeat(1_000)}" and missing(x) and x = "${'cd'.repeat(2_000)}";\n`;
  const { output } = await polar(folderOf({ 'main.polar': text }), ['check']);
  const lines = output.split('\n');
  const at = lines.findIndex((line) => line.includes('and missing(x) and'));
  const [shown, marks] = [lines[at]!, lines[at + 1]!];
  expect(shown).toMatch(/│ ….*…$/);
  // Each of the pictures before it takes two columns and two units.
  expect(shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('missing(x)');
  expect(shown.length).toBeLessThan(130);
});

it('shows a thousand findings of a file and counts the others; for programs all are told', async () => {
  const folder = folderOf({ 'main.polar': `allow(_, _, _);\n${'f(x) if g(x);\n'.repeat(1_500)}` });
  const { output, status } = await polar(folder, ['check']);
  expect(status).toBe(1);
  expect(output.split(/^main\.polar:\d/m).length - 1).toBeGreaterThanOrEqual(1_000);
  expect(output).toMatch(
    /main\.polar: and [\d,]+ more findings like these\. With --format json or sarif all are told\./,
  );
  const { files } = JSON.parse((await polar(folder, ['check', '--format=json'])).output);
  expect(files[0].diagnostics.length).toBeGreaterThan(1_400);
});

it('cuts messages that quote a very long name', async () => {
  const { output } = await polar(folderOf({ 'main.polar': `f(x) if ${'n'.repeat(100_000)}(x);\n` }), ['check']);
  expect(output.length).toBeLessThan(6_000);
});
