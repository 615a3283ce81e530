"use client";

import { CARRIERS, findCarrier } from "@cartwright/contracts/carriers";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Field, Input, TextField } from "@cartwright/ui/field";
import { useId } from "react";
import type { StaffParcel } from "../staff-order.ts";

/** How a parcel travels, as it is being typed. */
export interface TrackingDraft {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingUrl: string;
}

const EMPTY: TrackingDraft = { carrier: "", trackingNumber: "", trackingUrl: "" };

/** The draft that a parcel begins with. A known carrier's link is made again from the number, so it is not typed. */
export function draftOf(parcel: StaffParcel | null): TrackingDraft {
  if (!parcel) return EMPTY;
  const { carrier, trackingNumber, trackingUrl } = parcel;
  const isKnown = carrier !== null && findCarrier(carrier) !== null;
  return {
    carrier: carrier ?? "",
    trackingNumber: trackingNumber ?? "",
    trackingUrl: isKnown ? "" : (trackingUrl ?? ""),
  };
}

/** What of a draft is sent: the fields that hold something. */
export function sentTracking(draft: TrackingDraft): Partial<Record<keyof TrackingDraft, string>> {
  return Object.fromEntries(
    Object.entries(draft).flatMap(([name, text]) => (text.trim() === "" ? [] : [[name, text.trim()]])),
  );
}

/** Whether the link can be opened. An empty one is none. */
export const hasGoodLink = ({ trackingUrl }: TrackingDraft): boolean =>
  trackingUrl.trim() === "" || (/^https?:\/\//.test(trackingUrl.trim()) && URL.canParse(trackingUrl.trim()));

interface TrackingFieldsProps {
  draft: TrackingDraft;
  /** Whether someone has tried to submit, so that mistakes are shown. */
  submitted: boolean;
  onChange: (draft: TrackingDraft) => void;
}

/** Carrier, tracking number, and a link for carriers that the shop does not know. */
export function TrackingFields({ draft, submitted, onChange }: TrackingFieldsProps) {
  const t = useTranslations("adminParcels");
  const carriers = useId();
  const known = findCarrier(draft.carrier);
  return (
    <>
      <Field label={t("carrier")} optional hint={known ? t("carrierKnown", { carrier: known.name }) : t("carrierHint")}>
        {(control) => (
          <>
            <Input
              {...control}
              list={carriers}
              maxLength={60}
              autoComplete="off"
              value={draft.carrier}
              onChange={(event) => onChange({ ...draft, carrier: event.target.value })}
            />
            <datalist id={carriers}>
              {CARRIERS.map((carrier) => (
                <option key={carrier.id}>{carrier.name}</option>
              ))}
            </datalist>
          </>
        )}
      </Field>
      <TextField
        label={t("trackingNumber")}
        optional
        maxLength={100}
        autoComplete="off"
        value={draft.trackingNumber}
        onChange={(event) => onChange({ ...draft, trackingNumber: event.target.value })}
      />
      {known ? null : (
        <TextField
          label={t("trackingUrl")}
          optional
          type="url"
          maxLength={500}
          autoComplete="off"
          value={draft.trackingUrl}
          error={submitted && !hasGoodLink(draft) ? t("trackingUrlInvalid") : undefined}
          onChange={(event) => onChange({ ...draft, trackingUrl: event.target.value })}
        />
      )}
    </>
  );
}
