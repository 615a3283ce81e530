/** A refusal as the client gets it: an HTTP status, a stable code, and a message. */
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
