/** How long a session lasts. */
export interface SessionLife {
  /** Without being used: the life of a refresh token. */
  readonly refreshSeconds: number;
  /** From the log-in, however often it is used. */
  readonly sessionSeconds: number;
}

/** Whose sessions last how long. It goes by the role that the account has at the moment, not by the one at log-in. */
export interface SessionLives {
  readonly shopper: SessionLife;
  readonly staff: SessionLife;
}
