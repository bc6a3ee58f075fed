import { parseArgs } from 'node:util';
import { LabError } from '../core/errors.ts';
import type { MergedKubeconfig, PracticeStatus } from '../core/ports.ts';
import { isJson, UsageError } from './arguments.ts';
import type { Subcommand } from './context.ts';

export const cluster: Subcommand = {
  name: 'cluster',
  usage: 'cluster start|stop|status|reset|kubeconfig [--merge] [--format pretty|json]',
  summary: 'The practice cluster: a real control plane with simulated nodes.',
  needsCluster: false,
  async run(args, { ownKubeconfig, practice, log, signal, write }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'pretty' },
        merge: { type: 'boolean', default: false },
      },
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
      case 'kubeconfig': {
        const { kubeconfig } = await practice.status();
        if (kubeconfig === undefined) throw notStarted();
        if (!values.merge) write(`${kubeconfig}\n`);
        else write(describeMerge(await ownKubeconfig.add(kubeconfig)));
        return 0;
      }
      default:
        throw new UsageError(
          'Say what to do with the practice cluster: start, stop, status, reset or kubeconfig.',
        );
    }
  },
};

function notStarted(): LabError {
  return new LabError('practice-cluster-failed', 'The practice cluster does not run.', {
    next: 'Start it: k8s-labs cluster start',
  });
}

function describeMerge({ file, backup }: MergedKubeconfig): string {
  const copy = backup === undefined ? 'It was not there before.' : `As it was before: ${backup}`;
  return `The practice cluster's context is in ${file} now; the current context stays.\n${copy}\n`;
}

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
