/** The accepted picture formats. No SVG (it can run scripts), no animation, nothing uncommon. */
export const PICTURE_KINDS = { "image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp" } as const;
export type PictureType = keyof typeof PICTURE_KINDS;
export type PictureKind = (typeof PICTURE_KINDS)[PictureType];

/** The largest picture, in bytes. */
export const PICTURE_BYTES_MAX = 12 * 1024 * 1024;

/** Whether a media type is one of {@link PICTURE_KINDS}. */
export const isPictureType = (type: string): type is PictureType => Object.hasOwn(PICTURE_KINDS, type);

/** The most pictures of one product. */
export const PICTURES_MAX = 24;
