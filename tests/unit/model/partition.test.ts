import { expect, test } from '@jest/globals';
import { partitionOf } from '../../../lib/model/partition.ts';

test.each([
  { region: 'eu-west-1', name: 'aws', organizationsRegion: 'us-east-1' },
  { region: 'us-gov-east-1', name: 'aws-us-gov', organizationsRegion: 'us-gov-west-1' },
  { region: 'cn-north-1', name: 'aws-cn', organizationsRegion: 'cn-northwest-1' },
  { region: 'eusc-de-east-1', name: 'aws-eusc', organizationsRegion: 'eusc-de-east-1' },
  { region: 'us-iso-west-1', name: 'aws-iso', organizationsRegion: 'us-iso-east-1' },
  { region: 'us-isob-east-1', name: 'aws-iso-b', organizationsRegion: 'us-isob-east-1' },
  { region: 'eu-isoe-west-1', name: 'aws-iso-e', organizationsRegion: 'eu-isoe-west-1' },
  { region: 'us-isof-east-1', name: 'aws-iso-f', organizationsRegion: 'us-isof-south-1' },
])('$region is in $name', ({ region, name, organizationsRegion }) => {
  expect(partitionOf(region)).toMatchObject({ name, organizationsRegion });
});
