import { derivedId } from "../../../kernel/ids.ts";
import type { Saga } from "../../engine/saga.ts";

/** The key of a saga's refund: one for all its attempts. */
export const refundKeyOf = ({ id, data }: Pick<Saga, "id" | "data">): string =>
  data.refundKey ?? derivedId("saga refund", id);
