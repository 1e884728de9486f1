import type { JsonObject } from '../../json.ts';
import { listAt, numberAt, objectAt, textAt } from '../../json.ts';
import { chance } from '../../noise.ts';
import { isTerminating, nameOf, namespaceOf, uidOf } from '../object.ts';
import { theResource } from '../resource.ts';
import type { ContainerState } from './pod-status.ts';
import { podStatus } from './pod-status.ts';
import type { Workbench } from './workbench.ts';
import { emit } from './workbench.ts';

const PODS = theResource('pods');
const NODES = theResource('nodes');

export type PodTrouble = 'missing' | 'crash' | 'notready';
/** What a fault does to a pod, beyond what its image's name says. */
export type PodFaults = (pod: JsonObject) => PodTrouble | null;

/**
 * The lives of pods: scheduled, image pulled, running, ready, gone; in real time. An image with `missing` in its name is never
 * pulled, `crash` exits again and again, `notready` runs and never gets ready, `fail` ends a Job's pod with an error.
 */
export class PodLife {
  private readonly bench: Workbench;
  private readonly faults: PodFaults;
  /** Pods seen, by uid: what is going on with each is carried on by timers. */
  private readonly begun = new Set<string>();
  private readonly leaving = new Set<string>();

  constructor(bench: Workbench, faults: PodFaults) {
    this.bench = bench;
    this.faults = faults;
  }

  /** Takes up a pod that is new or has been asked to go. */
  look(pod: JsonObject): void {
    const uid = uidOf(pod);
    if (isTerminating(pod)) {
      if (this.leaving.has(uid)) return;
      this.leaving.add(uid);
      emit(this.bench, pod, 'Normal', 'Killing', `Stopping container ${this.container(pod)}`, 'kubelet');
      this.next(pod, 'terminate', () => this.bench.store.remove(PODS, namespaceOf(pod), nameOf(pod)));
    } else if (!this.begun.has(uid)) {
      this.begun.add(uid);
      this.next(pod, 'schedule', (current) => this.schedule(current));
    }
  }

  forget(pod: JsonObject): void {
    this.begun.delete(uidOf(pod));
    this.leaving.delete(uidOf(pod));
  }

  /** Faults have changed: running pods that should crash now do, and those that should not be ready lose it. */
  disturb(): void {
    for (const pod of this.bench.store.list(PODS)) {
      if (isTerminating(pod) || textAt(pod, 'status', 'containerStatuses', 0, 'state', 'running', 'startedAt') === '')
        continue;
      const trouble = this.troubleOf(pod);
      const isReady = listAt(pod, 'status', 'containerStatuses').every((each) => objectAt(each).ready === true);
      if (trouble === 'crash') this.crash(pod);
      else if (trouble === 'notready' && isReady) this.set(pod, { is: 'running', isReady: false });
      else if (trouble === null && !isReady) this.next(pod, 'becomeReady', (current) => this.becomeReady(current));
    }
  }

  private troubleOf(pod: JsonObject): PodTrouble | null {
    const fault = this.faults(pod);
    if (fault) return fault;
    const images = listAt(pod, 'spec', 'containers')
      .map((each) => textAt(each, 'image'))
      .join(' ');
    if (images.includes('missing')) return 'missing';
    if (images.includes('crash')) return 'crash';
    return images.includes('notready') ? 'notready' : null;
  }

  private schedule(pod: JsonObject): void {
    const nodes = this.bench.store.list(NODES);
    const node = nodes[Math.floor(chance(nameOf(pod), 'node') * nodes.length)];
    const nodeName = node ? nameOf(node) : 'rehearsal-node-0';
    const placed = this.bench.store.update(PODS, { ...pod, spec: { ...objectAt(pod, 'spec'), nodeName } });
    emit(
      this.bench,
      pod,
      'Normal',
      'Scheduled',
      `Successfully assigned ${namespaceOf(pod)}/${nameOf(pod)} to ${nodeName}`,
      'default-scheduler',
    );
    this.set(placed, { is: 'waiting', reason: 'ContainerCreating' });
    emit(this.bench, pod, 'Normal', 'Pulling', `Pulling image "${this.image(pod)}"`, 'kubelet');
    this.next(placed, 'pull', (current) => this.pull(current, 1));
  }

