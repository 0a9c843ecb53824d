import type { NormalizedSchema } from '@smithy/core/schema';
import { isRecord } from '../../wire/protocol.ts';
import type { AnsweredCall } from './answered-call.ts';
import { smallFirst } from './elements.ts';

/** The calls that are as old as VPCs: their records are flat. All later ones stand in a wrapper each. */
const flat: ReadonlySet<string> = new Set([
  'CreateVpc',
  'CreateDefaultVpc',
  'ModifyVpcAttribute',
  'DeleteVpc',
  'CreateSubnet',
  'DeleteSubnet',
  'CreateRouteTable',
  'DeleteRouteTable',
  'AssociateRouteTable',
  'ReplaceRouteTableAssociation',
  'DisassociateRouteTable',
  'CreateRoute',
  'ReplaceRoute',
  'DeleteRoute',
  'CreateTags',
  'DeleteTags',
]);

/** Wrappers whose names are not the operation's. */
const requests: Readonly<Record<string, string>> = {
  DeleteTransitGatewayVpcAttachment: 'DelTGwVpcAttachReq',
};

const xmlns = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/**
 * EC2's requests and answers as CloudTrail shows them, which is by the names that they have on the wire.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-cloudtrail-logs.html
 */
export function ec2Elements({ model, operation, input, answer, requestId }: AnsweredCall) {
  const output = model.operations.get(operation)?.output;
  const isFlat = flat.has(operation);
  const answered = (wrap: Wrap) => {
    if (answer.state === 'error') return null;
    const members = output === undefined ? {} : answerOf(output, answer.output, wrap);
    return isRecord(members) ? { requestId, ...members } : { requestId };
  };
  if (isFlat) {
    const response = answered((items) => ({ items }));
    const empty = response !== null && Object.keys(response).length === 1;
    return {
      requestParameters: flatRequest(input),
      responseElements: empty ? { ...response, _return: true } : response,
    };
  }
  const response = answered((items) => ({ item: items.length === 1 ? items[0] : items }));
  return {
    requestParameters: { [requests[operation] ?? `${operation}Request`]: tagged(input) },
    responseElements: response && { [`${operation}Response`]: { xmlns, ...response } },
  };
}

/** How a list stands in an answer. */
type Wrap = (items: readonly unknown[]) => object;

function answerOf(schema: NormalizedSchema, value: unknown, wrap: Wrap): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return wrap(value.map((each) => answerOf(schema.getValueSchema(), each, wrap)));
  if (!isRecord(value) || !schema.isStructSchema()) return value;
  return Object.fromEntries(
    [...schema.structIterator()].flatMap(([name, member]) => {
      const each = value[name];
      const { xmlName = smallFirst(name) } = member.getMemberTraits();
      return each === undefined ? [] : [[xmlName, answerOf(member, each, wrap)]];
    }),
  );
}

/** `tagSpecificationSet.items[].tags`, `resourcesSet.items[].resourceId` and `tagSet.items` are the lists of such calls. */
function flatRequest({ TagSpecifications, Resources, Tags, DryRun: _, ...plain }: AnsweredCall['input']) {
  const set = (value: unknown, item: (each: unknown) => unknown = small) => ({
    items: Array.isArray(value) ? value.map(item) : [],
  });
  return {
    ...smallMembers(plain),
    ...(Resources !== undefined && { resourcesSet: set(Resources, (resourceId) => ({ resourceId })) }),
    ...(Tags !== undefined && { tagSet: set(Tags) }),
    ...(TagSpecifications !== undefined && { tagSpecificationSet: set(TagSpecifications) }),
  };
}

function small(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(small);
  return isRecord(value) ? smallMembers(value) : value;
}

function smallMembers(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [smallFirst(name), small(each)]));
}

/** The items of a list have their number beside them, and one that is alone stands for the list. */
function tagged(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((each, index) => ({
      tag: index + 1,
      ...(isRecord(each) ? Object(tagged(each)) : { content: each }),
    }));
    return items.length === 1 ? items[0] : items;
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name === 'Tags' ? 'Tag' : name, tagged(each)]),
  );
}
