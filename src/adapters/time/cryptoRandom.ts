import { randomInt } from 'node:crypto';
import type { Random } from '../../core/ports.ts';

/** Without look-alikes (0 o, 1 l), since people read names of namespaces aloud. */
const ALPHABET = '23456789abcdefghijkmnpqrstuvwxyz';

export const cryptoRandom: Random = {
  token: (length) =>
    Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(''),
};
