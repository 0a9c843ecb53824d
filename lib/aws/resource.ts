import * as z from 'zod/mini';

/** The members by which AWS's requests say what they are about, the most telling first. */
const members = [
  'RoleArn',
  'AccountId',
  'OrganizationalUnitId',
  'ChildId',
  'ResourceId',
  'TransitGatewayAttachmentId',
  'VpcId',
  'RouteTableId',
  'TransitGatewayRouteTableId',
  'PrefixListId',
  'PrefixListIds',
  'resourceShareArn',
  'resourceShareArns',
  'resourceShareInvitationArn',
  'ProfileId',
  'logGroupName',
  'TableName',
  'FunctionName',
  'QueueName',
  'QueueUrl',
  'Name',
] as const;

const Naming = z.union([
  z.string(),
  z.pipe(
    z.array(z.string()),
    z.transform((ids) => ids.join(', ')),
  ),
]);
const Filters = z.object({ Filters: z.array(z.object({ Values: z.array(z.string()) })) });

/** What a request is about, by its own ids; otherwise `everything`, for a list of all there is. */
export function resourceOf(input: object, everything: string): string {
  const request = new Map<string, unknown>(Object.entries(input));
  for (const member of members) {
    const id = Naming.safeParse(request.get(member));
    if (id.success && id.data !== '') return id.data;
  }
  const filters = Filters.safeParse(input);
  return (filters.success ? filters.data.Filters[0]?.Values[0] : undefined) ?? everything;
}
