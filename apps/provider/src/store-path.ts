import { join } from "node:path";

/** Where the provider's record lies under a data folder. */
export const storePathIn = (dataDir: string): string => join(dataDir, "provider", "provider.sqlite");
