import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** A name server's answer: the records, or why there are none. A TXT value may come in parts. */
type Answer<Record> = readonly Record[] | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';

export interface Zone {
  a?(name: string): Answer<string>;
  txt?(name: string): Answer<string | readonly string[]>;
}

export interface NameServer {
  /** Host and port, as a resolver's `setServers` takes it. */
  readonly address: string;
  close(): Promise<void>;
}

const type = { a: 1, txt: 16 };
const codes = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };

/**
 * Serves a zone over UDP on 127.0.0.1.
 * @see https://www.rfc-editor.org/rfc/rfc1035
 */
export async function startNameServer(zone: Zone): Promise<NameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => socket.send(reply(query, zone), port, address));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function reply(query: Buffer, zone: Zone): Buffer {
  const { name, end } = nameIn(query);
  const asked = query.readUInt16BE(end);
  const answer = dataOf(asked, name, zone);
  const records = typeof answer === 'string' ? [] : answer;
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | (typeof answer === 'string' ? codes[answer] : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  const question = query.subarray(12, end + 4);
  return Buffer.concat([header, question, ...records.map((data) => recordOf(asked, data))]);
}

function dataOf(asked: number, name: string, { a, txt }: Zone): Answer<Buffer> {
  if (asked === type.a) return mapped(a?.(name) ?? [], (ip) => Buffer.from(ip.split('.').map(Number)));
  if (asked === type.txt)
    return mapped(txt?.(name) ?? [], (value) =>
      Buffer.concat([value].flat().map((part) => Buffer.from(`${String.fromCharCode(part.length)}${part}`))),
    );
  return [];
}

function mapped<Record>(answer: Answer<Record>, encode: (record: Record) => Buffer): Answer<Buffer> {
  return typeof answer === 'string' ? answer : answer.map(encode);
}

function recordOf(asked: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0); // the name of the question
  head.writeUInt16BE(asked, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

/** The name of the question, and where it ends. */
function nameIn(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}
