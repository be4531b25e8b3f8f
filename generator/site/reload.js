// Served by the preview only, never written into a site: reload the page when a rebuild has ended.
(async () => {
  const read = async () => (await (await fetch("/__boussole__/state.json")).json()).version;
  const seen = await read();
  setInterval(async () => {
    try {
      if ((await read()) !== seen) location.reload();
    } catch {
      // The preview was stopped: keep showing the page.
    }
  }, 100);
})();
