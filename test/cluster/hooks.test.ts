import { stopSharedCluster } from '../support/practiceCluster.ts';

// A root hook: whichever suite started the shared cluster, it ends with the last one.
after(async function () {
  this.timeout(30_000);
  await stopSharedCluster();
});
