export interface Zone {
  readonly zone: string;
  readonly zoneId: string;
}

const directions: Readonly<Record<string, string>> = {
  east: 'e',
  west: 'w',
  north: 'n',
  south: 's',
  central: 'c',
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
  gov: 'g',
};

/**
 * An account's three Availability Zones of a Region. The letters are shuffled account by account, the ids are not.
 * @see https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export function zonesOf(account: string, region: string): readonly Zone[] {
  const short = region
    .split('-')
    .map((word) => directions[word] ?? word)
    .join('');
  const turn = Number(account.slice(-1)) % 3;
  return ['a', 'b', 'c'].map((letter, index) => ({
    zone: `${region}${letter}`,
    zoneId: `${short}-az${((index + turn) % 3) + 1}`,
  }));
}
