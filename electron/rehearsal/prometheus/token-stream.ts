import type { Token } from './lexer.ts';
import { BadData, tokenize } from './lexer.ts';

/** Walks over a query's tokens; what doesn't fit is {@link BadData} with its place. */
export class TokenStream {
  private readonly tokens: readonly Token[];
  private place = 0;

  constructor(query: string) {
    this.tokens = tokenize(query);
  }

  get token(): Token {
    return this.tokens[this.place] ?? { kind: 'end', text: 'end of input', at: 0 };
  }

  fail(why: string, at = this.token.at): never {
    throw new BadData(`1:${at + 1}: parse error: ${why}`);
  }

  take(text: string): boolean {
    const isIt = this.token.text === text && this.token.kind !== 'text';
    if (isIt) this.place += 1;
    return isIt;
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`unexpected ${this.token.text}, expected "${text}"`);
  }

  next(): Token {
    const token = this.token;
    this.place += 1;
    return token;
  }
}
