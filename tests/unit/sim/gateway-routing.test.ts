import { describe, expect, test } from '@jest/globals';
import { Routing } from '../../../sim/services/ec2/gateway/routing.ts';

describe('the longest prefix', () => {
  const rows: [title: string, routes: [cidr: string, to: string][], reach: 'all' | 'some' | 'none'][] = [
    ['no route', [], 'none'],
    ['an equal route', [['10.1.0.0/16', 'us']], 'all'],
    ['a wider route', [['0.0.0.0/0', 'us']], 'all'],
    [
      'a wider route elsewhere',
      [
        ['10.1.0.0/16', 'us'],
        ['10.0.0.0/8', 'them'],
      ],
      'all',
    ],
    [
      'a narrower route elsewhere',
      [
        ['10.1.0.0/16', 'us'],
        ['10.1.9.0/24', 'them'],
      ],
      'some',
    ],
    ['a narrower route only', [['10.1.9.0/24', 'us']], 'some'],
    [
      'both halves',
      [
        ['10.1.0.0/17', 'us'],
        ['10.1.128.0/17', 'us'],
      ],
      'all',
    ],
    [
      'both halves elsewhere',
      [
        ['10.1.0.0/16', 'us'],
        ['10.1.0.0/17', 'them'],
        ['10.1.128.0/17', 'them'],
      ],
      'none',
    ],
    [
      'the first of two for one CIDR',
      [
        ['10.1.0.0/16', 'us'],
        ['10.1.0.0/16', 'them'],
      ],
      'all',
    ],
    ['another family', [['::/0', 'us']], 'none'],
  ];
  test.each(rows)('%s', (_title, routes, reach) => {
    const routing = new Routing<string>();
    for (const [cidr, to] of routes) routing.add(cidr, to);
    expect(routing.reach('10.1.0.0/16', (to) => to === 'us')).toBe(reach);
  });
});
