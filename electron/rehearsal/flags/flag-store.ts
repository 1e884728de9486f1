import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../json.ts';

export type Environment = { isOn: boolean; strategies: JsonObject[] };
export type Feature = {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly createdAt: string;
  readonly environments: Map<string, Environment>;
};

/** An entry of the flag service's own audit. */
export type FlagEvent = {
  readonly id: number;
  readonly type: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly featureName: string;
  readonly environment: string | null;
  readonly data: Json;
};

/** The flags of one project with their state in each environment, and what has been done to them. */
export class FlagStore {
  readonly environments: readonly string[];
  private readonly features = new Map<string, Feature>();
  private readonly log: FlagEvent[] = [];

  constructor(environments: readonly string[], flags: readonly string[]) {
    this.environments = environments;
    for (const name of flags)
      this.create(name, name.startsWith('launch-') ? 'release' : 'kill-switch', '', 'rehearsal');
  }

  get(name: string): Feature | undefined {
    return this.features.get(name);
  }

  list(): Feature[] {
    return [...this.features.values()];
  }

  /** Newest first. */
  events(): FlagEvent[] {
    return [...this.log].reverse();
  }

  create(name: string, type: string, description: string, by: string): Feature {
    const environments = new Map(
      this.environments.map((environment) => [environment, { isOn: false, strategies: [] }]),
    );
    const feature: Feature = { name, type, description, createdAt: new Date().toISOString(), environments };
    this.features.set(name, feature);
    this.write('feature-created', feature, null, by, { name, type });
    return feature;
  }

  archive(feature: Feature, by: string): void {
    this.features.delete(feature.name);
    this.write('feature-archived', feature, null, by, null);
  }

  /** Turns a flag on or off; turning on one without a strategy gives it the default one, everybody. */
  turn(feature: Feature, name: string, environment: Environment, isOn: boolean, by: string): void {
    if (isOn && environment.strategies.length === 0)
      this.addStrategy(
        feature,
        name,
        environment,
        { name: 'flexibleRollout', parameters: { rollout: '100', stickiness: 'default', groupId: feature.name } },
        by,
      );
    if (environment.isOn === isOn) return;
    environment.isOn = isOn;
    this.write(isOn ? 'feature-environment-enabled' : 'feature-environment-disabled', feature, name, by, null);
  }

  addStrategy(feature: Feature, name: string, environment: Environment, given: JsonObject, by: string): JsonObject {
    const strategy: JsonObject = {
      id: randomUUID(),
      title: '',
      constraints: [],
      segments: [],
      variants: [],
      disabled: false,
      sortOrder: environment.strategies.length,
      parameters: {},
      ...given,
    };
    environment.strategies.push(strategy);
    this.write('feature-strategy-add', feature, name, by, strategy);
    return strategy;
  }

  write(type: string, feature: Feature, environment: string | null, createdBy: string, data: Json): void {
    this.log.push({
      id: this.log.length + 1,
      type,
      createdBy,
      createdAt: new Date().toISOString(),
      featureName: feature.name,
      environment,
      data,
    });
  }
}
