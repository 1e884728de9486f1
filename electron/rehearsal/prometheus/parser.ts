import type { Token } from './lexer.ts';
import { BadData, durationMs } from './lexer.ts';
import { TokenStream } from './token-stream.ts';

export type Matcher = { readonly label: string; readonly operator: '=' | '!=' | '=~' | '!~'; readonly value: string };
export type Grouping = { readonly by: boolean; readonly labels: readonly string[] };
export type Matching = { readonly on: boolean; readonly labels: readonly string[] };

export type Expression =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'text'; readonly value: string }
  | {
      readonly is: 'selector';
      readonly matchers: readonly Matcher[];
      readonly rangeMs: number | null;
      readonly offsetMs: number;
    }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly at: number }
  | { readonly is: 'aggregate'; readonly name: string; readonly grouping: Grouping; readonly arg: Expression }
  | {
      readonly is: 'binary';
      readonly operator: string;
      readonly isBool: boolean;
      readonly matching: Matching | null;
      readonly left: Expression;
      readonly right: Expression;
    };

const AGGREGATES = ['sum', 'avg', 'min', 'max', 'count'];
const FUNCTIONS = [
  'rate',
  'increase',
  'histogram_quantile',
  'clamp_min',
  'clamp_max',
  'vector',
  'scalar',
  'abs',
  'avg_over_time',
  'max_over_time',
  'min_over_time',
  'absent',
  'label_replace',
  'time',
  'timestamp',
];
const PRECEDENCE: Record<string, number> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
};
const COMPARISONS = ['==', '!=', '>', '<', '>=', '<='];

class Parser extends TokenStream {
  parse(): Expression {
    const found = this.binary(0);
    if (this.token.kind !== 'end') this.fail(`unexpected ${this.token.text}`);
    return found;
  }

  private binary(lowest: number): Expression {
    let left = this.unary();
    for (;;) {
      const operator = this.token.kind === 'text' ? '' : this.token.text;
      if (operator === '^') this.fail('the operator ^ is not supported by this Prometheus');
      const precedence = PRECEDENCE[operator];
      if (precedence === undefined || precedence <= lowest) return left;
      this.next();
      const isBool = COMPARISONS.includes(operator) && this.take('bool');
      const matching = this.matching();
      left = { is: 'binary', operator, isBool, matching, left, right: this.binary(precedence) };
    }
  }

  private matching(): Matching | null {
    const on = this.take('on');
    if (!on && !this.take('ignoring')) return null;
    const matching = { on, labels: this.labels() };
    if (this.token.text === 'group_left' || this.token.text === 'group_right')
      this.fail(`${this.token.text} is not supported by this Prometheus`);
    return matching;
  }

  private unary(): Expression {
    if (this.take('-'))
      return {
        is: 'binary',
        operator: '*',
        isBool: false,
        matching: null,
        left: { is: 'number', value: -1 },
        right: this.unary(),
      };
    if (this.take('+')) return this.unary();
    return this.primary();
  }

  private primary(): Expression {
    const token = this.token;
    if (this.take('(')) {
      const inner = this.binary(0);
      this.expect(')');
      return this.refuseRangeOfResult(inner);
    }
    if (token.kind === 'number') {
      this.next();
      const value = /^inf$/i.test(token.text)
        ? Number.POSITIVE_INFINITY
        : /^nan$/i.test(token.text)
          ? Number.NaN
          : Number(token.text);
      return { is: 'number', value };
    }
    if (token.kind === 'text') {
      this.next();
      return { is: 'text', value: token.text };
    }
    if (token.text === '{' && token.kind === 'symbol') return this.selector(null);
    if (token.kind !== 'name') this.fail(`unexpected ${token.text}`);
    this.next();
    if (AGGREGATES.includes(token.text) && ['(', 'by', 'without'].includes(this.token.text))
      return this.aggregate(token.text);
    if (this.token.text === '(' && this.token.kind === 'symbol') return this.call(token);
    return this.selector(token.text);
  }

