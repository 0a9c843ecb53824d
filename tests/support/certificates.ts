import { generate } from 'selfsigned';

export interface Certified {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority of its own, which nobody knows by itself. */
export async function aCertificateAuthority(): Promise<Certified> {
  const made = await generate([{ name: 'commonName', value: 'Test CA' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** A server's certificate for a DNS name. */
export async function aCertificate(name: string, ca: Certified): Promise<Certified> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  return { key: made.private, cert: made.cert };
}
