// @ts-check
import { rememberDuration, usualMs } from './durations.mjs';

/** @typedef {{ done?: number, total?: number, text?: string }} Report how far a step is */

const quietMs = 2_000;
const lineEveryMs = 10_000;
const redrawMs = 200;

/**
 * Runs one step and tells the person what is happening, how far it is and how long the rest
 * usually takes: one updating line on a terminal, a plain line every ten seconds in a pipe.
 * Steps that end within two seconds stay silent in a pipe.
 * @template T
 * @param {{ id: string, text: string, guessMs: number }} step `guessMs`: duration on two cores, used
 *   until the step has run once on this machine
 * @param {(report: (progress: Report) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(step, work) {
  const started = Date.now();
  const usual = usualMs(step.id, step.guessMs);
  /** @type {Report} */
  let latest = {};
  const tty = process.stderr.isTTY;
  let lastLine = started - lineEveryMs + quietMs;
  const draw = () => {
    const elapsed = Date.now() - started;
    const line = progressLine(step.text, latest, elapsed, usual);
    if (tty) process.stderr.write(`\r\x1b[2K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    else if (Date.now() - lastLine >= lineEveryMs) {
      process.stderr.write(`${line}\n`);
      lastLine = Date.now();
    }
  };
  const timer = setInterval(draw, redrawMs);
  try {
    const result = await work((progress) => (latest = { ...latest, ...progress }));
    const elapsed = Date.now() - started;
    rememberDuration(step.id, elapsed);
    if (tty) process.stderr.write('\r\x1b[2K');
    if (tty || elapsed >= quietMs) process.stderr.write(`✓ ${step.text} (${seconds(elapsed)})\n`);
    return result;
  } catch (error) {
    if (tty) process.stderr.write('\r\x1b[2K');
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/**
 * @param {string} text
 * @param {Report} report
 * @param {number} elapsed ms
 * @param {number} usual ms
 * @returns {string}
 */
export function progressLine(text, { done, total, text: detail }, elapsed, usual) {
  const known = done !== undefined && total !== undefined && total > 0;
  const share = known ? Math.min(done / total, 1) : undefined;
  const what = detail ? `${text}: ${detail}` : text;
  const percent = Math.floor((share ?? Math.min(elapsed / usual, 0.99)) * 100);
  return `· ${what} – ${percent} %, ${seconds(elapsed)} so far, ${remaining(elapsed, usual, share)}`;
}

/** @param {number} elapsed @param {number} usual @param {number | undefined} share */
function remaining(elapsed, usual, share) {
  // The measured pace is only worth something after a while; until then the usual time counts.
  const paced = share !== undefined && share > 0.1 && elapsed > 10_000;
  const rest = paced ? (elapsed * (1 - share)) / share : usual - elapsed;
  if (rest > 1_000) return `usually about ${seconds(rest)} more`;
  return elapsed > usual * 1.5 ? 'longer than usual, still working' : 'nearly done';
}

/**
 * @param {number} ms
 * @returns {string} e.g. "0.4 s", "12 s", "4 min 10 s"
 */
export function seconds(ms) {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  if (whole < 100) return `${whole} s`;
  const rest = whole % 60;
  return rest === 0 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 60)} min ${rest} s`;
}
