// Shows the remembered theme before the first paint, so that nothing flashes. It blocks, so it is
// small. The app writes the same key.
try {
  const theme = JSON.parse(localStorage.getItem("layerwise:theme"));
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked, or holds something else: the system's preference it is.
}
