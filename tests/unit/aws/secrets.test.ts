import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { failure } from '../../../lib/aws/errors.ts';
import { withoutSecrets } from '../../../lib/aws/secrets.ts';

const from = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const credentials = fc.record({
  keyId: fc.tuple(fc.constantFrom('AKIA', 'ASIA'), from(capitals, 16, 16)).map((parts) => parts.join('')),
  secret: from(base64, 40, 40),
  token: from(base64, 100, 400),
});

const texts = fc.constantFrom(
  // What AWS says where a signature is wrong: it repeats the signed headers.
  (c: { keyId: string; secret: string; token: string }) =>
    `The Canonical String for this request should have been 'POST\n/\nhost:sts.amazonaws.com\nx-amz-security-token:${c.token}\n'`,
  (c: { keyId: string; secret: string; token: string }) =>
    `Authorization=AWS4-HMAC-SHA256 Credential=${c.keyId}/20261123/eu-west-1/ec2/aws4_request, Signature=${c.secret}`,
  (c: { keyId: string; secret: string; token: string }) =>
    `<AccessKeyId>${c.keyId}</AccessKeyId><SecretAccessKey>${c.secret}</SecretAccessKey><SessionToken>${c.token}</SessionToken>`,
  (c: { keyId: string; secret: string; token: string }) =>
    JSON.stringify({ accessKeyId: c.keyId, secretAccessKey: c.secret, sessionToken: c.token }),
);

test('no credential comes through in any part of an error', () =>
  fc.assert(
    fc.property(credentials, texts, (secret, text) => {
      const cause = new Error(text(secret));
      cause.name = 'SignatureDoesNotMatch';
      const error = failure(cause, { service: 'STS', operation: 'AssumeRole', resource: 'a role' });
      const shown = inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error) + error.stack;
      for (const value of Object.values(secret)) expect(shown).not.toContain(value);
    }),
  ));

test('what is no credential stays', () => {
  const text =
    'User: arn:aws:sts::222222222222:assumed-role/jetway/i-0abc is not authorized on tgw-0123456789abcdef0';
  expect(withoutSecrets(text)).toBe(text);
});
