import { notModelled } from '../../refusal.ts';
import type { ConditionKey, ConditionKeyName } from './condition-keys.ts';

/** Who asks, as policies name it. */
export type Principal =
  | { readonly kind: 'administrator'; readonly account: string; readonly arn: string }
  | {
      readonly kind: 'role';
      readonly account: string;
      /** The role's own ARN, not the session's. */
      readonly arn: string;
      readonly sessionArn: string;
    }
  | { readonly kind: 'service'; readonly service: string };

/** The values of condition keys; a key that a request does not have is absent. */
export type Context = { readonly [Key in ConditionKeyName]?: string | readonly string[] };

/** One action on one resource, for policies to judge. */
export interface Request {
  readonly principal: Principal;
  /** Such as `ec2:CreateRoute`. */
  readonly action: string;
  /** An ARN; `*` for an action that has no resource. */
  readonly resource: string;
  /** The tags that the request sets; absent where it has no tags. */
  readonly requestTags?: ReadonlyMap<string, string>;
  /** The tags that the resource has; absent where the simulator keeps none of its kind. */
  readonly resourceTags?: ReadonlyMap<string, string>;
  /** Asked for only when a condition needs it. */
  readonly context: () => Context;
}

/** What a request has of a condition key; undefined where it does not have the key. */
export function valuesOf(key: ConditionKey, request: Request): readonly string[] | undefined {
  switch (key.kind) {
    case 'named': {
      const values = request.context()[key.name];
      return typeof values === 'string' ? [values] : values;
    }
    case 'requestTag':
      return tagIn(request.requestTags, key.tag);
    case 'resourceTag':
      if (request.resourceTags === undefined && request.resource !== '*')
        notModelled(`the tags of ${request.resource}, which a policy has a condition on`);
      return tagIn(request.resourceTags, key.tag);
  }
}

/** Conditions do not tell tag keys apart by case, though tags do. */
function tagIn(tags: ReadonlyMap<string, string> | undefined, wanted: string): readonly string[] | undefined {
  const exact = tags?.get(wanted);
  if (tags === undefined || exact !== undefined) return exact === undefined ? undefined : [exact];
  const lower = wanted.toLowerCase();
  for (const [key, value] of tags) if (key.toLowerCase() === lower) return [value];
  return undefined;
}
