import { type Check, cloudOnly } from './definition.ts';

/** A policy that is read as one for Cloud only because it lacks what Cloud keeps as facts. */
export const assumedDialect: Check = {
  code: 'assumed-dialect',
  severity: 'information',
  dialects: cloudOnly,
  summary: 'A policy that only its missing rules make one for Oso Cloud.',
  policy({ policy, report }) {
    const { assumed } = policy.dialectChoice;
    if (assumed === undefined) return;
    const { name, uri, node } = assumed;
    report(
      uri,
      node,
      `This reads as a policy for Oso Cloud, as no rule gives ${name} and nothing else tells. In a policy for the Oso library that rule is missing: add it, or set the dialect.`,
      {
        fixes: [
          { title: "Set the policy's dialect to cloud", preferred: true, set: ['dialect'], value: 'cloud' },
          { title: "Set the policy's dialect to library", set: ['dialect'], value: 'library' },
        ],
      },
    );
  },
};
