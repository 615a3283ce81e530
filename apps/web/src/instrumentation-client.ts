import { watchForErrors } from "./browser-errors.ts";

// Next runs this before a page comes to life.
watchForErrors();
