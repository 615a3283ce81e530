// Runs before the first paint, so that a chosen colour scheme never flashes. Without a choice the system's applies by CSS alone.
try {
  var theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be switched off: then the system's scheme it is.
}
