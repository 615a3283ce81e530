import type { StoredAddress } from "@cartwright/contracts/checkout";
import { countryName } from "@cartwright/contracts/place";
import type { z } from "zod";
import { dataOf } from "./country-data.ts";
import { findRegion } from "./regions.ts";

type Stored = z.infer<typeof StoredAddress>;

/** Where the post writes a region by its code; elsewhere it has its name. */
const BY_CODE: ReadonlySet<string> = new Set(["AU", "BR", "CA", "IT", "US"]);

const isLatin = (text: string) => !/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(text);

/** The name of a region as the post writes it, in the script of the rest of the address. */
function regionText({ country, region = "" }: Stored, latin: boolean): string {
  const found = region === "" ? null : findRegion(country, region);
  if (!found) return region;
  const [code, name, , localName = name] = found;
  if (BY_CODE.has(country)) return code;
  return latin ? name : localName;
}

/**
 * The lines of an address, in the order of its country, with the country's name at the end. An address in Latin script follows
 * the order that the country's post sets for it. Parts that the country's format has no place for follow the street.
 */
export function formatAddress(address: Stored): string[] {
  const { format = "", latinFormat = format } = dataOf(address.country);
  const latin = isLatin(`${address.name}${address.line1}${address.city}`);
  const order = latin ? latinFormat : format;
  const parts: Readonly<Record<string, string>> = {
    N: address.name,
    A: [address.line1, address.line2 ?? "", ...(order.includes("%C") ? [] : [address.city])].filter(Boolean).join("\n"),
    C: address.city,
    S: regionText(address, latin),
    Z: address.postalCode,
  };
  const lines = order
    .split("%n")
    .flatMap((line) => fill(line, parts).split("\n"))
    .filter((line) => line !== "");
  return [...lines, countryName(address.country)];
}

/** One line of a format. Separators beside an empty part are left out. */
function fill(line: string, parts: Readonly<Record<string, string>>): string {
  const shown = [...line.matchAll(/%([A-Z])/g)].some(([, letter = ""]) => (parts[letter] ?? "") !== "");
  // A line without a field is printed as it is; one whose fields are all empty is not.
  if (!shown && line.includes("%")) return "";
  return line
    .replace(/%([A-Z])/g, (_, letter: string) => parts[letter] ?? "")
    .replace(/^[\s,\-–/]+|[\s,\-–/]+$/g, "")
    .replace(/\s+,/g, ",")
    .replace(/ {2,}/g, " ");
}
