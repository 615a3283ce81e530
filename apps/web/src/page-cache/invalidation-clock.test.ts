import fc from "fast-check";
import { expect, test } from "vitest";
import { createInvalidationClock } from "./invalidation-clock.ts";

const tag = fc.constantFrom("a", "b", "c", "d", "e", "f");
const step = fc.oneof(
  fc.record({ do: fc.constant("invalidate" as const), tags: fc.array(tag, { minLength: 1, maxLength: 3 }) }),
  fc.record({ do: fc.constant("render" as const), tags: fc.array(tag, { maxLength: 3 }) }),
  fc.record({ do: fc.constant("all" as const), tags: fc.constant<string[]>([]) }),
);

interface Rendered {
  readonly tags: readonly string[];
  readonly tick: number;
  stale: boolean;
}

function play(steps: readonly { do: string; tags: string[] }[], tagsMax: number): (Rendered & { judged: boolean })[] {
  const clock = createInvalidationClock(tagsMax);
  const rendered: Rendered[] = [];
  for (const { do: what, tags } of steps) {
    if (what === "render") rendered.push({ tags, tick: clock.now(), stale: false });
    if (what === "invalidate") clock.invalidate(tags);
    if (what === "all") clock.invalidateAll();
    for (const page of rendered)
      page.stale ||= what === "all" || (what === "invalidate" && page.tags.some((each) => tags.includes(each)));
  }
  return rendered.map(({ tags, tick, stale }) => ({ tags, tick, stale, judged: clock.isStale(tags, tick) }));
}

test("treats everything as stale that was invalidated after it began, however few tags the clock remembers", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (steps, tagsMax) => {
      expect(play(steps, tagsMax).filter((page) => page.stale && !page.judged)).toEqual([]);
    }),
  );
  expect.hasAssertions();
});

test("is exact while it remembers every tag: nothing is stale without an invalidation", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      expect(play(steps, 6).filter((page) => page.stale !== page.judged)).toEqual([]);
    }),
  );
  expect.hasAssertions();
});
