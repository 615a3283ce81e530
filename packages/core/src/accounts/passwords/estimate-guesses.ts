import { SHOP_NAME } from "@cartwright/messages/shop-name";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";

/** Words of this shop that a guesser would try first here. */
const SHOP_WORDS = [
  SHOP_NAME.toLowerCase(),
  "cart",
  "wright",
  "shop",
  "store",
  "checkout",
  "kitchen",
  "admin",
  "support",
  "shopper",
];
/** The estimate takes longer the longer the password is, and one of this length is either strong or a repetition. */
const ESTIMATED_LENGTH_MAX = 64;

const estimator = new ZxcvbnFactory({
  dictionary: { ...dictionary, shop: SHOP_WORDS },
  graphs: adjacencyGraphs,
});

/** About 49,000 passwords that are most frequent in leaks. Those too short to be chosen here are left out. */
export const COMMON: ReadonlySet<string> = new Set(dictionary["passwords-common"].filter((word) => word.length >= 8));

/** How many guesses someone needs who knows the person's words, the shop's, leaked passwords and the usual patterns. */
export function estimateGuesses(password: string, words: readonly string[]): number {
  return estimator.check(password.slice(0, ESTIMATED_LENGTH_MAX), [...words]).guesses;
}
