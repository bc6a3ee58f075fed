import { answerQuiz } from './answerQuiz.ts';
import { checkStep } from './checkStep.ts';
import { clearFilter } from './clearFilter.ts';
import { filterLabs } from './filterLabs.ts';
import { deleteLocalCluster } from './deleteLocalCluster.ts';
import { findLab } from './findLab.ts';
import { refreshCluster } from './refreshCluster.ts';
import { runDoctor } from './runDoctor.ts';
import { saveReceipt } from './saveReceipt.ts';
import { showObject } from './showObject.ts';
import { showPodLog } from './showPodLog.ts';
import { chooseContext } from './chooseContext.ts';
import { cleanUpLab } from './cleanUpLab.ts';
import type { LabCommand } from './command.ts';
import { confirmCheck } from './confirmCheck.ts';
import { copyText } from './copyText.ts';
import { keepNote } from './keepNote.ts';
import { compareManifest } from './compareManifest.ts';
import { compareSolution } from './compareSolution.ts';
import { goToStep } from './goToStep.ts';
import { managePracticeCluster } from './managePracticeCluster.ts';
import { mergeKubeconfig } from './mergeKubeconfig.ts';
import { newLab } from './newLab.ts';
import { nextStep } from './nextStep.ts';
import { packLab } from '../authoring/packLab.ts';
import { openFolder } from './openFolder.ts';
import { openLab } from './openLab.ts';
import { openPlace } from './openPlace.ts';
import { openTerminal } from './openTerminal.ts';
import { previousStep } from './previousStep.ts';
import { resetPracticeCluster } from './resetPracticeCluster.ts';
import { applySolution } from './applySolution.ts';
import { resetLab, resetStep } from './resetStep.ts';
import { runAction } from './runAction.ts';
import { showHint } from './showHint.ts';
import { showLog } from './showLog.ts';
import { showSolution } from './showSolution.ts';
import { skipStep } from './skipStep.ts';
import { startLab } from './startLab.ts';
import { startPracticeCluster } from './startPracticeCluster.ts';
import { stopPracticeCluster } from './stopPracticeCluster.ts';

/** Everything that people can do with labs. */
export const commands: readonly LabCommand[] = [
  showPodLog,
  showObject,
  saveReceipt,
  runDoctor,
  refreshCluster,
  findLab,
  filterLabs,
  clearFilter,
  answerQuiz,
  checkStep,
  chooseContext,
  cleanUpLab,
  compareManifest,
  confirmCheck,
  copyText,
  keepNote,
  compareSolution,
  goToStep,
  newLab,
  nextStep,
  openFolder,
  packLab,
  openLab,
  openPlace,
  openTerminal,
  previousStep,
  resetPracticeCluster,
  applySolution,
  resetLab,
  resetStep,
  runAction,
  showHint,
  showLog,
  showSolution,
  skipStep,
  startLab,
  startPracticeCluster,
  stopPracticeCluster,
  managePracticeCluster,
  mergeKubeconfig,
  deleteLocalCluster,
];
