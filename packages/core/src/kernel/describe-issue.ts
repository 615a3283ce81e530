import { PASSWORD_LENGTH_MIN } from "@cartwright/contracts/accounts";
import type { FieldProblem } from "@cartwright/contracts/field-problem";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;

const PROBLEMS: Readonly<Record<FieldProblem, () => string>> = {
  characters: () => getTranslations("fieldProblems")("text.characters"),
  shortPassword: () => getTranslations("fieldProblems")("text.short", { min: PASSWORD_LENGTH_MIN }),
  bytes: () => getTranslations("fieldProblems")("text.bytes"),
  country: () => getTranslations("fieldProblems")("country"),
  giftCardCode: () => getTranslations("fieldProblems")("giftCardCode"),
  countryUk: () => getTranslations("fieldProblems")("countryUk"),
  notZero: () => getTranslations("fieldProblems")("number.notZero"),
  options: () => getTranslations("fieldProblems")("options"),
  needed: () => getTranslations("fieldProblems")("required"),
  leaveEmpty: () => getTranslations("fieldProblems")("leaveEmpty"),
  range: () => getTranslations("fieldProblems")("range"),
  endsBeforeStart: () => getTranslations("fieldProblems")("endsBeforeStart"),
  days: () => getTranslations("fieldProblems")("days"),
  zoneRest: () => getTranslations("fieldProblems")("zoneRest"),
  zonePlaces: () => getTranslations("fieldProblems")("zonePlaces"),
  bandFlat: () => getTranslations("fieldProblems")("bandFlat"),
  bandStart: () => getTranslations("fieldProblems")("bandStart"),
  bandGap: () => getTranslations("fieldProblems")("bandGap"),
  bandOverlap: () => getTranslations("fieldProblems")("bandOverlap"),
  bandOrder: () => getTranslations("fieldProblems")("bandOrder"),
  bandEnd: () => getTranslations("fieldProblems")("bandEnd"),
  bandFree: () => getTranslations("fieldProblems")("bandFree"),
};

const isProblem = (name: unknown): name is FieldProblem => typeof name === "string" && Object.hasOwn(PROBLEMS, name);

function describeSmall({ origin, minimum, input }: Extract<Issue, { code: "too_small" }>): string {
  const t = getTranslations("fieldProblems");
  const min = Number(minimum);
  if (origin === "string") return input === "" || min === 1 ? t("required") : t("text.short", { min });
  if (origin === "number" || origin === "int") return t("number.small", { min });
  return origin === "array" || origin === "set" ? t("list.short", { min }) : t("invalid");
}

function describeLarge({ origin, maximum }: Extract<Issue, { code: "too_big" }>): string {
  const t = getTranslations("fieldProblems");
  const max = Number(maximum);
  if (origin === "string") return t("text.long", { max });
  if (origin === "number" || origin === "int") return t("number.large", { max });
  return origin === "array" || origin === "set" ? t("list.long", { max }) : t("invalid");
}

function describeFormat({ format, input }: Extract<Issue, { code: "invalid_format" }>): string {
  const t = getTranslations("fieldProblems");
  if (input === "") return t("required");
  if (format === "email") return t("format.email");
  if (format === "datetime") return t("format.time");
  return format === "regex" ? t("text.characters") : t("invalid");
}

/** What is wrong with a field, for a person. The API sets it as the locale of zod. */
export function describeIssue(issue: Issue): string {
  const t = getTranslations("fieldProblems");
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined || issue.input === null) return t("required");
      return issue.expected === "int" ? t("number.whole") : t("invalid");
    case "too_small":
      return describeSmall(issue);
    case "too_big":
      return describeLarge(issue);
    case "invalid_format":
      return describeFormat(issue);
    case "invalid_value":
      return t("choice");
    case "unrecognized_keys":
      return t("unknown");
    case "custom": {
      const name: unknown = issue.params?.["problem"];
      return isProblem(name) ? PROBLEMS[name]() : t("invalid");
    }
    default:
      return t("invalid");
  }
}
