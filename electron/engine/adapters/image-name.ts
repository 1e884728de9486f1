export type ImageName = {
  readonly registry: string;
  readonly repository: string;
  /** A tag or a digest. */
  readonly reference: string;
};

const DOCKER = 'docker.io';

/** Reads an image's name as container runtimes do: `app` is `docker.io/library/app:latest`; null when it is no name. */
export function imageName(text: string): ImageName | null {
  const found = /^([^@\s]+?)(?::([\w][\w.-]{0,127}))?(?:@([a-z0-9+.]+:[0-9a-f]{32,}))?$/i.exec(text);
  const path = found?.[1];
  if (path === undefined) return null;
  const [first = '', ...rest] = path.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const registry = hasRegistry ? first : DOCKER;
  const inside = hasRegistry ? rest.join('/') : path;
  const repository = registry === DOCKER && !inside.includes('/') ? `library/${inside}` : inside;
  if (!/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(repository)) return null;
  return { registry, repository, reference: found?.[3] ?? found?.[2] ?? 'latest' };
}

/** The same text for the same image, however it was written. */
export function fullImageName(text: string): string {
  const name = imageName(text);
  if (name === null) return text;
  const { registry, repository, reference } = name;
  return `${registry}/${repository}${reference.includes(':') ? '@' : ':'}${reference}`;
}
