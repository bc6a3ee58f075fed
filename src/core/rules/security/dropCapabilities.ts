import { items, scalar, hasItem } from '../../yaml/access.ts';
import { removeItem } from '../../yaml/listEdits.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../podTemplates.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { PSS_RESTRICTED } from '../severities.ts';
import { BASELINE_CAPABILITIES, RESTRICTED_CAPABILITY } from './capabilities.ts';
import { offer } from '../fixes.ts';
import { missingPlace, writtenContainers } from './missingSettings.ts';
import { containerSetting, isUnfinished, isWindows } from './securityContext.ts';
import { removeField, setField } from '../../yaml/fieldEdits.ts';

const DROP = ['capabilities', 'drop'];
const ADD = ['capabilities', 'add'];

/** Flags containers that keep the capabilities they have by default, or take some back. */
export const dropCapabilities: ObjectRule = {
  id: 'drop-capabilities',
  group: 'security',
  summary: 'A container should drop all capabilities and add back none but NET_BIND_SERVICE.',
  severity: PSS_RESTRICTED,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined || isWindows(template)) return;
    for (const container of writtenContainers(template)) {
      yield* notDropped(template, container);
      yield* takenBack(template, container);
    }
  },
};

function* notDropped({ document }: PodTemplate, container: Container): Generator<Finding> {
  const drop = containerSetting(container, DROP);
  if (hasItem(drop?.value, 'ALL') || isUnfinished(container.node, DROP)) return;
  if (items(drop?.value).some((item) => scalar(item) === undefined)) return;
  const path = ['securityContext', ...DROP];
  const edit = setField(document.text, container.node, path, ['ALL']);
  yield {
    range: drop?.pair.key.range ?? missingPlace(container),
    message:
      `Container ${container.label} keeps capabilities that it hardly needs: root in it may change ` +
      'the owner of files, become other users and more. Expected: `drop: [ALL]`, in capitals.',
    fixes: offer(document, 'Drop all capabilities', edit),
  };
}

/** What is dangerous besides is said by the rule `add-capabilities`. */
function* takenBack({ document }: PodTemplate, container: Container): Generator<Finding> {
  const add = containerSetting(container, ADD);
  if (add === undefined) return;
  for (const item of items(add.value)) {
    const name = scalar(item)?.text;
    if (name === undefined || !BASELINE_CAPABILITIES.has(name)) continue;
    if (name === RESTRICTED_CAPABILITY) continue;
    const isOnly = items(add.value).length === 1;
    const edit = isOnly
      ? removeField(document.text, add.pair)
      : add.value.kind === 'sequence'
        ? removeItem(document.text, add.value, item)
        : undefined;
    yield {
      range: item.range,
      message:
        `Container ${container.label} takes back the capability "${name}". The Pod Security level ` +
        `restricted lets containers add ${RESTRICTED_CAPABILITY} and nothing else.`,
      fixes: offer(document, `Do not add ${name}`, edit),
    };
  }
}
