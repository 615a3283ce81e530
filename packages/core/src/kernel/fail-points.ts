/**
 * Named points where a test can pause or crash the program, to force a race. In production none is armed, and passing one
 * costs a map look-up.
 */
export type FailPoint =
  | "webhook.before-send"
  | "webhook.after-send"
  | "place.before-commit"
  | "saga.before-step"
  | "saga.after-intent"
  | "saga.after-effect"
  | "saga.before-journal"
  | "saga.after-commit"
  | "relay.after-claim"
  | "relay.after-publish"
  | "webhook.before-lock"
  | "webhook.before-commit"
  | "repair.before-locks"
  | "import.progress"
  | "import.before-commit"
  | "refresh.before-commit";

export interface FailPoints {
  /** Passes the point and runs what was armed there. `detail` narrows it, such as the step's name. */
  pass(point: FailPoint, detail?: string): Promise<void>;
}

/** No point is armed. */
export const NO_FAIL_POINTS: FailPoints = { pass: async () => undefined };

/** Fail points that a test arms with a function (throw, wait, kill the process). */
export class ArmedFailPoints implements FailPoints {
  readonly #armed = new Map<string, (detail: string) => Promise<void> | void>();

  arm(point: FailPoint, act: (detail: string) => Promise<void> | void): void {
    this.#armed.set(point, act);
  }

  disarm(point: FailPoint): void {
    this.#armed.delete(point);
  }

  async pass(point: FailPoint, detail = ""): Promise<void> {
    await this.#armed.get(point)?.(detail);
  }
}
