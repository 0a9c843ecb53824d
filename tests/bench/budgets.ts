import { type Cost, onboarding, organizationSize, unchangedAccount, unchangedOrganization } from './calls.ts';

/** A bound on the calls of a piece of work, and the least that AWS's own API allows. */
export interface Budget {
  readonly name: string;
  readonly measure: () => Promise<Cost>;
  readonly calls: number;
  readonly mutating: number;
  readonly least: number;
  /** What the least is made of. */
  readonly because: string;
}

const { accounts, consumers } = organizationSize;
const pages = (items: number, size: number): number => Math.ceil(items / size);

/** One call for each list that has to be read, at AWS's largest page; what is tagged is the accounts and one OU. */
const sweep =
  2 +
  pages(accounts, 20) +
  pages(accounts - 2, 100) +
  pages(2 * consumers, 500) +
  pages(consumers, 1000) +
  2 * pages(consumers, 1000) +
  pages(consumers, 100);

export const budgets: readonly Budget[] = [
  {
    name: 'an unchanged account with one attached VPC',
    measure: unchangedAccount,
    calls: 15,
    mutating: 0,
    least: 14,
    because:
      'site parameter, 2 AssumeRole, account, 3 × tags, principals, attachment, routed CIDRs, prefix list, VPCs, route tables, profile associations',
  },
  {
    name: 'onboarding with one pending attachment and one route table',
    measure: onboarding,
    calls: 40,
    mutating: 8,
    least: 29,
    because:
      'the 14 reads above, 8 changes, and each changed thing read back once (principals, attachment, prefix list, association, propagation, route, profile association)',
  },
  {
    name: `an unchanged organization of ${accounts} accounts, ${consumers} of them consumers`,
    measure: () => unchangedOrganization(false),
    calls: 150,
    mutating: 0,
    least: sweep,
    because:
      'site parameter, AssumeRole, accounts (20 a page), tags (100), principals (500), attachments, propagations and routes (1,000), prefix list (100)',
  },
  {
    name: 'the same, with every consumer looked at from inside',
    measure: () => unchangedOrganization(true),
    calls: 150 + 4 * consumers,
    mutating: 0,
    least: sweep + 4 * consumers,
    because: 'AssumeRole, VPCs, route tables and profile associations of each consumer on top',
  },
];
