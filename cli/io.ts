import type { AwsOptions } from '../lib/aws/ports.ts';
import type { Clock } from '../lib/model/clock.ts';

/** One of the two streams that a command writes to. */
export interface Screen {
  write(text: string): void;
  readonly colour: boolean;
  readonly columns: number;
  /** Present on a terminal: what a spinner turns on. */
  readonly terminal?: NodeJS.WriteStream;
}

/** All that a command has of the process around it. Only `main.ts` makes one from the real process. */
export interface Io {
  readonly cwd: string;
  readonly out: Screen;
  readonly err: Screen;
  /** Whether errors that nobody foresaw are shown with their stack. */
  readonly debug: boolean;
  readonly clock: Clock;
  readonly aws: Pick<AwsOptions, 'credentials' | 'clientOptions' | 'maxAttempts'>;
  /** Where AWS is looked for instead of at AWS, such as at a simulator. */
  readonly endpoint?: string;
  /** Asks a yes-or-no question; absent where there is nobody to ask. */
  readonly ask?: (question: string) => Promise<boolean>;
  newRunId(): string;
  /** Calls the listener on the first Ctrl-C, in place of ending the process; returns how to stop listening. */
  onInterrupt(listener: () => void): () => void;
}
