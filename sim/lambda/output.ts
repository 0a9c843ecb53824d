import { Console } from 'node:console';
import { Writable } from 'node:stream';

/** What a function writes, line by line. */
export class Output {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly console: Console;
  readonly #line: (text: string) => void;
  readonly #begun = new Map<'stdout' | 'stderr', string>();

  constructor(line: (text: string) => void) {
    this.#line = line;
    this.stdout = this.#stream('stdout');
    this.stderr = this.#stream('stderr');
    this.console = Object.assign(new Console(this.stdout, this.stderr), { Console });
  }

  write(stream: 'stdout' | 'stderr', text: string): void {
    const [rest = '', ...lines] = `${this.#begun.get(stream) ?? ''}${text}`.split('\n').reverse();
    for (const line of lines.reverse()) this.#line(line);
    this.#begun.set(stream, rest);
  }

  /** Takes what has no end of line yet as a line. */
  flush(): void {
    for (const text of this.#begun.values()) if (text !== '') this.#line(text);
    this.#begun.clear();
  }

  #stream(stream: 'stdout' | 'stderr'): Writable {
    return new Writable({
      decodeStrings: false,
      write: (chunk, _, done) => {
        this.write(stream, String(chunk));
        done();
      },
    });
  }
}
