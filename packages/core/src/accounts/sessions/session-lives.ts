/** How long a session lasts. */
export interface SessionLife {
  /** Idle time: the lifetime of a refresh token. */
  readonly refreshSeconds: number;
  /** Maximum age from the log-in, however often the session is used. */
  readonly sessionSeconds: number;
}

/** The lifetimes by role. The account's current role decides, not the one at log-in. */
export interface SessionLives {
  readonly shopper: SessionLife;
  readonly staff: SessionLife;
}
