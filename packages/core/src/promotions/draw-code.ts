import { randomInt } from "node:crypto";
import { ORDER_NUMBER_ALPHABET } from "@cartwright/contracts/ids";

/** Three groups of four of 30 symbols that are not mistaken for each other: 59 random bits. */
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** A single-use code that nobody can guess, such as `SPRING-7K2F-29XW-4H6B`. */
export function drawCode(prefix: string): string {
  const symbol = () => ORDER_NUMBER_ALPHABET[randomInt(ORDER_NUMBER_ALPHABET.length)];
  const groups = Array.from({ length: GROUPS }, () => Array.from({ length: GROUP_LENGTH }, symbol).join(""));
  return [...(prefix === "" ? [] : [prefix]), ...groups].join("-");
}
