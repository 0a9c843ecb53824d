import type { World } from '../../world.ts';

/** The one Region of a partition that Organizations' resources belong to, and its events come from. */
export function homeRegion({ partition }: World): string {
  const others: Readonly<Record<string, string>> = {
    'aws-us-gov': 'us-gov-west-1',
    'aws-cn': 'cn-northwest-1',
  };
  return others[partition] ?? 'us-east-1';
}