  private refuseRangeOfResult(inner: Expression): Expression {
    if (this.token.text === '[' && this.token.kind === 'symbol')
      this.fail('subqueries are not supported by this Prometheus');
    return inner;
  }

  private aggregate(name: string): Expression {
    let grouping = this.grouping();
    this.expect('(');
    const arg = this.binary(0);
    if (this.take(',')) this.fail(`wrong number of arguments for aggregate expression provided, expected 1`);
    this.expect(')');
    grouping ??= this.grouping();
    return { is: 'aggregate', name, grouping: grouping ?? { by: true, labels: [] }, arg };
  }

  private grouping(): Grouping | null {
    if (this.take('by')) return { by: true, labels: this.labels() };
    return this.take('without') ? { by: false, labels: this.labels() } : null;
  }

  private labels(): string[] {
    const labels: string[] = [];
    this.expect('(');
    while (!this.take(')')) {
      const token = this.next();
      if (token.kind !== 'name') this.fail(`unexpected ${token.text} in grouping opts, expected label`, token.at);
      labels.push(token.text);
      if (!this.take(',') && this.token.text !== ')') this.fail(`unexpected ${this.token.text} in grouping opts`);
    }
    return labels;
  }

  private call(token: Token): Expression {
    if (!FUNCTIONS.includes(token.text))
      this.fail(
        `unknown function with name "${token.text}"; this Prometheus knows ${[...AGGREGATES, ...FUNCTIONS].join(', ')}`,
        token.at,
      );
    const args: Expression[] = [];
    this.expect('(');
    while (!this.take(')')) {
      args.push(this.binary(0));
      if (!this.take(',') && this.token.text !== ')')
        this.fail(`unexpected ${this.token.text} in call of ${token.text}`);
    }
    return this.refuseRangeOfResult({ is: 'call', name: token.text, args, at: token.at });
  }

  private selector(name: string | null): Expression {
    const matchers: Matcher[] = name === null ? [] : [{ label: '__name__', operator: '=', value: name }];
    if (this.take('{')) {
      while (!this.take('}')) {
        matchers.push(this.matcher());
        if (!this.take(',') && this.token.text !== '}')
          this.fail(`unexpected ${this.token.text} in label matching, expected "," or "}"`);
      }
    }
    if (!matchers.some(({ operator, value }) => (operator === '=' || operator === '=~') && value !== '')) {
      this.fail('vector selector must contain at least one non-empty matcher');
    }
    const rangeMs = this.range();
    const offsetMs = this.take('offset') ? this.duration() : 0;
    if (this.token.text === '@') this.fail('the @ modifier is not supported by this Prometheus');
    return { is: 'selector', matchers, rangeMs, offsetMs };
  }

  private matcher(): Matcher {
    const label = this.next();
    const operator = this.next();
    const value = this.next();
    const { text } = operator;
    if (label.kind !== 'name') this.fail(`unexpected ${label.text} in label matching, expected identifier`, label.at);
    if (text !== '=' && text !== '!=' && text !== '=~' && text !== '!~')
      this.fail(`unexpected ${text} in label matching, expected label matching operator`, operator.at);
    if (value.kind !== 'text') this.fail(`unexpected ${value.text} in label matching, expected string`, value.at);
    if (text === '=~' || text === '!~') {
      try {
        new RegExp(value.text);
      } catch {
        this.fail(`error parsing regexp: ${value.text}`, value.at);
      }
    }
    return { label: label.text, operator: text, value: value.text };
  }

  private range(): number | null {
    if (!this.take('[')) return null;
    const range = this.duration();
    this.expect(']');
    return range;
  }

  private duration(): number {
    const token = this.next();
    if (token.kind !== 'duration') this.fail(`unexpected ${token.text}, expected duration`, token.at);
    return durationMs(token.text);
  }
}

/** Parses the subset of PromQL that README.md lists. Throws BadData for everything else, with its place. */
export const parse = (query: string): Expression => {
  if (query.trim() === '') throw new BadData('unknown position: parse error: no expression found in input');
  return new Parser(query).parse();
};
