import { createHash } from 'node:crypto';
import type { Deployment } from './scope.ts';

/** What AWS would draw at random for a resource, derived from where it is: the same deployment names it the same. */
export class Invention {
  readonly #digest: string;
  readonly #stackName: string;
  readonly #logicalId: string;

  constructor({ account, region, stackName }: Deployment, logicalId: string) {
    this.#digest = createHash('sha256')
      .update([account, region, stackName, logicalId].join('/'))
      .digest('hex');
    this.#stackName = stackName;
    this.#logicalId = logicalId;
  }

  /** Lower-case hexadecimal digits, at most 64. */
  hex(length: number): string {
    return this.#digest.slice(0, length);
  }

  upperCase(length: number): string {
    return this.hex(length).toUpperCase();
  }

  uuid(): string {
    const part = (from: number, length: number) => this.#digest.slice(from, from + length);
    return [part(0, 8), part(8, 4), `4${part(12, 3)}`, `8${part(15, 3)}`, part(18, 12)].join('-');
  }

  /** A name as CloudFormation makes it: the stack's, the logical id, 12 characters; the first two give way. */
  name(longest: number, ending = ''): string {
    const tail = `-${this.upperCase(12)}${ending}`;
    const room = longest - tail.length;
    const logicalId = this.#logicalId.slice(
      0,
      Math.max(room - this.#stackName.length - 1, Math.floor(room / 2)),
    );
    return `${this.#stackName.slice(0, room - logicalId.length - 1)}-${logicalId}${tail}`;
  }
}
