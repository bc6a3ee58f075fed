/** What the Pod Security level `baseline` lets containers add: what they have by default anyway. */
export const BASELINE_CAPABILITIES: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** The one that the level `restricted` lets them add. */
export const RESTRICTED_CAPABILITY = 'NET_BIND_SERVICE';

/** What some of them are good for, said after their name. */
const POWERS: ReadonlyMap<string, string> = new Map([
  ['ALL', 'everything that root may do'],
  ['SYS_ADMIN', 'mounting file systems and much else: nearly everything that root may do'],
  ['NET_ADMIN', 'changing interfaces, routes and the firewall'],
  ['NET_RAW', "sending packets in other Pods' names"],
  ['SYS_PTRACE', 'looking into other processes'],
  ['SYS_MODULE', 'loading code into the kernel'],
  ['SYS_TIME', "setting the node's clock"],
  ['SYS_RAWIO', 'direct access to devices and memory'],
  ['DAC_READ_SEARCH', 'reading every file, whoever owns it'],
  ['BPF', 'running programs in the kernel'],
]);

export function powerOf(capability: string): string {
  return POWERS.get(capability) ?? 'more than containers have by default';
}
