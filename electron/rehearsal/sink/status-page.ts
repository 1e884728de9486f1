import type { JsonObject } from '../json.ts';
import { shortName } from '../noise.ts';

/** From well to worst; Statuspage's own words. */
export const COMPONENT_STATES = [
  'operational',
  'under_maintenance',
  'degraded_performance',
  'partial_outage',
  'major_outage',
] as const;
export type ComponentState = (typeof COMPONENT_STATES)[number];

const INDICATORS = ['none', 'maintenance', 'minor', 'major', 'critical'];
const DESCRIPTIONS = [
  'All Systems Operational',
  'Service Under Maintenance',
  'Degraded System Service',
  'Partial System Outage',
  'Major System Outage',
];

export const isComponentState = (text: unknown): text is ComponentState =>
  COMPONENT_STATES.some((state) => state === text);

/** A status page in the format of Statuspage's summary.json. Its times are real time. */
export class StatusPage {
  private readonly name: string;
  private readonly components: Map<string, ComponentState>;
  private changedAtMs = Date.now();

  constructor(name: string, components: readonly string[]) {
    this.name = name;
    this.components = new Map(components.map((component) => [component, 'operational']));
  }

  has(component: string): boolean {
    return this.components.has(component);
  }

  get firstComponent(): string {
    return [...this.components.keys()][0] ?? '';
  }

  set(component: string, state: ComponentState): void {
    if (!this.has(component) || this.components.get(component) === state) return;
    this.components.set(component, state);
    this.changedAtMs = Date.now();
  }

  summary(): JsonObject {
    const worst = Math.max(0, ...[...this.components.values()].map((state) => COMPONENT_STATES.indexOf(state)));
    const updated_at = new Date(this.changedAtMs).toISOString();
    const page = {
      id: shortName(12, this.name),
      name: this.name,
      url: 'https://status.invalid',
      time_zone: 'Etc/UTC',
      updated_at,
    };
    const components = [...this.components].map(([name, status], index) => ({
      id: shortName(12, this.name, name),
      name,
      status,
      created_at: updated_at,
      updated_at,
      position: index + 1,
      description: null,
      showcase: true,
      group: false,
      group_id: null,
      page_id: page.id,
      only_show_if_degraded: false,
    }));
    return {
      page,
      components,
      incidents: [],
      scheduled_maintenances: [],
      status: { indicator: INDICATORS[worst] ?? 'none', description: DESCRIPTIONS[worst] ?? '' },
    };
  }
}
