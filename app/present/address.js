// The page's address while a topic is presented: `arg-secrets/?present#history`, and in the one file
// `#/arg-secrets?at=history&present`. A reload goes on where it was.

const isOneFile = () => location.hash.startsWith("#/");

/** What the address leads to within the page; empty for its top. */
export function fragment() {
  const written = isOneFile() ? (/[?&]at=([^&]*)/.exec(location.hash)?.[1] ?? "") : location.hash.slice(1);
  try {
    return decodeURIComponent(written);
  } catch {
    return "";
  }
}

/** Writes what is shown into the address: the id of a heading, or nothing for the opening. */
export function write(anchor, isPresented) {
  const id = encodeURIComponent(anchor);
  let address;
  if (isOneFile()) {
    const parts = [id && `at=${id}`, isPresented && "present"].filter(Boolean).join("&");
    address = location.hash.split("?")[0] + (parts && `?${parts}`);
  } else {
    address = location.pathname + (isPresented ? "?present" : "") + (id && `#${id}`);
  }
  history.replaceState(history.state, "", address);
}
