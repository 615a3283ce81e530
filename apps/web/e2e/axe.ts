import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const RULES: RunOptions["runOnly"] = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
/** The rules of {@link RULES} that look at colours. */
export const COLOR_RULES: RunOptions["runOnly"] = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Finishes all animations: a colour on its way from one scheme to the other belongs to neither. Those of a change that was just
 * made begin with the next frame, and the end of one may start another (of an inherited colour).
 */
export async function endMotion(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const isRunning = (animation: Animation) =>
      animation.playState !== "finished" && animation.effect?.getComputedTiming().iterations === 1;
    for (let quietFrames = 0; quietFrames < 2; quietFrames += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const running = document.getAnimations().filter(isRunning);
      for (const animation of running) animation.finish();
      if (running.length > 0) quietFrames = -1;
    }
  });
}

/**
 * The rules that the page breaks in its present state, each with the elements that break it. Runs axe in the page itself,
 * which has no frames; the Playwright binding opens a second page for every run and takes eight times as long.
 */
export async function findViolations(page: Page, runOnly = RULES): Promise<string[]> {
  await endMotion(page);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const violations = await page.evaluate(
    async (options) => {
      const { axe } = window as unknown as { axe: { run(root: Document, options: RunOptions): Promise<AxeResults> } }; // evaluated above
      return (await axe.run(document, options)).violations;
    },
    { runOnly, resultTypes: ["violations"] } as RunOptions,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** By how much the content is wider than the page, if it is. */
export async function findOverflow(page: Page): Promise<string[]> {
  await endMotion(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  // Less than zero is the gutter kept for a scroll bar.
  return overflow > 0 ? [`content overflows by ${overflow} px`] : [];
}

/** CSS pixels on either side, by WCAG 2.2. */
const TARGET_PX_MIN = 24;

/**
 * Controls outside sentences that are smaller than 24 by 24 px. axe accepts a smaller one while there is space around it, and
 * whether there is depends on the scroll position: the sticky header may cover the space.
 */
export async function findSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate((min) => {
    const controls = document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary");
    const found = [...controls].flatMap((control) => {
      const isInSentence =
        control.matches("a, button") &&
        getComputedStyle(control).display.startsWith("inline") &&
        /\S/.test(
          [...(control.parentElement?.childNodes ?? [])]
            .filter((node) => node instanceof Text)
            .map((node) => node.data)
            .join(""),
        );
      // The whole card or row is the target.
      const isStretched = getComputedStyle(control, "::after").position === "absolute";
      // A label belongs to its control's target. What is hidden from view has no size.
      const label = control instanceof HTMLInputElement ? control.closest("label") : null;
      const { width, height } = (label ?? control).getBoundingClientRect();
      const isHidden = width <= 1 || height <= 1 || !control.checkVisibility({ visibilityProperty: true });
      if (isInSentence || isStretched || isHidden || (width >= min && height >= min)) return [];
      return `${control.tagName.toLowerCase()} "${control.getAttribute("aria-label") ?? control.textContent.trim()}": ${width}×${height}`;
    });
    return [...new Set(found)];
  }, TARGET_PX_MIN);
}
