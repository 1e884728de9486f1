import type { World } from '../world/world.ts';
import type { Answer, RecordType } from './dns-message.ts';
import { RCODES, readQuestion, TYPES, writeFormatError, writeResponse } from './dns-message.ts';
import type { Answerer } from './udp-port.ts';

type Records = World['names'][number];
/** More than these in a row is a circle. */
const MAX_CNAMES = 8;

/** What a fault makes a name's A record say; null: the truth. */
export type WrongAddress = (name: string) => string | null;

const isType = (name: string): name is RecordType => Object.hasOwn(TYPES, name);
const typeOf = (type: number): RecordType | undefined =>
  Object.keys(TYPES)
    .filter(isType)
    .find((name) => TYPES[name] === type);

function own(records: Records, type: RecordType | undefined, wrong: string | null): Answer[] {
  const { name } = records;
  const answers = (of: RecordType, values: readonly string[]) => values.map((value) => ({ name, type: of, value }));
  switch (type) {
    case 'A':
      return answers('A', wrong === null ? records.A : [wrong]);
    case 'AAAA':
      return answers('AAAA', wrong === null ? records.AAAA : []);
    case 'TXT':
      return answers('TXT', records.TXT);
    default:
      return [];
  }
}

/** Answers for the names of the worlds: NXDOMAIN for any other, an empty answer where a name has no record of the type. */
export function nameServer(names: readonly Records[], wrongAddress: WrongAddress): Answerer {
  const known = new Map(names.map((records) => [records.name.toLowerCase(), records]));
  const resolve = (asked: string, type: RecordType | undefined): Answer[] | null => {
    const answers: Answer[] = [];
    let records = known.get(asked);
    if (!records) return null;
    for (let hops = 0; records && hops < MAX_CNAMES; hops += 1) {
      const wrong = wrongAddress(records.name);
      if (records.CNAME === undefined || (wrong !== null && type === 'A'))
        return [...answers, ...own(records, type, wrong)];
      answers.push({ name: records.name, type: 'CNAME', value: records.CNAME });
      if (type === 'CNAME') return answers;
      records = known.get(records.CNAME.toLowerCase());
    }
    return answers;
  };
  return (message) => {
    const question = readQuestion(message);
    if (question === 'not a query') return null;
    if (question === 'malformed') return writeFormatError(message);
    if (!question.isStandardQuery) return writeResponse(question, RCODES.notImplemented, []);
    if (!question.isInternet) return writeResponse(question, RCODES.refused, []);
    const answers = resolve(question.name, typeOf(question.type));
    return writeResponse(question, answers === null ? RCODES.nameError : RCODES.ok, answers ?? []);
  };
}
