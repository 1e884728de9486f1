import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { ApiRequest } from './api-request.ts';

export type User = { readonly name: string; readonly groups: readonly string[] };

/** What somebody is forbidden to do; '*' stands for any. */
export type Denial = {
  readonly verb: string;
  readonly resource: string;
  readonly group?: string;
  readonly user?: string;
};

export type Attempt = {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
};

const matches = (pattern: string | undefined, value: string): boolean =>
  pattern === undefined || pattern === '*' || pattern === value;

/** Who may do what: administrators everything but what is on the list of denials, all others nothing. */
export class Access {
  private readonly tokens: ReadonlyMap<string, User>;
  private readonly denials: () => readonly Denial[];
  constructor(tokens: ReadonlyMap<string, User>, denials: () => readonly Denial[]) {
    this.tokens = tokens;
    this.denials = denials;
  }

  /** The user a request comes from, by client certificate or bearer token; null means 401. */
  authenticate(exchange: Exchange): User | null {
    const certified = exchange.certifiedUser;
    if (certified) return { name: certified.user, groups: certified.groups };
    const token = /^Bearer (.+)$/i.exec(exchange.header('authorization'))?.[1];
    return (token !== undefined && this.tokens.get(token)) || null;
  }

  allows(user: User, attempt: Attempt): boolean {
    if (!user.groups.includes('system:masters')) return false;
    const resource = attempt.subresource ? `${attempt.resource}/${attempt.subresource}` : attempt.resource;
    return !this.denials().some(
      (denial) =>
        matches(denial.verb, attempt.verb) &&
        matches(denial.resource, resource) &&
        matches(denial.group, attempt.group) &&
        matches(denial.user, user.name),
    );
  }

  allowsRequest(user: User, request: ApiRequest): boolean {
    const { group, plural } = request.resource;
    return this.allows(user, { verb: request.verb, group, resource: plural, subresource: request.subresource });
  }

  /** Answers a SelfSubjectAccessReview. */
  review(user: User, body: JsonObject): JsonObject {
    const wanted = {
      verb: textAt(body, 'spec', 'resourceAttributes', 'verb'),
      group: textAt(body, 'spec', 'resourceAttributes', 'group'),
      resource: textAt(body, 'spec', 'resourceAttributes', 'resource'),
      subresource: textAt(body, 'spec', 'resourceAttributes', 'subresource'),
    };
    const allowed = this.allows(user, wanted);
    const reason = allowed ? 'RBAC: allowed by ClusterRoleBinding "cluster-admin"' : '';
    return {
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: { creationTimestamp: null },
      spec: body.spec ?? {},
      status: { allowed, ...(reason ? { reason } : {}) },
    };
  }

  /** Answers a SelfSubjectRulesReview, coarsely: all or nothing, with the denials left to the access review. */
  rules(user: User): JsonObject {
    const isAdmin = user.groups.includes('system:masters');
    const all = isAdmin ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] : [];
    return {
      kind: 'SelfSubjectRulesReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: { creationTimestamp: null },
      spec: {},
      status: { resourceRules: all, nonResourceRules: [], incomplete: this.denials().length > 0 },
    };
  }
}
