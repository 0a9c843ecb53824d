import { Region } from './ids.ts';

/** A part of AWS with accounts, ARNs and an Organizations endpoint of its own. */
export interface Partition {
  readonly name: string;
  /** Where Organizations, its events and the tags of its accounts are. */
  readonly organizationsRegion: Region;
}

const partitions: readonly (Partition & { readonly prefix: string })[] = [
  { prefix: 'cn-', name: 'aws-cn', organizationsRegion: Region.parse('cn-northwest-1') },
  { prefix: 'us-gov-', name: 'aws-us-gov', organizationsRegion: Region.parse('us-gov-west-1') },
  { prefix: 'eusc-', name: 'aws-eusc', organizationsRegion: Region.parse('eusc-de-east-1') },
  { prefix: 'us-iso-', name: 'aws-iso', organizationsRegion: Region.parse('us-iso-east-1') },
  { prefix: 'us-isob-', name: 'aws-iso-b', organizationsRegion: Region.parse('us-isob-east-1') },
  { prefix: 'eu-isoe-', name: 'aws-iso-e', organizationsRegion: Region.parse('eu-isoe-west-1') },
  { prefix: 'us-isof-', name: 'aws-iso-f', organizationsRegion: Region.parse('us-isof-south-1') },
];

const commercial: Partition = { name: 'aws', organizationsRegion: Region.parse('us-east-1') };

/**
 * @param region a Region's name, or what is written in the place of one
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
export function partitionOf(region: string): Partition {
  return partitions.find(({ prefix }) => region.startsWith(prefix)) ?? commercial;
}
