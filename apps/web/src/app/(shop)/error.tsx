"use client";

import { PageErrorNotice } from "../../features/shell/page-error.tsx";
import type { PageError } from "../../features/shell/use-error-report.ts";

export default function ShopError(props: { error: PageError; retry: () => void }) {
  return <PageErrorNotice {...props} />;
}
