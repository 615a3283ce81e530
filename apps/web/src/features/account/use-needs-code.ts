"use client";

import type { SecondFactorStatus } from "@cartwright/contracts/second-factor";
import { api } from "../../trpc/react.tsx";

/** Whether a password alone is not enough, also when that has changed since the page was rendered. */
export function useNeedsCode(initial: SecondFactorStatus): boolean {
  const { data } = api.account.secondFactor.status.useQuery(undefined, { initialData: initial });
  return data.enabledAt !== null;
}
