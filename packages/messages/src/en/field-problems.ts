/** What is wrong with a field of a form or a request, where no form has words of its own for it. */
export const fieldProblems = {
  required: "Enter a value.",
  invalid: "Enter a valid value.",
  unknown: "Remove this field. It isn't part of the request.",
  choice: "Choose one of the options.",
  text: {
    short: "Enter {min, plural, one {# character} other {# characters}} or more.",
    long: "Enter {max, plural, one {# character} other {# characters}} or fewer.",
    bytes: "Enter a shorter value.",
    characters: "Remove characters that can't be used here.",
  },
  number: {
    small: "Enter {min, number} or more.",
    large: "Enter {max, number} or less.",
    whole: "Enter a whole number.",
    notZero: "Enter a number other than 0.",
  },
  list: {
    short: "Choose at least {min, number}.",
    long: "Choose up to {max, number}.",
  },
  format: {
    email: "Enter an email address in the correct format, like name@example.com.",
    time: "Enter a date and time.",
  },
  country: "Choose a country from the list.",
  countryUk: "The code of the United Kingdom is GB. Use GB.",
  options: "Choose fewer options.",
  category: "Choose a category that exists.",
  leaveEmpty: "Leave this empty. It has no effect on this kind of promotion.",
  endsBeforeStart: "Enter a time after the start.",
  codeTaken: "Another promotion has this code. Enter a different one.",
  productGone: "Choose products that exist.",
  usedMoreOften: "It has been used {count, plural, one {once} other {# times}}. Enter {count, number} or more.",
  variantValues: "Another variant on sale has the same values.",
  variantOptions:
    "Give every variant {count, plural, =0 {no value, because the product has no options} one {one value, for the product’s option} other {# values, one for each option}}.",
  optionTwice: "Two options have the same name. Rename one of them.",
  synonymIdle: "“{term}” isn't a word that the search looks for. Change or remove it.",
  synonymsAlike: "Enter at least two different terms. The search already reads these as the same.",
  policyCount: "To track this item, set the stock on hand to {min, number} or more.",
  orderQuantity: "This is more than one order can contain. Enter a lower quantity.",
} as const;
