import type { Json, JsonObject } from '../json.ts';
import { at, isObject, isSame, listAt, objectAt, textAt, textsAt } from '../json.ts';
import { nameOf } from './object.ts';
import type { Resource } from './resource.ts';
import { resourceKey } from './resource.ts';
import type { Cause } from './status.ts';
import { invalid } from './status.ts';

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

const required = (field: string): Cause => ({ field, message: 'Required value', reason: 'FieldValueRequired' });
const wrong = (field: string, value: Json | undefined, why: string): Cause => ({
  field,
  message: `Invalid value: ${JSON.stringify(value ?? null)}: ${why}`,
});

function containers(spec: JsonObject, field: string): Cause[] {
  const list = listAt(spec, 'containers');
  if (list.length === 0) return [required(`${field}.containers`)];
  const causes: Cause[] = [];
  for (const [index, each] of list.entries()) {
    const place = `${field}.containers[${index}]`;
    if (!textAt(each, 'name')) causes.push(required(`${place}.name`));
    if (!textAt(each, 'image')) causes.push(required(`${place}.image`));
    if (list.slice(0, index).some((other) => textAt(other, 'name') === textAt(each, 'name'))) {
      causes.push({
        field: `${place}.name`,
        message: `Duplicate value: "${textAt(each, 'name')}"`,
        reason: 'FieldValueDuplicate',
      });
    }
  }
  return causes;
}

const count = (value: Json | undefined, field: string): Cause[] =>
  value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= 0)
    ? []
    : [wrong(field, value, 'must be greater than or equal to 0')];

function workload(object: JsonObject, previous: JsonObject | undefined): Cause[] {
  const selector = textsAt(object, 'spec', 'selector', 'matchLabels');
  const labels = textsAt(object, 'spec', 'template', 'metadata', 'labels');
  const causes = [
    ...count(at(object, 'spec', 'replicas'), 'spec.replicas'),
    ...containers(objectAt(object, 'spec', 'template', 'spec'), 'spec.template.spec'),
  ];
  if (Object.keys(selector).length === 0) causes.push(required('spec.selector'));
  else if (Object.entries(selector).some(([key, value]) => labels[key] !== value)) {
    causes.push(wrong('spec.template.metadata.labels', labels, '`selector` does not match template `labels`'));
  }
  if (previous && !isSame(at(previous, 'spec', 'selector'), at(object, 'spec', 'selector'))) {
    causes.push(wrong('spec.selector', at(object, 'spec', 'selector'), 'field is immutable'));
  }
  return causes;
}

function virtualService(object: JsonObject): Cause[] {
  const causes: Cause[] = [];
  for (const [index, http] of listAt(object, 'spec', 'http').entries()) {
    for (const [place, route] of listAt(http, 'route').entries()) {
      const field = `spec.http[${index}].route[${place}]`;
      const weight = at(route, 'weight');
      if (weight !== undefined && !Number.isInteger(weight))
        causes.push(wrong(`${field}.weight`, weight, 'must be of type integer'));
      if (typeof weight === 'number' && weight < 0)
        causes.push(wrong(`${field}.weight`, weight, 'should be greater than or equal to 0'));
      if (!isObject(at(route, 'destination'))) causes.push(required(`${field}.destination`));
    }
  }
  return causes;
}

function horizontalPodAutoscaler(object: JsonObject): Cause[] {
  const min = at(object, 'spec', 'minReplicas');
  const max = at(object, 'spec', 'maxReplicas');
  if (typeof max !== 'number' || max < 1) return [wrong('spec.maxReplicas', max, 'must be greater than 0')];
  return typeof min === 'number' && min > max
    ? [wrong('spec.maxReplicas', max, 'must be greater than or equal to `minReplicas`')]
    : [];
}

function causesOf(resource: Resource, object: JsonObject, previous: JsonObject | undefined): Cause[] {
  switch (resourceKey(resource)) {
    case 'apps/deployments':
    case 'apps/replicasets':
      return workload(object, previous);
    case 'pods':
      return containers(objectAt(object, 'spec'), 'spec');
    case 'batch/jobs':
      return containers(objectAt(object, 'spec', 'template', 'spec'), 'spec.template.spec');
    case 'autoscaling/horizontalpodautoscalers':
      return horizontalPodAutoscaler(object);
    case 'networking.istio.io/virtualservices':
      return virtualService(object);
    default:
      return [];
  }
}

/** Throws the 422 a real server gives for an object that can't be. Checks what the console writes, not every field there is. */
export function validate(resource: Resource, object: JsonObject, previous: JsonObject | undefined): void {
  const name = nameOf(object);
  const causes = causesOf(resource, object, previous);
  if (!NAME.test(name) || name.length > 253) {
    causes.unshift(
      wrong(
        'metadata.name',
        name,
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'",
      ),
    );
  }
  if (causes.length > 0) throw invalid(resource.group, resource.kind, name, causes);
}
