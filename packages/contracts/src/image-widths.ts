/** The widths of every picture, in pixels, each as AVIF and WebP. */
export const IMAGE_WIDTHS = [320, 640, 1200] as const;
