/** The answers that were asked for last, by name; who asks for one that is still being made waits for it. */
export class Kept<Value> {
  private readonly values = new Map<string, Promise<Value>>();

  constructor(private readonly most: number) {}

  async of(name: string, make: () => Promise<Value>): Promise<Value> {
    const value = this.values.get(name) ?? make();
    this.values.delete(name);
    this.values.set(name, value);
    value.catch(() => this.values.delete(name));
    const [oldest] = this.values.keys();
    if (this.values.size > this.most && oldest !== undefined) this.values.delete(oldest);
    return await value;
  }
}
