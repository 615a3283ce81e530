import type { WriteArguments } from "./write-arguments.ts";

/** One stage that a response's body passes on its way out. Each hands what it has made of it to the next. */
export interface BodyStage {
  /** Takes a piece. False asks the writer to wait for `drain`. */
  write(piece: WriteArguments): boolean;
  /** Takes the last piece, if there is one, and ends the body. */
  end(last: WriteArguments): void;
}
