/** Whether an IPv4 address lies in a CIDR: both have the same bits before the prefix ends. */
export function within(address: string, cidr: string): boolean {
  const [network = '', bits] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(network) / size);
}

const numberOf = (address: string) => address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
