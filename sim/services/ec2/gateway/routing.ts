import { bitsOf } from '../cidr.ts';

interface Branch<Route> {
  route: Route | undefined;
  readonly next: Map<string, Branch<Route>>;
}

/** Routes by destination, of which the longest prefix wins for each address. */
export class Routing<Route> {
  readonly #families = branch<Route>();

  /** Of two routes for one CIDR the one that was added first wins. */
  add(cidr: string, route: Route): void {
    let at = this.#families;
    for (const bit of steps(cidr)) {
      const next = at.next.get(bit) ?? branch<Route>();
      at.next.set(bit, next);
      at = next;
    }
    at.route ??= route;
  }

  /** How much of a CIDR's addresses the winning routes lead to where they should. */
  reach(cidr: string, leads: (route: Route) => boolean): 'all' | 'some' | 'none' {
    let at: Branch<Route> | undefined = this.#families;
    let best: Route | undefined;
    for (const bit of steps(cidr)) {
      at = at?.next.get(bit);
      best = at?.route ?? best;
    }
    return within(at, best, leads);
  }
}

function within<Route>(
  at: Branch<Route> | undefined,
  inherited: Route | undefined,
  leads: (route: Route) => boolean,
): 'all' | 'some' | 'none' {
  const best = at?.route ?? inherited;
  if (at === undefined || at.next.size === 0) return best !== undefined && leads(best) ? 'all' : 'none';
  const [low, high] = [within(at.next.get('0'), best, leads), within(at.next.get('1'), best, leads)];
  return low === high ? low : 'some';
}

function branch<Route>(): Branch<Route> {
  return { route: undefined, next: new Map() };
}

function steps(cidr: string): readonly string[] {
  const [family = '', bits = ''] = bitsOf(cidr).split(':');
  return [family, ...bits];
}
