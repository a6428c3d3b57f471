import { Refusal } from './exchange.ts';
import type { ServedState } from './state.ts';
import { type Fields, field, kindOf, textField } from './wire/json.ts';

/** `POST /expect`, what a parity handle sends: what an application decided by itself. A difference is told to whoever runs the server. */
export function expectBody(fields: Fields, { decisions, notice }: ServedState): object {
  const request = textField(fields, 'request_id');
  const expected = field(fields, 'expected');
  if (typeof expected !== 'boolean')
    throw new Refusal(400, `"expected" should be true or false, and is ${kindOf(expected)}.`);
  const decision = decisions.of(request);
  const answer = decision?.answer as { allowed?: unknown } | undefined;
  if (decision !== undefined && answer?.allowed !== undefined && answer.allowed !== expected)
    notice(
      `Parity: request ${request} was ${expected ? 'denied' : 'allowed'}, and the application expected it to be ${expected ? 'allowed' : 'denied'}: ${decision.question ?? ''}`,
    );
  return { message: 'Expectation noted.' };
}
