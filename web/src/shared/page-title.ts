/** Gives the browser's tab the name of the page (WCAG 2.4.2): whatever its heading says, as soon as it says it. */
export function followPageTitle(product: string): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const read = () => {
    waiting = undefined;
    const heading = document.querySelector('h1')?.textContent?.trim();
    const title = heading ? `${heading} · ${product}` : product;
    if (document.title !== title) document.title = title;
  };
  const observer = new MutationObserver(() => {
    waiting ??= setTimeout(read, 200);
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
}
