// `npm run package`: the extension as dist/k8s-labs-VERSION.vsix. `-- --target linux-x64` (or several)
// packs it for a platform, with the practice cluster in it.
import { parseArgs } from 'node:util';
import { StepError } from './bootstrap/stepError.mjs';
import { targets } from './cluster/targets.mjs';
import { packExtension, packForPlatform } from './toolchain/extensionPackage.ts';
import { runScript } from './toolchain/runScript.ts';

await runScript(async () => {
  const { values } = parseArgs({ options: { target: { type: 'string', multiple: true } } });
  for (const target of values.target ?? []) {
    if (target in targets) continue;
    throw new StepError('Packing the extension', {
      why: `there is no target "${target}"`,
      next: `name one of ${Object.keys(targets).join(', ')}`,
    });
  }
  if (values.target === undefined) process.stdout.write(`${await packExtension()}\n`);
  for (const target of values.target ?? []) {
    process.stdout.write(`${await packForPlatform(target)}\n`);
  }
  return 0;
});
