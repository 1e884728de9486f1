import type { JsonObject } from '../json.ts';

export type LedgerEntry = {
  readonly number: number;
  readonly atMs: number;
  readonly service: 'slack' | 'webhook';
  readonly channel: string;
  readonly text: string;
  readonly body: JsonObject;
};

/** Every message that arrived, in order: what a test or a person compares with what was meant to be sent. */
export class Ledger {
  private readonly held: LedgerEntry[] = [];

  add(entry: Omit<LedgerEntry, 'number' | 'atMs'>): LedgerEntry {
    const whole = { ...entry, number: this.held.length + 1, atMs: Date.now() };
    this.held.push(whole);
    return whole;
  }

  list(): LedgerEntry[] {
    return [...this.held];
  }
}
