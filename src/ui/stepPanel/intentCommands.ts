import type { PanelIntent } from '../../shared/stepPanel.ts';

/** The command behind each intent: whatever the panel can do, the keyboard and others can do too. */
export function commandOf(intent: Exclude<PanelIntent, { type: 'ready' }>): [string, ...unknown[]] {
  switch (intent.type) {
    case 'start':
      return ['k8sLabs.startLab'];
    case 'check':
      return ['k8sLabs.checkStep'];
    case 'action':
      return ['k8sLabs.runAction', intent.id];
    case 'openPlace':
      return ['k8sLabs.openPlace', intent.check, intent.mismatch];
    case 'goTo':
      return ['k8sLabs.goToStep', intent.step];
    case 'next':
      return ['k8sLabs.nextStep'];
    case 'previous':
      return ['k8sLabs.previousStep'];
    case 'hint':
      return ['k8sLabs.showHint'];
    case 'showSolution':
      return ['k8sLabs.showSolution'];
    case 'applySolution':
      return ['k8sLabs.applySolution'];
    case 'compareSolution':
      return ['k8sLabs.compareSolution', intent.line];
    case 'skip':
      return ['k8sLabs.skipStep'];
    case 'resetStep':
      return ['k8sLabs.resetStep'];
    case 'cleanUp':
      return ['k8sLabs.cleanUpLab'];
    case 'saveReceipt':
      return ['k8sLabs.saveReceipt'];
    case 'answer':
      return ['k8sLabs.answerQuiz', intent.quiz, intent.answer];
    case 'confirm':
      return ['k8sLabs.confirmCheck', intent.check, intent.isSo];
    case 'note':
      return ['k8sLabs.keepNote', intent.text];
    case 'copy':
      return ['k8sLabs.copyText', intent.text];
    case 'openTerminal':
      return ['k8sLabs.openTerminal'];
    case 'openFolder':
      return ['k8sLabs.openFolder'];
    case 'showLog':
      return ['k8sLabs.showLog'];
    case 'startPracticeCluster':
      return ['k8sLabs.startPracticeCluster'];
    case 'chooseContext':
      return ['k8sLabs.chooseContext'];
    case 'manageTrust':
      return ['workbench.trust.manage'];
  }
}
