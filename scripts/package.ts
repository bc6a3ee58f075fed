// `npm run package`: the extension as dist/k8s-labs-VERSION.vsix.
import { packExtension } from './toolchain/extensionPackage.ts';
import { runScript } from './toolchain/runScript.ts';

await runScript(async () => {
  process.stdout.write(`${await packExtension()}\n`);
  return 0;
});
