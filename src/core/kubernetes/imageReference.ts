/** The parts of a container image's name with everything that is left out filled in. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  /** undefined when a digest alone names the image. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** `nginx` is `docker.io/library/nginx:latest`, as container runtimes read it. */
export function parseImageReference(image: string): ImageReference {
  const [named = '', digest] = image.split('@');
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const path = colon === -1 ? named : named.slice(0, colon);
  const tag = colon === -1 ? undefined : named.slice(colon + 1);
  const [first = '', ...rest] = path.split('/');
  const hasRegistry = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const registry = hasRegistry ? normalRegistry(first) : 'docker.io';
  const bare = hasRegistry ? rest.join('/') : path;
  const repository = registry === 'docker.io' && !bare.includes('/') ? `library/${bare}` : bare;
  return {
    registry,
    repository,
    tag: tag ?? (digest === undefined ? 'latest' : undefined),
    digest,
  };
}

function normalRegistry(registry: string): string {
  return registry === 'index.docker.io' ? 'docker.io' : registry;
}

/** The whole name, the same for every way of writing it. */
export function normalImage(image: string): string {
  const { registry, repository, tag, digest } = parseImageReference(image);
  return `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}
