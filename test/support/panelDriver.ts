import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The lab's page as a learner uses it: what it shows, and its buttons. */
export class PanelDriver {
  readonly #frame: FrameLocator;

  constructor(page: Page) {
    // A webview lies two frames deep.
    this.#frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** The page without its footer. */
  get content(): Locator {
    return this.#frame.locator('main.content');
  }

  button(name: string): Locator {
    return this.#frame.getByRole('button', { name, exact: true });
  }

  /** The heading of the step or introduction that is open. */
  title(text: string): Locator {
    return this.#frame.locator('h1.title').filter({ hasText: text });
  }

  /** A banner above the text. */
  notice(text: string): Locator {
    return this.#frame.locator('.notice').filter({ hasText: text });
  }

  /** A check by its title, once it has come out this way. */
  check(title: string, state: 'pass' | 'fail' | 'unable' | 'unknown'): Locator {
    return this.#frame.locator(`.check.check-${state}`).filter({ hasText: title });
  }

  /** Clicks the button of the first command in the text that contains these words. */
  async runCommand(words: string): Promise<void> {
    await this.#frame
      .locator('.action')
      .filter({ hasText: words })
      .first()
      .locator('button:not(.action-copy)')
      .click();
  }

  /** Clicks a link of the text. */
  async follow(text: string): Promise<void> {
    await this.#frame.locator('.prose a').filter({ hasText: text }).first().click();
  }

  /** Chooses an option of a question by its words, or types the answer, and sends it. */
  async answer(question: string, answer: string): Promise<void> {
    const quiz = this.#frame.locator('form.quiz').filter({ hasText: question });
    const field = quiz.locator('.quiz-input');
    if ((await field.count()) > 0) await field.fill(answer);
    else await quiz.locator('label').filter({ hasText: answer }).click();
    await quiz.locator('button[type="submit"]').click();
    await this.#frame.locator('form.quiz-right').filter({ hasText: question }).waitFor();
  }

  /** Writes the step's note and leaves it, which keeps it. */
  async keepNote(text: string): Promise<void> {
    const note = this.#frame.locator('details.note');
    await note.locator('summary').click();
    await note.locator('textarea').fill(text);
    await this.#frame.locator('h1.title').click();
    await note.locator(`textarea[data-note="${text}"]`).waitFor();
  }

  /** Starts a round of checks. While it goes on, the button has another name. */
  async pressCheck(): Promise<void> {
    await this.button('Check').click();
  }

  /** Clicks a button that leads to another page, and measures until its title is there. Milliseconds. */
  async timeOfTurn(button: string): Promise<number> {
    const place = this.button(button);
    await place.waitFor();
    return place.evaluate(async (element: Element) => {
      const title = element.ownerDocument.querySelector('h1.title');
      const before = title?.textContent;
      const start = performance.now();
      (element as HTMLElement).click();
      while (element.ownerDocument.querySelector('h1.title')?.textContent === before) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return performance.now() - start;
    });
  }

  /** Goes to the next step and waits for its title. */
  async goOn(title: string): Promise<void> {
    await this.button('Next').click();
    await this.title(title).waitFor();
  }
}
