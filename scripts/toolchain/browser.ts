import { spawnSync } from 'node:child_process';
import { withProgress } from '../bootstrap/progress.mjs';
import { runLogged } from '../bootstrap/runLogged.mjs';
import { StepError } from '../bootstrap/stepError.mjs';
import { findProgram, isExecutable } from './programs.ts';

const step = 'Installing the Chromium browser';
const override = 'K8S_LABS_CHROMIUM';
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
];

/**
 * Makes sure of a Chromium, Chrome or Edge for the suites that look at a real window: the one that
 * the environment names, one that is there, or Debian's when we are root.
 * @returns the program's path
 */
export async function ensureBrowser(): Promise<string> {
  const chosen = process.env[override];
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new StepError('Finding the browser', {
      why: `${override} names "${chosen}", which is not a program`,
      next: `correct or remove ${override}, then run the same command again`,
    });
  }
  const present = findBrowser();
  if (present !== undefined) return present;
  await installFromDebian();
  const installed = findBrowser();
  if (installed !== undefined) return installed;
  throw new StepError(step, { why: 'apt-get ended well but no browser is there', next: advice });
}

const advice = `install Chromium, Chrome or Edge (or name one in ${override}), then run the same command again`;

function findBrowser(): string | undefined {
  for (const name of names) {
    const path = findProgram(name);
    if (path !== undefined) return path;
  }
  return places.find(isExecutable);
}

async function installFromDebian(): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  if (findProgram('apt-get') === undefined || !isRoot) {
    throw new StepError('Finding a browser', {
      why: 'no Chromium, Chrome or Edge was found, and only root on Debian or Ubuntu can have it installed',
      next: advice,
    });
  }
  await withProgress({ id: 'chromium', text: step, guessMs: 30_000 }, async (report) => {
    const packages = ['chromium', 'fonts-dejavu-core'];
    // Fresh containers have no package lists, and old ones name versions that are gone.
    if (!knows(packages[0] ?? '')) {
      report({ done: 0, total: 3, text: 'package lists' });
      await aptGet('update');
    }
    report({ done: 1, total: 3, text: 'packages' });
    try {
      await aptGet('install', '-y', '--no-install-recommends', ...packages);
    } catch {
      await aptGet('update');
      await aptGet('install', '-y', '--no-install-recommends', ...packages);
    }
  });
}

function knows(name: string): boolean {
  const { status, stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return status === 0 && /Candidate: [^(\s]/.test(stdout);
}

function aptGet(...args: string[]): Promise<string> {
  return runLogged({
    step,
    command: 'apt-get',
    // Wait for another installer instead of failing on its lock.
    args: ['-o', 'DPkg::Lock::Timeout=300', ...args],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    next: advice,
  });
}
