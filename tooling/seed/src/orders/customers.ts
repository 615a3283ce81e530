import type { Address } from "@cartwright/contracts/checkout";

/** Guests of the demo shop. Their addresses are streets that many towns have. */
export const CUSTOMERS: readonly [Customer, ...Customer[]] = [
  person("Mara Lindt", "mara", ["Gartenstrasse 12", "Freiburg", "79098", "DE"]),
  person("Jonas Weber", "jonas.w", ["Hafenweg 3", "Hamburg", "20457", "DE"]),
  person("Elif Aydin", "elif", ["Sonnenallee 80", "Berlin", "12045", "DE"]),
  person("Paul Roth", "p.roth", ["Am Markt 5", "Weimar", "99423", "DE"]),
  person("Clara Vogel", "clara", ["Lindenweg 21", "Leipzig", "04109", "DE"]),
  person("Anna Gruber", "anna.g", ["Ringstrasse 9", "Graz", "8010", "AT"]),
  person("Felix Huber", "felix", ["Kirchgasse 2", "Linz", "4020", "AT"]),
  person("Sofie Maes", "sofie", ["Kerkstraat 44", "Gent", "9000", "BE"]),
  person("Bram de Wit", "bram", ["Oudegracht 101", "Utrecht", "3511 AB", "NL"]),
  person("Camille Petit", "camille", ["Rue des Lilas 7", "Lyon", "69002", "FR"]),
  person("Hugo Laurent", "hugo.l", ["Quai Sud 15", "Nantes", "44000", "FR"]),
  person("Lucia Moreno", "lucia", ["Calle Mayor 30", "Granada", "18001", "ES"]),
  person("Giulia Conti", "giulia", ["Via Roma 18", "Bologna", "40121", "IT"]),
  person("Nils Berg", "nils", ["Storgatan 6", "Uppsala", "753 20", "SE"]),
  person("Aino Laine", "aino", ["Rantatie 11", "Turku", "20100", "FI"]),
  person("Marta Kowal", "marta", ["ulica Lipowa 4", "Gdansk", "80-180", "PL"]),
];

export interface Customer {
  readonly email: string;
  readonly address: Address;
}

function person(name: string, mailbox: string, place: readonly [string, string, string, string]): Customer {
  const [line1, city, postalCode, country] = place;
  return { email: `${mailbox}@example.net`, address: { name, line1, city, postalCode, country } };
}
