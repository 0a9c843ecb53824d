import { types } from 'node:util';

const secrets: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g,
  /(?<=(?:security|session)[-_ ]?token["']?\s*[:=>]\s*["']?)[A-Za-z0-9+/=%._-]{8,}/gi,
  /(?<=secret[-_ ]?access[-_ ]?key["']?\s*[:=>]\s*["']?)[A-Za-z0-9+/=]{8,}/gi,
  /(?<=\b(?:Signature|Credential)=)[^\s,&'"]+/g,
  /\b(?:IQoJ|FwoG|FQoG)[A-Za-z0-9+/=]{16,}/g,
  // The form of a secret access key.
  /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g,
];

/** The text without anything that looks like a credential; AWS repeats signed headers where a signature is wrong. */
export function withoutSecrets(text: string): string {
  return secrets.reduce((rest, secret) => rest.replace(secret, '(removed)'), text);
}

/** The error itself, or, where its text holds a credential, another one that says the rest. */
export function causeWithoutSecrets(cause: unknown): unknown {
  if (!types.isNativeError(cause)) return typeof cause === 'string' ? withoutSecrets(cause) : cause;
  if (withoutSecrets(`${cause.message}${cause.stack ?? ''}`) === `${cause.message}${cause.stack ?? ''}`)
    return cause;
  const clean = new Error(withoutSecrets(cause.message));
  clean.name = cause.name;
  clean.stack = withoutSecrets(cause.stack ?? '');
  return clean;
}
