import { WebhookDeliveryEvent, WebhookDeliveryState } from "@cartwright/contracts/webhooks";
import { listAddress } from "../shell/list-search.ts";

/** The filters of an endpoint's delivery log, as the URL holds them: `?state=failed&event=order.shipped`. */
export interface DeliverySearch {
  readonly endpointId: string;
  readonly state: WebhookDeliveryState | null;
  readonly event: WebhookDeliveryEvent | null;
}

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readDeliverySearch(endpointId: string, params: URLSearchParams): DeliverySearch {
  return {
    endpointId,
    state: WebhookDeliveryState.safeParse(params.get("state")).data ?? null,
    event: WebhookDeliveryEvent.safeParse(params.get("event")).data ?? null,
  };
}

/** The URL of a filtered log. */
export function deliveryPath({ endpointId, state, event }: DeliverySearch): string {
  return listAddress(`/admin/webhooks/${endpointId}`, [
    ["state", state ?? ""],
    ["event", event ?? ""],
  ]);
}

/** The same as an input of `admin.webhooks.deliveries`. */
export function toDeliveryInput({ endpointId, state, event }: DeliverySearch) {
  return { endpointId, ...(state === null ? {} : { state }), ...(event === null ? {} : { event }) };
}
