import type { CriterionWatch } from '../contract/observations.ts';
import type { MonitorObserved, PageObserved } from '../contract/observed/outside.ts';
import type { LaunchPlan } from '../domain/plan/launch-plan.ts';
import { isTooOld } from './sustained.ts';

/**
 * Pages that speak of trouble; `none` says that all is well, unless the page tells of an incident or of a component; what is
 * announced (`maintenance`) disagrees with nothing. Any other word tells nothing.
 */
const troubleWords: ReadonlySet<string> = new Set(['minor', 'major', 'critical']);
const words: ReadonlySet<string> = new Set([...troubleWords, 'none', 'maintenance']);

export type Seen = {
  readonly plan: LaunchPlan;
  readonly monitors: readonly MonitorObserved[];
  readonly criteria: readonly CriterionWatch[];
  readonly page: PageObserved | null;
  /** How far apart its readings are at best, launch time in ms. */
  readonly pageEveryMs: number;
  /** Launch time. */
  readonly now: number;
};

/** What our own checks see: what fails, in words; `isWell` only when every one of them is known lately and found nothing. */
function ownView({ plan, monitors, criteria, now }: Seen): {
  readonly failing: readonly string[];
  readonly isWell: boolean;
} {
  const lately = monitors.map((monitor) => {
    const last = monitor.history.at(-1);
    return {
      title: monitor.title,
      last: last !== undefined && !isTooOld(last.at, now, monitor.everyMs) ? last : null,
    };
  });
  const down = lately.filter(({ last }) => last?.isUp === false).map(({ title }) => title);
  const rates = new Set<string>(
    plan.criteria.filter(({ metric }) => metric?.signal === 'error-rate-percent').map(({ id }) => id),
  );
  const watched = criteria.filter(({ criterion }) => rates.has(criterion));
  const [worst] = watched.filter(({ verdict }) => verdict === 'building' || verdict === 'tripped');
  const failing = [...down, ...(worst === undefined ? [] : [`error rate of ${worst.where}`])];
  const isKnown =
    lately.length + watched.length > 0 &&
    lately.every(({ last }) => last !== null) &&
    watched.length === rates.size &&
    watched.every(({ verdict }) => verdict !== 'unknown');
  return { failing, isWell: isKnown && failing.length === 0 };
}

/** Whether the two agree just now, and how they don't, in words. `unknown`: one of them can't be told. */
export type Compared = { readonly state: 'agree' | 'unknown' } | { readonly state: 'disagree'; readonly text: string };

export function compareWithPage(seen: Seen): Compared {
  const { page, pageEveryMs, now } = seen;
  // Where this machine is cut off nothing answers it, the page neither: then it is not the public who is told wrong.
  if (page === null || isTooOld(page.at, now, pageEveryMs) || !words.has(page.indicator)) return { state: 'unknown' };
  const { failing, isWell } = ownView(seen);
  // A post "Investigating" need not change the word: the public is told all the same.
  const isTold = page.incidents.length + page.troubled.length > 0;
  if (page.indicator === 'none' && !(isTold && failing.length > 0)) {
    if (failing.length === 0) return { state: isWell ? 'agree' : 'unknown' };
    const more = failing.length > 2 ? ` and ${failing.length - 2} more` : '';
    const trouble = `${failing.slice(0, 2).join(', ')}${more}`;
    return { state: 'disagree', text: `page says ${page.description}, our checks see trouble: ${trouble}` };
  }
  if (!troubleWords.has(page.indicator) || failing.length > 0) return { state: 'agree' };
  // Few errors alone don't prove that the public is well: whoever can't get in makes none.
  return isWell && seen.monitors.length > 0
    ? { state: 'disagree', text: `page says ${page.description}, our checks are all well` }
    : { state: 'unknown' };
}
