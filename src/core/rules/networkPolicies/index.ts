import type { Rule } from '../rule.ts';
import { netpolNoDns } from './netpolNoDns.ts';
import { netpolPeerAndOr } from './netpolPeerAndOr.ts';
import { netpolPeerSelectsNothing } from './netpolPeerSelectsNothing.ts';
import { netpolSelectsNothing } from './netpolSelectsNothing.ts';
import { podNoNetpol } from './podNoNetpol.ts';

/** NetworkPolicies. */
export const networkPolicyRules: readonly Rule[] = [
  netpolSelectsNothing,
  netpolPeerSelectsNothing,
  netpolPeerAndOr,
  netpolNoDns,
  podNoNetpol,
];
