/** Any object of the API as JSON. Everything but the first two fields is read with care. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  /** RFC 3339. */
  readonly creationTimestamp?: string;
  /** RFC 3339; present while the object waits for its end. */
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly string[];
  readonly [field: string]: unknown;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

/** A group, version and kind: `{apiVersion: 'apps/v1', kind: 'Deployment'}`. */
export interface ObjectKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** One object's address. `namespace` is undefined for cluster-scoped kinds. */
export interface ObjectRef extends ObjectKind {
  readonly name: string;
  readonly namespace?: string;
}

/** How people name an object: `Service/stock`. */
export function describeRef(ref: { kind: string; name: string }): string {
  return `${ref.kind}/${ref.name}`;
}
