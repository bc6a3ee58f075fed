#!/usr/bin/env node
// @ts-check
// The door to every script: runs on Node 20 with nothing installed, brings the npm packages and
// Node 24, then runs scripts/<name>.ts there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { repoFolder } from './bootstrap/folders.mjs';
import { ensureNode24 } from './bootstrap/node24.mjs';
import { describeFailure } from './bootstrap/stepError.mjs';

const [name = '', ...args] = process.argv.slice(2);
const script = join(repoFolder, 'scripts', `${name}.ts`);

if (!/^[a-zA-Z]+$/.test(name) || !existsSync(script)) {
  console.error(
    'Usage: node scripts/run.mjs start|test|package|bench|buildSchema|testElectron [arguments…]',
  );
  process.exit(2);
}

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    if (child) child.kill(signal);
    else process.exit(128 + constants.signals[signal]);
  });
}

try {
  await ensureDependencies();
  const { node, bin } = await ensureNode24();
  child = spawn(node, [script, ...args], {
    // The open channel tells the script when this process is gone, however it ended.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  child.on('error', (error) => {
    console.error(describeFailure(error));
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal === null ? 1 : constants.signals[signal]));
  });
} catch (error) {
  console.error(describeFailure(error));
  process.exit(1);
}
