import { AccountId, VpcId } from './ids.ts';

/** Whose VPC a prefix list entry stands for; written into its description, the only mark that an entry can carry. */
export interface EntryOwner {
  readonly account: AccountId;
  readonly vpc: VpcId;
}

export function describeEntry({ account, vpc }: EntryOwner): string {
  return `jetway ${account} ${vpc}`;
}

/** The owner that a description names, or undefined where somebody else wrote it. */
export function entryOwner(description: string): EntryOwner | undefined {
  const [mark, owner, network, ...rest] = description.split(' ');
  const account = AccountId.safeParse(owner);
  const vpc = VpcId.safeParse(network);
  if (mark !== 'jetway' || rest.length > 0 || !account.success || !vpc.success) return undefined;
  return { account: account.data, vpc: vpc.data };
}
