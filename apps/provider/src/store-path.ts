import { join } from "node:path";

/** The path of the provider's record in a data folder. */
export const storePathIn = (dataDir: string): string => join(dataDir, "provider", "provider.sqlite");
