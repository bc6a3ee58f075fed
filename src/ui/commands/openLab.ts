import { labOf, pickLab } from './arguments.ts';
import type { LabCommand } from './command.ts';

/** Shows a lab: where its run stands, or its introduction. Without an argument the open one. */
export const openLab: LabCommand = {
  id: 'k8sLabs.openLab',
  needsTrust: false,
  async run(ui, argument) {
    const { session, panel } = ui;
    const lab = labOf(ui, argument) ?? session.current?.lab ?? (await pickLab(ui));
    if (lab === undefined) return;
    const isOther = session.current?.lab.key !== lab.key;
    if (isOther || argument !== undefined) await session.open(lab);
    panel.show();
  },
};
