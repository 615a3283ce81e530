import fc from "fast-check";
import { expect, test } from "vitest";
import { createInvalidationClock } from "./invalidation-clock.ts";

const tag = fc.constantFrom("a", "b", "c", "d", "e", "f");
const step = fc.oneof(
  fc.record({ do: fc.constant("invalidate" as const), tags: fc.array(tag, { minLength: 1, maxLength: 3 }) }),
  fc.record({ do: fc.constant("render" as const), tags: fc.array(tag, { maxLength: 3 }) }),
  fc.record({ do: fc.constant("all" as const), tags: fc.constant<string[]>([]) }),
);

test("nothing that was invalidated after its beginning counts as fresh, however little the clock remembers", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), (steps, tagsMax) => {
      const clock = createInvalidationClock(tagsMax);
      const rendered: { tags: string[]; tick: number; stale: boolean }[] = [];
      for (const { do: what, tags } of steps) {
        if (what === "render") rendered.push({ tags, tick: clock.now(), stale: false });
        if (what === "invalidate") clock.invalidate(tags);
        if (what === "all") clock.invalidateAll();
        for (const page of rendered)
          if (what === "all" || (what === "invalidate" && page.tags.some((each) => tags.includes(each))))
            page.stale = true;
        for (const page of rendered) if (page.stale) expect(clock.isStale(page.tags, page.tick)).toBe(true);
        // With room for every tag it is exact: nothing else is thrown away.
        if (tagsMax >= 6) for (const page of rendered) expect(clock.isStale(page.tags, page.tick)).toBe(page.stale);
      }
    }),
  );
});
