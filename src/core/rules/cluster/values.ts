/** A value of an object as the server wrote it. @param field `spec.ports[0].port` */
export function valueAt(object: unknown, field: string): unknown {
  let value = object;
  for (const [part, inner] of field.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[inner ?? part];
  }
  return value;
}

/** The items of a list in an object; nothing of anything else. */
export function listAt(object: unknown, field: string): unknown[] {
  const value = valueAt(object, field);
  return Array.isArray(value) ? value : [];
}

export function textIn(object: unknown, field: string): string | undefined {
  const value = valueAt(object, field);
  return typeof value === 'string' ? value : undefined;
}
