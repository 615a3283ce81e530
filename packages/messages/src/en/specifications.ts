/** The names and units in a product's specification table that the shop itself writes. */
export const specifications = {
  weight: "Weight",
  grams: "{min, number} g",
  gramRange: "{min, number}–{max, number} g",
  kilograms: "{min, number} kg",
  kilogramRange: "{min, number}–{max, number} kg",
  gender: "Gender",
  ageGroup: "Age group",
  condition: "Condition",
  mpn: "Manufacturer part number",
} as const;
