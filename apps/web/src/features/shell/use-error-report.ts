import { useEffect } from "react";

/** What a page that failed is told; with a digest it failed on the server, which knows the rest. */
export type PageError = Error & { readonly digest?: string };

/** Lets an error that React caught count as one that nobody caught, unless the server has reported it already. */
export function useErrorReport(error: PageError): void {
  useEffect(() => {
    if (error.digest === undefined) reportError(error);
  }, [error]);
}
