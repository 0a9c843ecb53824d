import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { cloudFormation } from '../../../lib/trigger/cloudformation.ts';
import { controlTower } from '../../../lib/trigger/controltower.ts';
import { ec2 } from '../../../lib/trigger/ec2.ts';
import { networkManager } from '../../../lib/trigger/networkmanager.ts';
import { organizations } from '../../../lib/trigger/organizations.ts';
import { ram } from '../../../lib/trigger/ram.ts';
import { route53Profiles } from '../../../lib/trigger/route53profiles.ts';
import { tag } from '../../../lib/trigger/tag.ts';
import { fixtureNames } from './fixtures.ts';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** The cells of every row of Markdown's tables. */
const rowsOf = (markdown: string): readonly (readonly string[])[] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));

test('the reference names every event that Jetway reads, and no other', () => {
  const sources = [
    organizations,
    controlTower,
    ec2,
    route53Profiles,
    ram,
    tag,
    cloudFormation,
    networkManager,
  ];
  const names = [...sources.flatMap((readers) => Object.keys(readers)), 'Look Again', 'Sweep'];
  const [tables = ''] = read('docs/reference/events.md').split('## When an event');
  const documented = rowsOf(tables).flatMap(([first = '', second = '']) => {
    const events = /^(?:`(?:aws\.\w+|jetway)`)?$/.test(first) ? second : first;
    return [...events.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  });
  expect([...documented].sort()).toEqual([...names].sort());
});

test('every stored event says where it comes from', () => {
  const rows = rowsOf(read('tests/events/SOURCES.md')).filter(([file]) => file?.endsWith('.json`'));
  expect(rows.map(([file]) => file).sort()).toEqual(fixtureNames.map((name) => `\`${name}\``));
  for (const [, mark, source] of rows) {
    expect(['SEEN', 'DOC', 'CONSTRUCTED']).toContain(mark);
    expect(source).not.toBe('');
  }
});
