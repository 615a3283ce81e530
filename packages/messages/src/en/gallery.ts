/** The pictures of a product, and their enlargement. */
export const gallery = {
  pictures: "Pictures",
  enlarge: "Enlarge picture: {alt}",
  of: "Pictures of {title}",
  position: "Picture {position, number} of {count, number}",
  previous: "Previous picture",
  next: "Next picture",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
} as const;
