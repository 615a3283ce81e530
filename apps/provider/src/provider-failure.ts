/** A refusal that the caller is told: an HTTP status, a stable word, and a sentence. */
export class ProviderFailure extends Error {
  override readonly name = "ProviderFailure";
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}
