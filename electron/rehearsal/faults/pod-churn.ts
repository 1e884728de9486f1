import { listAt, objectAt } from '../json.ts';
import { CROWD } from '../kubernetes/crowd.ts';
import { nameOf, timestamp } from '../kubernetes/object.ts';
import { theResource } from '../kubernetes/resource.ts';
import type { Store } from '../kubernetes/store.ts';
import type { Faults } from './faults.ts';

const PODS = theResource('pods');
const EVERY_MS = 20;

/** The fault pod-churn: the crowd's pods change, so many a second, as those of a big cluster do. */
export class PodChurn {
  private readonly store: Store;
  private readonly faults: Faults;
  private timer: NodeJS.Timeout | undefined;
  private names: readonly string[] = [];
  private next = 0;
  private turnedAt = 0;

  constructor(store: Store, faults: Faults) {
    this.store = store;
    this.faults = faults;
  }

  /** Called when faults have changed. */
  settle(): void {
    const isOn = this.faults.on('pod-churn').length > 0;
    if (!isOn) this.stop();
    if (!isOn || this.timer !== undefined) return;
    this.names = this.store.list(PODS, CROWD).map(nameOf);
    this.turnedAt = performance.now();
    this.timer = setInterval(() => this.turn(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** As many as are due since the last turn, also when that was late. */
  private turn(): void {
    const perSecond = this.faults.on('pod-churn').reduce((sum, fault) => sum + fault.perSecond, 0);
    const due = Math.floor(((performance.now() - this.turnedAt) * perSecond) / 1_000);
    this.turnedAt += (due * 1_000) / perSecond;
    for (let left = Math.min(due, perSecond); left > 0 && this.names.length > 0; left -= 1) this.change();
  }

  private change(): void {
    this.next = (this.next + 1) % this.names.length;
    const pod = this.store.get(PODS, CROWD, this.names[this.next] ?? '');
    if (pod === undefined) return;
    const [first, ...others] = listAt(pod, 'status', 'conditions');
    const seen = { ...objectAt(first), lastProbeTime: timestamp(Date.now()), probe: this.next };
    this.store.update(PODS, { ...pod, status: { ...objectAt(pod, 'status'), conditions: [seen, ...others] } });
  }
}
