import type { Rule } from '../rule.ts';
import { cronConcurrency } from './cronConcurrency.ts';
import { cronDeadline } from './cronDeadline.ts';
import { cronSchedule } from './cronSchedule.ts';
import { jobTtl } from './jobTtl.ts';

/** Jobs and their schedules. */
export const jobRules: readonly Rule[] = [cronSchedule, cronDeadline, cronConcurrency, jobTtl];
