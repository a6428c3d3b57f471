import { createPolicy, policyMetadata } from '@polar-tools/policy';
import { errorsOf, placedMessage } from '@polar-tools/project';
import { Refusal } from './exchange.ts';
import { type PolicyText, type ServedPolicy, servedPolicy } from './served-policy.ts';
import { type Fields, field, kindOf, textField } from './wire/json.ts';

/** The policy that a client uploads. */
export function uploadedPolicy(fields: Fields): ServedPolicy {
  const src = textField(fields, 'src');
  const filename = field(fields, 'filename') ?? '';
  if (typeof filename !== 'string') throw new Refusal(400, `"filename" should be a text, and is ${kindOf(filename)}.`);
  return policyOf({ filename, src });
}

/**
 * A policy for Cloud from its text alone.
 *
 * @throws Refusal that tells its errors, one a line
 */
export function policyOf(text: PolicyText): ServedPolicy {
  const name = text.filename === '' ? 'policy.polar' : text.filename;
  const policy = createPolicy([{ uri: name, text: text.src }], { dialect: 'cloud' });
  const errors = errorsOf(policy);
  if (errors.length > 0) throw new Refusal(400, errors.map((each) => placedMessage(each, () => name)).join('\n'));
  return servedPolicy(policy, text);
}

/** `GET /policy` */
export const policyBody = ({ text }: ServedPolicy): object => ({
  policy: text === undefined ? null : { filename: text.filename, src: text.src },
});

/** `GET /policy_metadata` */
export const metadataBody = ({ policy }: ServedPolicy): object => ({ metadata: policyMetadata(policy) });
