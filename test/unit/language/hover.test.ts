import assert from 'node:assert/strict';
import { explain } from '../../../src/core/language/hoverChunk.ts';
import { SHOP } from '../../support/shop.ts';
import { contextOf, marked } from './support.ts';

const NOW = new Date('2026-01-31T12:00:00Z');

/** What is said at the `|`. */
function said(source: string): string {
  const { text, offset } = marked(source);
  const hover = explain(contextOf(text), offset, NOW);
  return (hover?.paragraphs ?? [])
    .map((one) => (one.kind === 'heading' ? `${one.text} (${one.detail})` : one.text))
    .join('\n');
}

describe('Hover', () => {
  it('explains a field', () => {
    const text = said(SHOP.replace('containerPort', 'containerP|ort'));
    assert.match(text, /^containerPort \(number, required\)\nNumber of port to expose/);
  });

  it('says what a quantity amounts to', () => {
    assert.match(said(SHOP.replace('512M', '512|M')), /512M is 488\.281 Mi, 512,000,000 bytes\./);
    const cpu = SHOP.replace('memory: 512M', 'cpu: 25|0m');
    assert.match(said(cpu), /250m is 0\.25 cores/);
    assert.match(said(SHOP.replace('512M', '512|m')), /"m" stands for thousandths/);
  });

  it('takes images apart', () => {
    assert.match(
      said(SHOP.replace('nginx:1.29', 'ngi|nx:1.29')),
      /Repository library\/nginx of the registry docker\.io, tag 1\.29\./,
    );
  });

  it('says what a selector finds', () => {
    const service = SHOP.replace(
      '  selector:\n    app: web\n  ports',
      '  selec|tor:\n    app: web\n  ports',
    );
    assert.match(said(service), /This selects the Pods of Deployment web\./);
  });

  it('reads schedules in words, with the next runs', () => {
    const cron = (schedule: string, zone = ''): string =>
      said(
        `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: a }\nspec:\n  schedule: "|${schedule}"\n${zone}`,
      );
    assert.match(
      cron('30 4 * * 1-5'),
      /At 04:30, Monday through Friday\. Next: Mon 2026-02-02 04:30, Tue 2026-02-03 04:30, Wed 2026-02-04 04:30 \(UTC\)\./,
    );
    assert.match(cron('0 14 * * *', '  timeZone: Asia/Tokyo\n'), /Next: Sun 2026-02-01 14:00/);
    assert.match(cron('0 0 31 2 *'), /It is never due\./);
    assert.doesNotMatch(cron('0 3 * * 7'), /Next/);
  });

  it('shows the text of a Secret', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata:\n  user: YW|Rh\n';
    assert.match(said(secret), /Decoded: ada/);
  });

  it('says nothing where there is nothing', () => {
    assert.equal(said('a: 1\nb|: 2\n'), '');
    assert.equal(said(SHOP.replace('---', '|---')), '');
  });
});
