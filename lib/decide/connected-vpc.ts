import type { Cidr } from '../model/cidr.ts';
import type { VpcId } from '../model/ids.ts';
import type { Attachment } from '../model/network.ts';

/** A VPC that is to have a path to the provider. */
export interface ConnectedVpc {
  readonly id: VpcId;
  readonly cidrs: readonly Cidr[];
  /** Absent where Jetway has still to make it. */
  readonly attachment: Attachment | undefined;
}
