import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import type { Denial } from '../kubernetes/access.ts';
import type { PodTrouble } from '../kubernetes/controllers/pod-life.ts';
import { nameOf } from '../kubernetes/object.ts';
import type { TrafficFaults } from '../traffic/service-load.ts';
import type { Fault, ScenarioName, Target } from './scenarios.ts';
import { faultSchema, TARGETS } from './scenarios.ts';

export type ActiveFault = {
  readonly id: string;
  readonly fault: Fault;
  readonly injectedAtMs: number;
  isOn: boolean;
  timesLeft: number | null;
};

export type DownMode = 'refuse' | 'hang' | '500' | '503';

const ONCE: readonly ScenarioName[] = ['conflict-once', 'lose-answer', 'watch-expired'];
const DOWN: Partial<Record<ScenarioName, readonly Target[]>> = {
  'api-down': ['kubernetes'],
  'flags-down': ['unleash'],
  'slack-down': ['slack'],
  'prometheus-down': ['prometheus'],
  'alertmanager-down': ['alertmanager'],
  'network-cut': TARGETS,
};

/** A fault can't be injected as asked; the message says why. */
export class BadFault extends Error {
  override readonly name = 'BadFault';
}

const IN_THE_CLUSTER: readonly ScenarioName[] = [
  'image-missing',
  'crash-loop',
  'not-ready',
  'api-down',
  'forbidden',
  'conflict-once',
  'watch-expired',
  'pod-churn',
  'autoscaler-stuck',
  'autoscaler-fights',
  'argo-self-heal',
  'secret-missing',
];
const needsOwnCluster = (fault: Fault): boolean =>
  IN_THE_CLUSTER.includes(fault.scenario) || ('target' in fault && fault.target === 'kubernetes');

/** Whether a fault's parameter names `value`; `*` names all. */
export const isNamed = (pattern: string, value: string): boolean => pattern === '*' || pattern === value;

/** The faults that are on, and what each part of the environment has to ask about them. */
export class Faults implements TrafficFaults {
  private readonly active = new Map<string, ActiveFault>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly listeners = new Set<() => void | Promise<void>>();
  private following: Promise<void> = Promise.resolve();
  private count = 0;
  private isClusterOurs = true;

  /** The cluster is a real one: faults inside it or its API are refused. */
  hasNoCluster(): void {
    this.isClusterOurs = false;
  }

  /** Injects a fault given as JSON. Throws {@link BadFault} when it isn't one. */
  inject(body: unknown): ActiveFault {
    const parsed = faultSchema.safeParse(body);
    if (!parsed.success) {
      const why = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
      throw new BadFault(`This is no fault of the catalogue (GET /faults lists it). ${why}`);
    }
    const fault = parsed.data;
    if (!this.isClusterOurs && needsOwnCluster(fault)) {
      throw new BadFault(
        `${fault.scenario} can't be played on a real cluster: nothing of ours stands between it and its clients.`,
      );
    }
    this.count += 1;
    const entry: ActiveFault = {
      id: `fault-${this.count}`,
      fault,
      injectedAtMs: Date.now(),
      isOn: false,
      timesLeft: fault.times ?? (ONCE.includes(fault.scenario) ? 1 : null),
    };
    this.active.set(entry.id, entry);
    if (fault.delayMs === 0) this.turnOn(entry);
    else this.later(fault.delayMs, () => this.turnOn(entry));
    return entry;
  }

  list(): ActiveFault[] {
    return [...this.active.values()];
  }

  remove(id: string): boolean {
    const found = this.active.get(id);
    if (!found) return false;
    found.isOn = false;
    this.active.delete(id);
    this.changed();
    return true;
  }

