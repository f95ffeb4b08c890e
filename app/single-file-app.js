// A worker is made from one address, so its script carries its module with it.
for (const glue of document.querySelectorAll("script[data-worker]")) {
  const module = JSON.stringify(packed(glue.dataset.module));
  const script = `${glue.textContent};${unpack};__wbg_init({module_or_path:unpack(${module})});`;
  const link = document.createElement("link");
  link.id = `worker:${glue.dataset.worker}`;
  link.href = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  document.head.append(link);
}

await __wbg_init({ module_or_path: unpack(packed("app_bg.wasm")) });
