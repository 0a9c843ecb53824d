import ora, { type Ora } from 'ora';
import type { Io, Screen } from './io.ts';
import { duration } from './text/style.ts';

/** What a person sees while something takes longer than a second: a spinner on a terminal, else now and then a line. */
export class Progress {
  readonly #screen: Screen;
  readonly #clock: Io['clock'];
  #spinner: Ora | undefined;

  constructor({ err, clock }: Pick<Io, 'err' | 'clock'>) {
    this.#screen = err;
    this.#clock = clock;
  }

  /** Shows what is being done until it is done. */
  async during<T>(text: () => string, work: () => Promise<T>): Promise<T> {
    const startMs = this.#clock.nowMs();
    const said = () => `${text()} (${duration((this.#clock.nowMs() - startMs) / 1000)})`;
    const stop =
      this.#screen.terminal === undefined ? this.#lines(said) : this.#spin(said, this.#screen.terminal);
    try {
      return await work();
    } finally {
      stop();
    }
  }

  /** Writes lines to a screen without the spinner in between. */
  write(screen: Screen, text: string): void {
    this.#spinner?.clear();
    screen.write(text);
    this.#spinner?.render();
  }

  #spin(text: () => string, stream: NodeJS.WriteStream): () => void {
    let timer: NodeJS.Timeout | undefined;
    const begin = setTimeout(() => {
      // Ctrl-C stays Ctrl-C: the spinner leaves stdin alone.
      const spinner = ora({ stream, discardStdin: false, text: text() }).start();
      this.#spinner = spinner;
      timer = setInterval(() => {
        spinner.text = text();
      }, 500);
    }, 300);
    return () => {
      clearTimeout(begin);
      clearInterval(timer);
      this.#spinner?.stop();
      this.#spinner = undefined;
    };
  }

  #lines(text: () => string): () => void {
    const say = () => this.#screen.write(`${text()}\n`);
    let every: NodeJS.Timeout | undefined;
    const begin = setTimeout(() => {
      say();
      every = setInterval(say, 15_000);
    }, 2_000);
    return () => {
      clearTimeout(begin);
      clearInterval(every);
    };
  }
}