  clear(): void {
    for (const id of [...this.active.keys()]) this.remove(id);
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** Tells `listener` of every change; what it returns is waited for by {@link followed}. It doesn't reject. */
  onChange(listener: () => void | Promise<void>): void {
    this.listeners.add(listener);
  }

  /** Resolves when endpoints and certificates are as the faults say now. */
  followed(): Promise<void> {
    return this.following;
  }

  /** The first fault of a scenario that is on and fits; counts as one hit of its `times`. */
  hit<Name extends ScenarioName>(
    scenario: Name,
    fits: (fault: Extract<Fault, { scenario: Name }>) => boolean,
  ): Extract<Fault, { scenario: Name }> | null {
    for (const { entry, fault } of this.of(scenario)) {
      if (!fits(fault)) continue;
      if (entry.timesLeft !== null) {
        entry.timesLeft -= 1;
        if (entry.timesLeft === 0) this.remove(entry.id);
      }
      return fault;
    }
    return null;
  }

  /** How a target is down right now, or null. */
  downMode(target: Target): DownMode | null {
    for (const { isOn, fault } of this.active.values())
      if (isOn && DOWN[fault.scenario]?.includes(target) && 'mode' in fault) return fault.mode;
    return null;
  }

  errorPercent(service: string, subset: string): number {
    return this.of('error-spike').reduce(
      (sum, { fault }) => sum + (isNamed(fault.service, service) && isNamed(fault.subset, subset) ? fault.percent : 0),
      0,
    );
  }

  latencyFactor(service: string, subset: string): number {
    const slow = this.of('slow-canary').reduce(
      (product, { fault }) => product * (subset === 'canary' ? fault.factor : 1),
      1,
    );
    return this.of('latency').reduce(
      (product, { fault }) =>
        product * (isNamed(fault.service, service) && isNamed(fault.subset, subset) ? fault.factor : 1),
      slow,
    );
  }

  pinned(metric: string, namespace: string): number | null {
    const found = this.on('metric-value').find(
      (fault) => fault.metric === metric && isNamed(fault.namespace, namespace),
    );
    return found?.value ?? null;
  }

  podTrouble(pod: JsonObject): PodTrouble | null {
    const name = nameOf(pod);
    const image = textAt(pod, 'spec', 'containers', 0, 'image');
    const isOfDeployment = (deployment: string) => name.startsWith(`${deployment}-`);
    if (this.of('image-missing').some(({ fault }) => name.includes(fault.match) || image.includes(fault.match)))
      return 'missing';
    if (this.of('crash-loop').some(({ fault }) => isOfDeployment(fault.deployment))) return 'crash';
    return this.of('not-ready').some(({ fault }) => isOfDeployment(fault.deployment)) ? 'notready' : null;
  }

  denials(): Denial[] {
    return this.of('forbidden').map(({ fault }) => ({
      verb: fault.verb,
      resource: fault.resource,
      ...(fault.user === undefined ? {} : { user: fault.user }),
    }));
  }

  /** The faults of a scenario that are on, oldest first. */
  on<Name extends ScenarioName>(scenario: Name): Extract<Fault, { scenario: Name }>[] {
    return this.of(scenario).map(({ fault }) => fault);
  }

  private of<Name extends ScenarioName>(
    scenario: Name,
  ): { entry: ActiveFault; fault: Extract<Fault, { scenario: Name }> }[] {
    const isWanted = (fault: Fault): fault is Extract<Fault, { scenario: Name }> => fault.scenario === scenario;
    return this.list().flatMap((entry) => (entry.isOn && isWanted(entry.fault) ? [{ entry, fault: entry.fault }] : []));
  }

  private turnOn(entry: ActiveFault): void {
    if (!this.active.has(entry.id)) return;
    entry.isOn = true;
    const { fault } = entry;
    const forMs =
      fault.forMs ?? (fault.scenario === 'api-down' && fault.seconds !== undefined ? fault.seconds * 1_000 : undefined);
    if (forMs !== undefined) this.later(forMs, () => this.remove(entry.id));
    this.changed();
  }

  private later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms);
    this.timers.add(timer);
  }

  private changed(): void {
    // A listener may change faults itself: what follows from that is waited for too.
    const told = [...this.listeners].map((listener) => listener());
    this.following = Promise.all([this.following, ...told]).then(() => undefined);
  }
}
