import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { obstaclesTo } from './obstacles.ts';

const of = (text: string, settings = {}) => obstaclesTo(createPolicy([{ uri: 'file:///w/a.polar', text }], settings));

it('nothing keeps a sound Library policy from being run, warnings neither', () => {
  expect(of('f(1);\ng(_x) if f(1);\nf(1);\n')).toEqual([]);
});

it('a Cloud policy is not run, and says what makes it one', () => {
  const text = 'f(1);\nglobal { roles = ["a"]; }\n';
  const [obstacle, ...others] = of(text);
  expect(others).toEqual([]);
  expect(obstacle).toMatchObject({
    code: 'cloud-policy',
    message: expect.stringMatching(/^This policy is for Oso Cloud/),
  });
  expect(text.slice(obstacle?.place?.start, obstacle?.place?.end)).toContain('global');
  expect(of('f(1);', { dialect: 'cloud' })[0]?.message).toContain('its configuration says so');
});

it('every error does, each with its place', () => {
  const found = of('f(x) if g(x);\nh( ;\n');
  expect(found.map(({ code }) => code)).toEqual(['undefined-rule-call', expect.any(String)]);
  expect(found.map(({ place }) => place?.uri)).toEqual(['file:///w/a.polar', 'file:///w/a.polar']);
});