  private pull(pod: JsonObject, attempt: number): void {
    const image = this.image(pod);
    if (this.troubleOf(pod) !== 'missing') {
      emit(this.bench, pod, 'Normal', 'Pulled', `Successfully pulled image "${image}"`, 'kubelet');
      this.start(pod);
      return;
    }
    const why = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": ${image}: not found`;
    emit(this.bench, pod, 'Warning', 'Failed', `Failed to pull image "${image}": ${why}`, 'kubelet');
    emit(this.bench, pod, 'Warning', 'Failed', 'Error: ErrImagePull', 'kubelet');
    this.set(pod, { is: 'waiting', reason: 'ErrImagePull', message: why });
    this.wait(pod, attempt / 2, (current) => {
      emit(this.bench, pod, 'Normal', 'BackOff', `Back-off pulling image "${image}"`, 'kubelet');
      emit(this.bench, pod, 'Warning', 'Failed', 'Error: ImagePullBackOff', 'kubelet');
      this.set(current, { is: 'waiting', reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` });
      this.wait(current, attempt + 1, (later) => this.pull(later, attempt + 1));
    });
  }

  private start(pod: JsonObject): void {
    emit(this.bench, pod, 'Normal', 'Started', `Started container ${this.container(pod)}`, 'kubelet');
    const running = this.set(pod, { is: 'running', isReady: false });
    const trouble = this.troubleOf(pod);
    if (trouble === 'crash') this.next(running, 'pull', (current) => this.crash(current));
    else if (textAt(pod, 'spec', 'restartPolicy') !== 'Always')
      this.next(running, 'becomeReady', (current) => this.end(current));
    else this.next(running, 'becomeReady', (current) => this.becomeReady(current));
  }

  private becomeReady(pod: JsonObject): void {
    const trouble = this.troubleOf(pod);
    if (trouble === 'crash') {
      this.crash(pod);
      return;
    }
    if (trouble === 'notready') {
      emit(
        this.bench,
        pod,
        'Warning',
        'Unhealthy',
        'Readiness probe failed: HTTP probe failed with statuscode: 503',
        'kubelet',
      );
      return;
    }
    this.set(pod, { is: 'running', isReady: true });
  }

  private end(pod: JsonObject): void {
    const isFailure = this.image(pod).includes('fail');
    this.set(pod, { is: 'terminated', exitCode: isFailure ? 1 : 0, reason: isFailure ? 'Error' : 'Completed' });
  }

  private crash(pod: JsonObject): void {
    const restarts = numberAt(listAt(pod, 'status', 'containerStatuses')[0], 0, 'restartCount');
    const ended = this.set(pod, { is: 'terminated', exitCode: 1, reason: 'Error' });
    if (textAt(pod, 'spec', 'restartPolicy') === 'Never') return;
    const message = `back-off restarting failed container=${this.container(pod)} pod=${nameOf(pod)}_${namespaceOf(pod)}`;
    if (restarts > 0) {
      emit(this.bench, pod, 'Warning', 'BackOff', 'Back-off restarting failed container', 'kubelet');
      this.set(ended, { is: 'waiting', reason: 'CrashLoopBackOff', message });
    }
    this.wait(ended, restarts, (current) => this.restart(current, restarts + 1));
  }

  private restart(pod: JsonObject, restarts: number): void {
    const stored = this.bench.store.update(PODS, {
      ...pod,
      status: podStatus(pod, { is: 'running', isReady: false }, restarts),
    });
    this.start(stored);
  }

  private set(pod: JsonObject, state: ContainerState): JsonObject {
    const restarts = numberAt(listAt(pod, 'status', 'containerStatuses')[0], 0, 'restartCount');
    return this.bench.store.update(PODS, { ...pod, status: podStatus(pod, state, restarts) });
  }

  private wait(pod: JsonObject, step: number, next: (current: JsonObject) => void): void {
    const { backoff, backoffMax } = this.bench.pace;
    this.later(pod, Math.min(backoffMax, backoff * 2 ** Math.max(0, step - 1)), next);
  }

  private next(
    pod: JsonObject,
    phase: 'schedule' | 'pull' | 'becomeReady' | 'terminate',
    go: (current: JsonObject) => void,
  ): void {
    const [shortest, longest] = this.bench.pace[phase];
    this.later(pod, shortest + (longest - shortest) * chance(nameOf(pod), phase), go);
  }

  /** Goes on with the pod as it is then; never with one that has left, or that has begun to (leaving has its own timer). */
  private later(pod: JsonObject, ms: number, next: (current: JsonObject) => void): void {
    const wasLeaving = isTerminating(pod);
    this.bench.after(ms, () => {
      const current = this.bench.store.get(PODS, namespaceOf(pod), nameOf(pod));
      if (current && uidOf(current) === uidOf(pod) && isTerminating(current) === wasLeaving) next(current);
    });
  }

  private readonly container = (pod: JsonObject): string => textAt(pod, 'spec', 'containers', 0, 'name');
  private readonly image = (pod: JsonObject): string => textAt(pod, 'spec', 'containers', 0, 'image');
}
