import { AppError } from "@cartwright/core/kernel/app-error";

/** Lets few in and one through at a time, in their order. Throws `unavailable` to whoever comes when all places are taken. */
export function createTurnstile(placesMax: number) {
  let inside = 0;
  let last: Promise<unknown> = Promise.resolve();

  return {
    /** Holds a place while `visit` runs; what must be done alone goes through `alone`. */
    async enter<T>(visit: (alone: <R>(work: () => Promise<R>) => Promise<R>) => Promise<T>): Promise<T> {
      if (inside >= placesMax) throw new AppError("unavailable", { retryAfterSeconds: 5 });
      inside += 1;
      try {
        return await visit(<R>(work: () => Promise<R>) => {
          const turn = last.then(work);
          last = turn.catch(() => undefined);
          return turn;
        });
      } finally {
        inside -= 1;
      }
    },
  };
}
