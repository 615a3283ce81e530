/** The SQL of a UUID that a text always gives, with the version and the variant that the API checks. */
export const uuidOf = (text: string): string =>
  `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;
