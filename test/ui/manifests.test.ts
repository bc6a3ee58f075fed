import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useDesk } from '../support/learnersWindow.ts';

const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replica: 2
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: shop
          image: nginx:1.29
          imagePullPolicy: Always
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            tcpSocket:
              port: http
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 512M
---
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - name: http
      port: 80
      targetPort: htpp
`;

// One story in order: somebody opens a manifest and writes on it.
describe('Somebody who writes a manifest', function () {
  this.bail(true);
  const desk = useDesk({ trusted: true });

  it('sees what is wrong, and above the selector what it finds', async () => {
    await writeFile(join(desk.window.host.workspace, 'shop.yaml'), SHOP);
    await desk.window.openFile('shop.yaml');
    await desk.window.squiggles.first().waitFor();
    await desk.window.lens('selects the Pods of Deployment shop').waitFor();
    await desk.window.runCommand('View: Toggle Problems');
    await desk.window.page.locator('.markers-panel').getByText('did you mean').first().waitFor();
    await desk.window.takePictures('findings');
    await desk.window.runCommand('View: Toggle Problems');
  });

  it('mends it with a quick fix', async () => {
    const openQuickFixes = (): Promise<void> => desk.window.openQuickFixes('replica');
    await desk.window.takePictures('manifest-fix', openQuickFixes);
    await openQuickFixes();
    const fixes = await desk.window.quickFixes.allInnerTexts();
    assert.ok(fixes.includes('Rename it to replicas'), fixes.join(', '));
    await desk.window.page.keyboard.press('Enter');
    await desk.window.word('replicas').waitFor();
  });

  it('reads what a field is for and what an amount comes to', async () => {
    const hover = desk.window.page.locator('.monaco-hover:visible');
    const openHover = async (): Promise<void> => {
      await desk.window.clickWord('512M');
      await desk.window.runCommand('Show or Focus Hover');
      await hover.getByText('488.281 Mi').waitFor();
    };
    await desk.window.takePictures('hover', openHover);
  });

  it('is offered the words that a field takes', async () => {
    const suggestions = desk.window.page.locator('.suggest-widget.visible .monaco-list-row');
    await desk.window.clickWord('Always', 2);
    await desk.window.page.keyboard.press('Delete');
    await desk.window.takePictures('completion', async () => {
      await desk.window.page.keyboard.press('Control+Space');
      await suggestions.filter({ hasText: 'IfNotPresent' }).first().waitFor();
    });
  });
});
