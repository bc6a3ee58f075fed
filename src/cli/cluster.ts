import { parseArgs } from 'node:util';
import type { PracticeStatus } from '../core/ports.ts';
import { isJson, UsageError } from './arguments.ts';
import type { Subcommand } from './context.ts';

export const cluster: Subcommand = {
  name: 'cluster',
  usage: 'cluster start|stop|status|reset [--format pretty|json]',
  summary: 'The practice cluster: a real control plane with simulated nodes.',
  needsCluster: false,
  async run(args, { practice, log, signal, write }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'pretty' } },
    });
    const asJson = isJson(values.format);
    const show = (status: PracticeStatus): void =>
      write(asJson ? `${JSON.stringify(status, undefined, 2)}\n` : describe(status));
    const onPhase = (phase: string): void => log.info(phase);
    const [verb] = positionals;
    switch (verb) {
      case 'start':
        show(await practice.start(onPhase, signal));
        return 0;
      case 'stop':
        await practice.stop();
        show(await practice.status());
        return 0;
      case 'reset':
        show(await practice.reset(onPhase, signal));
        return 0;
      case 'status': {
        const status = await practice.status();
        show(status);
        return status.state === 'running' ? 0 : 1;
      }
      default:
        throw new UsageError(
          'Say what to do with the practice cluster: start, stop, status or reset.',
        );
    }
  },
};

function describe({ state, version, server, kubeconfig }: PracticeStatus): string {
  if (state !== 'running') return `Practice cluster: ${state}\n`;
  return [
    `Practice cluster: running, Kubernetes ${version}`,
    `  Server      ${server}`,
    `  kubectl     KUBECONFIG=${kubeconfig}`,
    '  It ends twelve hours after its last use, or with: k8s-labs cluster stop',
    '',
  ].join('\n');
}
