import * as z from 'zod/mini';
import { ArnOwner, onlyFrom, type Readers, reading } from './reader.ts';
import { account, everyone, nobody } from './trigger.ts';

// The guide's samples write transitGatewayArn in one place and transit-gateway-arn in another.
const TopologyChange = z.object({
  changeType: z.string(),
  vpcArn: z.optional(ArnOwner),
  'vpc-arn': z.optional(ArnOwner),
  transitGatewayArn: z.optional(ArnOwner),
  'transit-gateway-arn': z.optional(ArnOwner),
});

/** @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-networkmanager.html */
export const networkManager: Readers = onlyFrom(
  ({ providerAccount }) => [providerAccount],
  'the provider account',
  {
    'Network Manager Topology Change': reading(TopologyChange, (change, _event, { providerAccount }) => {
      const gatewayOwner = change.transitGatewayArn ?? change['transit-gateway-arn'];
      const vpcOwner = change.vpcArn ?? change['vpc-arn'];
      if (!change.changeType.startsWith('VPC-ATTACHMENT-'))
        return nobody('irrelevant', 'it is not about the attachment of a VPC');
      if (gatewayOwner !== providerAccount)
        return nobody('irrelevant', 'the VPC is attached to something else than our transit gateway');
      if (vpcOwner === undefined) return nobody('malformed', 'it names no VPC');
      return vpcOwner === providerAccount ? everyone() : account(vpcOwner);
    }),
  },
);
