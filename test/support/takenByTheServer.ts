/** Rules about what cannot work although the server takes it: their errors are more than its own. */
export const TAKEN: Readonly<Record<string, string>> = {
  'service-targetport-name': 'Which names the Pods of a Service have is not looked at.',
  'hpa-target-not-scalable': 'What an autoscaler refers to is not looked at.',
};
