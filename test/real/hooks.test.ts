import { stopSharedNode } from '../cluster/realNode/shared.ts';
import { stopSharedCluster } from '../support/practiceCluster.ts';

// A root hook: whichever test started them, they end with the last one.
after(async function () {
  this.timeout(60_000);
  await stopSharedNode();
  await stopSharedCluster();
});
