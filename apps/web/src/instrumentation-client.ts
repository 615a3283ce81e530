import { watchForErrors } from "./browser-errors.ts";

// Next runs this before a page is hydrated.
watchForErrors();
