/** A budget that refills over time: `burst` at once, `perSecond` in the long run. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket. `take` returns whether one more is allowed. */
export function createBucket(allowance: Allowance, now: () => number = performance.now.bind(performance)) {
  let left = allowance.burst;
  let at = now();
  return {
    take(): boolean {
      const time = now();
      left = Math.min(allowance.burst, left + ((time - at) / 1000) * allowance.perSecond);
      at = time;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    /** Whether it is full, so that it can be dropped without changing anything. */
    isFull: () => left + ((now() - at) / 1000) * allowance.perSecond >= allowance.burst,
  };
}
export type Bucket = ReturnType<typeof createBucket>;

export interface SocketLimits {
  readonly roomsPerSocket: number;
  readonly socketsPerAddress: number;
  readonly handshakes: Allowance;
  readonly subscribesPerSocket: Allowance;
  readonly subscribesPerAddress: Allowance;
}

/** Generous for an office behind one address, with all of its tabs reconnecting at once. */
export const SOCKET_LIMITS: SocketLimits = {
  roomsPerSocket: 20,
  socketsPerAddress: 1_000,
  handshakes: { burst: 500, perSecond: 50 },
  subscribesPerSocket: { burst: 60, perSecond: 5 },
  subscribesPerAddress: { burst: 2_000, perSecond: 200 },
};

interface AddressEntry {
  sockets: number;
  readonly handshakes: Bucket;
  readonly subscribes: Bucket;
}

const ADDRESSES_MAX = 100_000;

/** The use of each client address at this node. Entries without sockets and with full buckets are dropped. */
export function createAddressBook(limits: SocketLimits) {
  const entries = new Map<string, AddressEntry>();

  function entryOf(address: string): AddressEntry {
    const known = entries.get(address);
    if (known) return known;
    if (entries.size >= ADDRESSES_MAX) forgetIdle();
    const made = {
      sockets: 0,
      handshakes: createBucket(limits.handshakes),
      subscribes: createBucket(limits.subscribesPerAddress),
    };
    entries.set(address, made);
    return made;
  }

  function forgetIdle(): void {
    for (const [address, entry] of entries) {
      if (entry.sockets === 0 && entry.handshakes.isFull() && entry.subscribes.isFull()) entries.delete(address);
    }
  }

  return {
    mayShakeHands(address: string): boolean {
      const entry = entryOf(address);
      return entry.sockets < limits.socketsPerAddress && entry.handshakes.take();
    },
    maySubscribe: (address: string) => entryOf(address).subscribes.take(),
    opened(address: string): void {
      entryOf(address).sockets += 1;
    },
    closed(address: string): void {
      const entry = entries.get(address);
      if (entry) entry.sockets -= 1;
    },
    forgetIdle,
  };
}
export type AddressBook = ReturnType<typeof createAddressBook>;
