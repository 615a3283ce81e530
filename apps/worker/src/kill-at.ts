import type { FailPoints } from "@cartwright/core/kernel/fail-points";

/**
 * For crash tests: the process dies at a fail point as if by `kill -9`. `wanted` is the point's name, or name and detail
 * separated by a slash.
 */
export function killAt(wanted: string): FailPoints {
  return {
    async pass(point, detail = "") {
      if (wanted !== point && wanted !== `${point}/${detail}`) return;
      process.kill(process.pid, "SIGKILL");
      // The signal takes a moment; nothing after this point may run in it.
      await new Promise(() => undefined);
    },
  };
}
