import { z } from "zod";
import { RANDOM_SECRET } from "./random-secret.ts";
import { OrderLineId } from "./order-line-id.ts";
import { OrderNumber } from "./ids.ts";
import { IsoTime } from "./paging.ts";

/** The largest file of a product, in bytes: what a slow connection sends and takes within the server's time limits. */
export const FILE_BYTES_MAX = 50 * 1024 * 1024;
/** The most files of one product. */
export const FILES_MAX = 20;
/** How long the files of an order can be downloaded; how often each; and how often a shopper may begin again on their own. */
export const DOWNLOAD_DAYS = 30;
export const DOWNLOADS_MAX = 10;
export const RENEWALS_MAX = 3;

/** The name of a file as it is saved. */
export const FileName = z
  .string()
  .trim()
  .min(1)
  .max(150)
  .regex(/^[^\p{Cc}\p{Cf}\\/:*?"<>|]+$/u);

export const DigitalFile = z.strictObject({ id: z.uuid(), name: z.string(), bytes: z.int(), createdAt: IsoTime });
export type DigitalFile = z.infer<typeof DigitalFile>;

/** What the buyer of a line may download, until when, and how many downloads of each file are left. */
export const LineDownloads = z.strictObject({
  expiresAt: IsoTime,
  /** False once it has expired, and while or after the order is undone or refunded. */
  open: z.boolean(),
  renewalsLeft: z.int().min(0),
  files: z.array(z.strictObject({ id: z.uuid(), name: z.string(), bytes: z.int(), left: z.int().min(0) })),
});
export type LineDownloads = z.infer<typeof LineDownloads>;

/** The secret of a mailed download link. */
const DownloadKey = z.string().regex(RANDOM_SECRET);

export const OpenDownloads = z.strictObject({ key: DownloadKey });
export const OpenedDownloads = z.strictObject({ number: OrderNumber, title: z.string(), downloads: LineDownloads });
export type OpenedDownloads = z.infer<typeof OpenedDownloads>;
export const StartLinkedDownload = z.strictObject({ key: DownloadKey, fileId: z.uuid() });
export const StartDownload = z.strictObject({ number: OrderNumber, lineId: OrderLineId, fileId: z.uuid() });
/** The path to read the file from, within ten minutes. */
export const StartedDownload = z.strictObject({ path: z.string() });
export const RenewDownloads = z.strictObject({ number: OrderNumber, lineId: OrderLineId });
