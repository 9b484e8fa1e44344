/**
 * A seeded row of numbers in [0, 1) (xoshiro128**, Blackman and Vigna 2018, seeded by splitmix32). Integer arithmetic only,
 * so every machine makes the same; `keys` such as (seed, replica) give independent rows.
 */
export class Random {
  private readonly state = new Int32Array(4);

  constructor(...keys: readonly number[]) {
    let seed = 0x9e3779b9 | 0;
    for (const key of keys) seed = scramble(seed ^ Math.imul(key | 0, 0x85ebca6b));
    for (let place = 0; place < 4; place++) {
      seed = (seed + 0x9e3779b9) | 0;
      this.state[place] = scramble(seed);
    }
  }

  /** 32 random bits, as a whole number from 0. */
  bits(): number {
    const { state } = this;
    const [a = 0, b = 0, c = 0, d = 0] = [state[0], state[1], state[2], state[3]];
    const result = Math.imul(turn(Math.imul(b, 5), 7), 9);
    const third = c ^ a;
    const fourth = d ^ b;
    state[1] = b ^ third;
    state[0] = a ^ fourth;
    state[2] = third ^ (b << 9);
    state[3] = turn(fourth, 11);
    return result >>> 0;
  }

  next(): number {
    return this.bits() / 4_294_967_296;
  }

  /** A whole number from 0 to `count` - 1; without bias as long as `count` is far below 2^32. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }
}

function turn(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function scramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
