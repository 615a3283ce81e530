/** What may be uploaded as a picture. No SVG (it is a program), nothing that moves, nothing that few people have. */
export const PICTURE_KINDS = { "image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp" } as const;
export type PictureType = keyof typeof PICTURE_KINDS;
export type PictureKind = (typeof PICTURE_KINDS)[PictureType];

/** As many bytes as one picture may have. */
export const PICTURE_BYTES_MAX = 12 * 1024 * 1024;

/** Whether a media type is one of {@link PICTURE_KINDS}. */
export const isPictureType = (type: string): type is PictureType => Object.hasOwn(PICTURE_KINDS, type);

/** As many pictures as one product may have. */
export const PICTURES_MAX = 24;
