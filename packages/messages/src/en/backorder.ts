/** When items that aren't in stock ship. */
export const backorder = {
  all: "Ships in {days, plural, one {# working day} other {# working days}}.",
  some: "{units, number} of {quantity, number} {units, plural, one {ships} other {ship}} in {days, plural, one {# working day} other {# working days}}.",
  allBy: "Ships by {date}.",
  someBy: "{units, number} of {quantity, number} {units, plural, one {ships} other {ship}} by {date}.",
} as const;
