/** Why a picture can't be uploaded. */
export const pictureProblems = {
  wrongType: "The file's contents don't match its type. Upload a JPEG, PNG or WebP file.",
  broken: "This picture is damaged or incomplete. Save it again and try once more.",
  extraData: "This file contains more than a picture. Save it again in a picture editor and try once more.",
  animated: "This picture is animated. Upload a still picture.",
  tooLarge:
    "This picture is too large. It can be up to {side, number} pixels on each side and {megapixels, number} megapixels in total.",
  tooSmall: "This picture is too small. Each side must be at least {side, number} pixels.",
  tooNarrow: "This picture is too narrow. The longer side can be up to {ratio, number} times the shorter one.",
} as const;
