import { newId } from "@cartwright/core/kernel/ids";
import { createGiftCard } from "@cartwright/core/testing/gift-cards";
import type { Sample } from "./order-desk-samples.ts";

const reason = "for a test";

/** How the mutations of gift cards are called, for the test of the audit log. */
export const GIFT_CARD_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.giftCards.disable": {
    input: async (db) => ({ id: (await createGiftCard(db)).id, isDisabled: true, expectedVersion: 1, reason }),
    refused: () => ({ expectedVersion: 7 }),
  },
  "admin.giftCards.issue": {
    input: async () => ({ idempotencyKey: newId(), amountMinor: 2_500, recipientEmail: "kim@example.com", reason }),
    refused: () => ({ expiresOn: "2020-01-01" }),
  },
  "admin.giftCards.replaceCode": {
    input: async (db) => ({ id: (await createGiftCard(db)).id, expectedVersion: 1, reason }),
    refused: () => ({ expectedVersion: 7 }),
  },
};
