/** What the cluster client needs: the floor of @kubernetes/client-node 2.x. */
const FLOOR = { major: 22, minor: 19 };

export const NODE_FLOOR = `${FLOOR.major}.${FLOOR.minor}`;

/** Whether a Node of this version (`22.19.0`) can talk to clusters. */
export function isNodeNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > FLOOR.major || (major === FLOOR.major && minor >= FLOOR.minor);
}
