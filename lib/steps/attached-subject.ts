import { JetwayError } from '../model/errors.ts';
import type { AttachmentId, TransitGatewayRouteTableId, VpcId } from '../model/ids.ts';

/** What a VPC's attachment has in a transit gateway route table. */
export interface AttachedSubject {
  readonly vpc: VpcId;
  readonly table: TransitGatewayRouteTableId;
  /** Absent while the VPC is not attached. */
  readonly attachment: AttachmentId | undefined;
}

/** The attachment to call with; a step adds only when it was read back as there, so without one the call is put off. */
export function attachmentOf({ vpc, attachment }: AttachedSubject): AttachmentId {
  if (attachment !== undefined) return attachment;
  throw new JetwayError('not-ready', {
    resource: vpc,
    what: 'it has no attachment to the transit gateway yet',
    remedy: 'It is made first; look again',
  });
}
