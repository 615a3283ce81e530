"use client";

import { PICTURE_BYTES_MAX } from "@cartwright/contracts/picture-upload";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { UploadFailure } from "./upload-picture.ts";

/** Says why a picture was not uploaded. */
export function useUploadProblem(): (error: unknown) => string {
  const t = useTranslations("adminProducts");
  const common = useTranslations("common");
  const errorMessage = useErrorMessage();
  return (error) => {
    if (!(error instanceof UploadFailure)) return errorMessage(error);
    const { file, problem, text } = error;
    if (problem === "too_large") return t("pictures.tooLarge", { file, max: PICTURE_BYTES_MAX / 1_048_576 });
    if (problem === "wrong_type") return t("pictures.wrongType", { file });
    return t("pictures.failed", { file, message: text ?? common("unavailable") });
  };
}
