import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/toolchain/chromium.ts';
import { startTestHost, type TestHost } from '../../scripts/toolchain/testHost.ts';
import { PanelDriver } from './panelDriver.ts';

/** The colour themes in which pictures are taken. */
const THEMES = { dark: 'Dark Modern', light: 'Light Modern' } as const;
type Theme = keyof typeof THEMES;

/** How long the window may take for one thing that a person waits for. Milliseconds. */
const PATIENCE_MS = 30_000;

/**
 * A VS Code in a browser with the packed extension, driven the way a person does: clicks, keys and
 * what is to be seen.
 */
export class VscodeDriver {
  readonly host: TestHost;
  readonly page: Page;
  readonly panel: PanelDriver;
  readonly #browser: Browser;
  readonly #pictures: string;
  readonly #results: string;

  private constructor(
    host: TestHost,
    browser: Browser,
    page: Page,
    { pictures, results }: { readonly pictures: string; readonly results: string },
  ) {
    this.host = host;
    this.#browser = browser;
    this.page = page;
    this.panel = new PanelDriver(page);
    this.#pictures = pictures;
    this.#results = results;
  }

  /** Opens the window on an empty workspace and waits until it can be used. */
  static async open(options: {
    readonly vsix: string;
    /** Other extensions to install beside it. */
    readonly others?: readonly string[];
    /** Folder for the pictures of the documentation; made when it does not exist. */
    readonly pictures: string;
    /** Folder for pictures of failures. */
    readonly results: string;
    readonly trusted: boolean;
    readonly env?: (folder: string) => NodeJS.ProcessEnv;
    readonly settings?: Readonly<Record<string, unknown>>;
  }): Promise<VscodeDriver> {
    await mkdir(options.pictures, { recursive: true });
    const host = await startTestHost({
      vsix: options.vsix,
      others: options.others ?? [],
      trusted: options.trusted,
      settings: {
        'workbench.colorTheme': THEMES.dark,
        'workbench.preferredDarkColorTheme': THEMES.dark,
        'workbench.preferredLightColorTheme': THEMES.light,
        ...options.settings,
      },
      ...(options.env === undefined ? {} : { env: options.env }),
    });
    let browser: Browser | undefined;
    try {
      browser = await launchChromium();
      const viewport = { width: 1440, height: 900 };
      const page = await browser.newPage({ viewport });
      page.setDefaultTimeout(PATIENCE_MS);
      const driver = new VscodeDriver(host, browser, page, options);
      await page.goto(`${host.address}/?folder=${encodeURIComponent(host.workspace)}`);
      await page.locator('.monaco-workbench .activitybar').waitFor();
      return driver;
    } catch (error) {
      await browser?.close();
      await host.stop();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.host.stop();
  }

  /** The text editor in sight; a lab shows one beside its page. */
  get editor(): Locator {
    return this.page.locator('.editor-group-container .monaco-editor:visible').first();
  }

  /** The text of the terminal in sight. */
  get terminal(): Locator {
    return this.page.locator('.terminal-wrapper.active .xterm-rows');
  }

  /** Wavy lines under faults in the editor that was used last. */
  get squiggles(): Locator {
    return this.editor.locator('.squiggly-error, .squiggly-warning');
  }

  /** The marks of warnings among them, such as a finding in a manifest. */
  get warnings(): Locator {
    return this.editor.locator('.squiggly-warning');
  }

  /** The open menu of quick fixes. */
  get quickFixes(): Locator {
    return this.page.locator('.action-widget:not(.action-list-submenu-panel) .monaco-list-row');
  }

  /** A line of text above a line of the open file. */
  lens(text: string): Locator {
    return this.editor.locator('.codelens-decoration').filter({ hasText: text });
  }

  /** The first place of a word in the open file. */
  word(word: string): Locator {
    const spans = this.editor.locator('.view-line span span');
    return spans.filter({ hasText: new RegExp(`^\\s*${word}$`) }).first();
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    await this.runCommand('Go to File...');
    await this.page.locator('.quick-input-widget input[type="text"]').fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.tab(name).waitFor();
  }

  /** Answers the dialog that is open. */
  async confirm(button: string): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.getByRole('button', { name: button, exact: true }).click();
  }

  /** A row of any tree in the side bar. */
  treeRow(text: string): Locator {
    return this.page.locator('.sidebar .monaco-list-row').filter({ hasText: text });
  }

