import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Takes everything that moves on a page to its end: colours on their way from one scheme to the other are neither's. The
 * ends are not waited for: a page behind another one (axe opens one of its own) may be given no frames, and then they
 * never come.
 */
export async function endMotion(page: Page): Promise<void> {
  await page.evaluate(() => {
    const ending = (animation: Animation) => animation.effect?.getComputedTiming().iterations === 1;
    for (const animation of document.getAnimations().filter(ending)) animation.finish();
  });
}

/** What axe has to say of a page as it is now: each rule, and what breaks it. */
export async function findsOfAxe(page: Page): Promise<string[]> {
  await endMotion(page);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
