import type { CheckKind } from '../kind.ts';
import { admission } from './admission.ts';
import { command } from './command.ts';
import { confirm } from './confirm.ts';
import { exec } from './exec.ts';
import { kubeconfig } from './kubeconfig.ts';
import { reach } from './reach.ts';
import { tool } from './tool.ts';
import { trigger } from './trigger.ts';
import { canI } from './canI.ts';
import { cel } from './cel.ts';
import { combinators } from './combinators.ts';
import { compare } from './compare.ts';
import { event } from './event.ts';
import { lint } from './lint.ts';
import { log } from './log.ts';
import { metric } from './metric.ts';
import { restarts } from './restarts.ts';
import { served } from './served.ts';
import { waiting } from './waiting.ts';
import { absent } from './absent.ts';
import { changed } from './changed.ts';
import { condition } from './condition.ts';
import { exists } from './exists.ts';
import { field } from './field.ts';
import { file } from './file.ts';
import { http } from './http.ts';
import { owned } from './owned.ts';
import { quiz } from './quiz.ts';
import { rollout } from './rollout.ts';
import { selectorAnswer } from './selectorAnswer.ts';
import { selects } from './selects.ts';

/** Those that look at something. Each kind's own fields are known only to itself. */
const lookingKinds = [
  exists,
  absent,
  field,
  condition,
  rollout,
  selects,
  owned,
  changed,
  selectorAnswer,
  http,
  file,
  quiz,
  compare,
  event,
  waiting,
  restarts,
  log,
  admission,
  canI,
  served,
  metric,
  lint,
  cel,
  reach,
  exec,
  kubeconfig,
  tool,
  confirm,
  command,
] as readonly unknown[] as readonly CheckKind[];

/** Every check type there is. */
export const checkKinds: readonly CheckKind[] = [
  ...lookingKinds,
  ...combinators(lookingKinds),
  trigger(lookingKinds),
] as readonly unknown[] as readonly CheckKind[];
