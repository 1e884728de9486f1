/** The environment's two times: real time for the cluster and the network, launch time for everything measured. */
export interface EnvironmentClock {
  /** Launch time, epoch ms: start + (real - real start) x speed. */
  launchNow(): number;
  /** Launch time of a moment of real time, both epoch ms. */
  toLaunch(realMs: number): number;
  readonly startMs: number;
  /** Real time of the start, epoch ms: with it another process reads the same launch time. */
  readonly realStartMs: number;
  readonly speed: number;
}

export function environmentClock(startMs: number, speed: number): EnvironmentClock {
  const realStart = Date.now();
  const toLaunch = (realMs: number) => startMs + (realMs - realStart) * speed;
  return { launchNow: () => toLaunch(Date.now()), toLaunch, startMs, realStartMs: realStart, speed };
}
