import { useEffect } from "react";

/** The error that Next gives to an error page. With a digest it happened on the server, which has logged it. */
export type PageError = Error & { readonly digest?: string };

/** Reports an error that React caught as an uncaught one, unless the server has reported it already. */
export function useErrorReport(error: PageError): void {
  useEffect(() => {
    if (error.digest === undefined) reportError(error);
  }, [error]);
}
