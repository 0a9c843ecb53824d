import { refuse } from '../../refusal.ts';

/** Whose token it is: another account, or another Region, may use the same. */
interface Sender {
  readonly caller: { readonly account: string };
  readonly region: string;
}

/** One operation's answers by client token: a repeated request is answered as before and changes nothing. */
export class Once<Answer> {
  readonly #answers = new Map<string, { readonly request: string; readonly answer: Answer }>();

  /**
   * Acts, unless the caller sent this token before.
   * @throws IdempotentParameterMismatchException where the token came with other parameters
   */
  answer(
    request: { readonly clientToken?: string | undefined },
    { caller, region }: Sender,
    act: () => Answer,
  ): Answer {
    if (request.clientToken === undefined) return act();
    const key = `${caller.account}/${region}/${request.clientToken}`;
    const text = JSON.stringify(Object.entries(request).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const before = this.#answers.get(key);
    if (before !== undefined && before.request !== text)
      refuse(
        'IdempotentParameterMismatchException',
        `The client token ${request.clientToken} has already been used with other parameters.`,
      );
    const answer = before?.answer ?? act();
    this.#answers.set(key, { request: text, answer });
    return answer;
  }
}