  /** Opens or closes a view of the side bar by its whole title. */
  async openView(title: string): Promise<void> {
    const header = this.page.locator('.sidebar .pane-header');
    await header.filter({ has: this.page.getByText(title, { exact: true }) }).click();
  }

  /** An item of the status bar by a part of its text. */
  statusItem(text: string): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  /** Shows the extension's views in the side bar. */
  async openLabs(): Promise<void> {
    const icon = this.page.locator(
      '.activitybar a.action-label[aria-label^="Labs for Kubernetes"]',
    );
    await icon.click();
    await this.page.locator('.sidebar .pane-header').first().waitFor();
  }

  /** Runs a command by its title, as from the command palette. */
  async runCommand(title: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    // The palette closes when something else takes the focus at that moment; then it is asked again.
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press('F1');
      try {
        await input.fill(`>${title}`, { timeout: 3_000 });
        break;
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** The tab of a file that is in front. */
  tab(name: string): Locator {
    return this.page.locator('.tab.active').filter({ hasText: name });
  }

  /** Selects a word of the open file by a double click and types another in its place. */
  async replaceWord(word: string, by: string): Promise<void> {
    await this.clickWord(word, 2);
    await this.page.keyboard.type(by);
    await this.page.keyboard.press('Escape'); // Suggestions, if any.
    await this.page.keyboard.press('Control+S');
  }

  /** Clicks the first place of a word in the open file. */
  async clickWord(word: string, clickCount = 1): Promise<void> {
    const span = this.word(word);
    await span.waitFor();
    // By the mouse alone: scrolling to an element would shift the editor's own layers.
    const box = await span.boundingBox();
    if (box === null) throw new Error(`"${word}" is not in sight.`);
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { clickCount });
  }

  /** Opens the menu of quick fixes on a word. It does not open while findings are on their way. */
  async openQuickFixes(word: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await this.clickWord(word);
      await this.page.keyboard.press('Control+.');
      try {
        return await this.quickFixes.first().waitFor({ timeout: 3_000 });
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  /** Waits until a command stands behind the prompt and presses Enter. */
  async enterInTerminal(command: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => {
        // The first one: another holds the line that stays above while the terminal scrolls.
        const rows = document.querySelector('.terminal-wrapper.active .xterm-rows')?.children;
        const texts = [...(rows ?? [])].map((row) =>
          row.textContent.replaceAll('\u00A0', ' ').trimEnd(),
        );
        const last = texts.findLast((text) => text !== '') ?? '';
        return last.endsWith(`$ ${wanted}`) || last.endsWith(`# ${wanted}`);
      },
      command,
      { timeout: PATIENCE_MS },
    );
    await this.page.locator('.terminal-wrapper.active .xterm-helper-textarea').first().focus();
    await this.page.keyboard.press('Enter');
  }

  /** Waits until the terminal shows a text, however it is wrapped. */
  async waitForTerminal(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => {
        const rows = document.querySelector('.terminal-wrapper.active .xterm-rows');
        return rows?.textContent.replaceAll('\u00A0', ' ').includes(wanted);
      },
      text,
      { timeout: PATIENCE_MS },
    );
  }

  /** Changes to the other colour theme when the window is not in this one. */
  async useTheme(theme: Theme): Promise<void> {
    const marked = this.page.locator(`.monaco-workbench.${theme === 'dark' ? 'vs-dark' : 'vs'}`);
    for (let attempt = 1; !(await marked.isVisible()); attempt++) {
      await this.runCommand('Preferences: Toggle between Light/Dark Themes');
      try {
        await marked.waitFor({ timeout: 5_000 });
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  /**
   * Takes a picture of the window in every theme: `<name>-dark.png`, `<name>-light.png`.
   * @param arrange opens a menu, which is closed again after each picture
   */
  async takePictures(name: string, arrange?: () => Promise<void>): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
      await this.useTheme(theme);
      await arrange?.();
      await this.page.waitForTimeout(400); // Colours fade into each other.
      await this.page.screenshot({ path: join(this.#pictures, `${name}-${theme}.png`) });
      if (arrange) await this.page.keyboard.press('Escape');
    }
  }

  /** Keeps what the window looks like for whoever reads why a test failed. */
  async takeFailurePicture(title: string): Promise<void> {
    const name = title.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 60);
    await this.page.screenshot({ path: join(this.#results, `failed-${name}.png`) });
  }
}
